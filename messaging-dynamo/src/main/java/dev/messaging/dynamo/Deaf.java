package dev.messaging.dynamo;

import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.UserId;
import dev.messaging.dynamo.DirectoryTable.Part;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the members of a group who want to hear nothing of a sender, even there. Mostly nobody blocks the sender, or a few:
 * then the first part of the list of these tells all. If there are very many, the members are asked.
 */
final class Deaf {
    /** One unit at most, with ids that the system made. */
    private static final int FIRST = 25;

    private final DirectoryTable directory;

    Deaf(DirectoryTable directory) {
        this.directory = directory;
    }

    /** The first of those who block the sender. */
    Part begin(Patience patience, UserId sender) {
        return directory.part(patience, sender.value(), Key.BLOCKED_BY, Optional.empty(), FIRST);
    }

    /**
     * The members who are deaf to the sender.
     *
     * @param members in the order of their ids
     * @param first what {@link #begin} gave
     */
    Set<UserId> among(Patience patience, UserId sender, List<UserId> members, Part first) {
        Set<UserId> deaf = new HashSet<>(blockers(first.items()));
        List<UserId> left = beyond(first, members);
        if (!left.isEmpty()) {
            // As many as cost no more than it costs to ask the members.
            Part next = directory.part(patience, sender.value(), Key.BLOCKED_BY, first.last(), FIRST * left.size());
            deaf.addAll(blockers(next.items()));
            deaf.addAll(blockersAmong(patience, sender, beyond(next, left)));
        }
        deaf.retainAll(members);
        return deaf;
    }

    /** The members whom a part of the list says nothing about. */
    private static List<UserId> beyond(Part part, List<UserId> members) {
        return part.last().map(last -> members.stream().filter(member -> member.value().compareTo(last) > 0).toList())
                .orElse(List.of());
    }

    private static List<UserId> blockers(Collection<Item> edges) {
        return edges.stream().filter(Deaf::isEverywhere)
                .map(edge -> new UserId(edge.text(Attributes.SK).substring(Key.BLOCKED_BY.length()))).toList();
    }

    private List<UserId> blockersAmong(Patience patience, UserId sender, List<UserId> members) {
        Map<Key, Item> blocks = directory.get(patience,
                members.stream().map(member -> Key.block(member, sender)).toList());
        return blocks.values().stream().filter(Deaf::isEverywhere)
                .map(block -> new UserId(block.text(Attributes.PK))).toList();
    }

    private static boolean isEverywhere(Item block) {
        return block.text(Attributes.SCOPE).equals(BlockScope.EVERYWHERE.text());
    }
}
