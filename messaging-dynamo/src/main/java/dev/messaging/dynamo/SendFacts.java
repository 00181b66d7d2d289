package dev.messaging.dynamo;

import dev.messaging.core.model.Account.Standing;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Facts;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks up what the rule on a send asks, as new as everything that was acknowledged before. */
final class SendFacts {
    private final DirectoryTable directory;
    private final Accounts accounts;
    private final Surroundings surroundings;
    private final Tails tails;
    private final Deaf deaf;

    SendFacts(DirectoryTable directory, Accounts accounts, Surroundings surroundings, Tails tails) {
        this.directory = directory;
        this.accounts = accounts;
        this.surroundings = surroundings;
        this.tails = tails;
        this.deaf = new Deaf(directory);
    }

    /**
     * What is known before a direct message is sent.
     *
     * @param facts what the rule asks
     * @param tail a tail of the receiver's inbox
     */
    record OfDirect(Facts.Direct facts, Position tail) {}

    /** In one round. */
    OfDirect ofDirect(Patience patience, UserId sender, UserId receiver, AccountCondition onSender) {
        Key block = Key.block(receiver, sender);
        Key profile = Key.profile(sender);
        Set<Key> keys = Set.copyOf(List.of(profile, Key.profile(receiver), block));
        return surroundings.both(() -> directory.get(patience, keys), () -> tails.of(patience, receiver),
                (found, tail) -> {
                    onSender.check(sender, Profiles.standing(Optional.ofNullable(found.get(profile))));
                    return new OfDirect(new Facts.Direct(found.containsKey(Key.profile(receiver)),
                            found.containsKey(block)), tail);
                });
    }

    /**
     * In one round, but where the sender is not a member and nothing else is asked of it, or very many block the sender. A
     * member exists, so nobody looks.
     */
    Facts.OfGroup ofGroup(Patience patience, UserId sender, GroupId group, AccountCondition onSender) {
        boolean existing = onSender instanceof AccountCondition.Exists;
        return surroundings.both(() -> {
            if (!existing) {
                accounts.check(patience, sender, onSender);
            }
            return true;
        }, () -> surroundings.both(() -> directory.partition(patience, group.value()),
                () -> deaf.begin(patience, sender), (items, blockers) -> {
                    boolean exists = items.stream().anyMatch(SendFacts::isGroup);
                    List<UserId> members = exists
                            ? items.stream().filter(DynamoDirectory::isMember).map(DynamoDirectory::memberId).toList()
                            : List.of();
                    if (existing && !members.contains(sender)) {
                        checkExists(patience, sender);
                    }
                    return new Facts.OfGroup(exists, members, deaf.among(patience, sender, members, blockers));
                }), (holds, facts) -> facts);
    }

    private static boolean isGroup(Item item) {
        return item.text(Attributes.SK).equals(Key.PROFILE) && Profiles.isGroup(item);
    }

    private void checkExists(Patience patience, UserId sender) {
        Standing standing = Profiles.standing(directory.get(patience, Key.profile(sender)));
        AccountCondition.exists().check(sender, standing);
    }
}
