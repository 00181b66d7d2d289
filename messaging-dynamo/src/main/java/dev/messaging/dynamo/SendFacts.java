package dev.messaging.dynamo;

import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Facts;
import java.util.List;
import java.util.Set;

/** Looks up what the rule on a send asks, as new as everything that was acknowledged before. */
final class SendFacts {
    private final DirectoryTable directory;
    private final Surroundings surroundings;
    private final Tails tails;

    SendFacts(DirectoryTable directory, Surroundings surroundings, Tails tails) {
        this.directory = directory;
        this.surroundings = surroundings;
        this.tails = tails;
    }

    /**
     * What is known before a direct message is sent.
     *
     * @param facts what the rule asks
     * @param tail a tail of the receiver's inbox
     */
    record OfDirect(Facts.Direct facts, Position tail) {}

    /** In one round. */
    OfDirect ofDirect(Patience patience, UserId sender, UserId receiver) {
        Key block = Key.block(receiver, sender);
        Set<Key> keys = Set.copyOf(List.of(Key.profile(sender), Key.profile(receiver), block));
        return surroundings.both(() -> directory.get(patience, keys).keySet(), () -> tails.of(patience, receiver),
                (found, tail) -> new OfDirect(new Facts.Direct(found.contains(Key.profile(sender)),
                        found.contains(Key.profile(receiver)), found.contains(block)), tail));
    }

    /** In one round, and another only if the sender is not a member. */
    Facts.OfGroup ofGroup(Patience patience, UserId sender, GroupId group) {
        List<Item> items = directory.partition(patience, group.value());
        List<UserId> members = items.stream().filter(item -> item.text(Attributes.SK).startsWith(Key.MEMBER))
                .map(DynamoDirectory::memberId).toList();
        boolean groupExists = items.stream().anyMatch(item -> item.text(Attributes.SK).equals(Key.PROFILE));
        boolean senderExists = members.contains(sender) || directory.get(patience, Key.profile(sender)).isPresent();
        return new Facts.OfGroup(senderExists, groupExists, members);
    }
}
