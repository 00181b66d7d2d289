package dev.messaging.dynamo;

import dev.messaging.core.model.Account.Standing;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Facts;
import dev.messaging.core.port.RequestKey;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks up what the rule on a send asks, as new as everything that was acknowledged before. */
final class SendFacts {
    private final DirectoryTable directory;
    private final Requests requests;
    private final Accounts accounts;
    private final Surroundings surroundings;
    private final Tails tails;
    private final Deaf deaf;

    SendFacts(DirectoryTable directory, Requests requests, Accounts accounts, Surroundings surroundings, Tails tails) {
        this.directory = directory;
        this.requests = requests;
        this.accounts = accounts;
        this.surroundings = surroundings;
        this.tails = tails;
        this.deaf = new Deaf(directory);
    }

    /**
     * What is known before a message is sent.
     *
     * @param facts what the rule asks
     * @param tails a tail of each inbox that was looked up with them
     * @param decided how the request was decided already, if it was
     */
    record Looked(Facts facts, Map<UserId, Position> tails, Optional<RequestRecord> decided) {}

    /**
     * Looks up everything there is to know before a message is accepted, and checks the condition on the sender. In one round,
     * if it can be.
     */
    Looked look(Patience patience, Message message, AccountCondition onSender, Optional<RequestKey> key) {
        return switch (message.recipient()) {
            case UserId receiver -> ofDirect(patience, message.sender(), receiver, onSender, key);
            case GroupId group -> surroundings.both(
                    () -> key.flatMap(known -> requests.get(patience, known)),
                    () -> ofGroup(patience, message.sender(), group, onSender),
                    (decided, facts) -> new Looked(facts, Map.of(), decided));
        };
    }

    private Looked ofDirect(Patience patience, UserId sender, UserId receiver, AccountCondition onSender,
            Optional<RequestKey> key) {
        Key block = Key.block(receiver, sender);
        Key profile = Key.profile(sender);
        Set<Key> keys = new HashSet<>(List.of(profile, Key.profile(receiver), block));
        key.map(Key::request).ifPresent(keys::add);
        return surroundings.both(() -> directory.get(patience, keys), () -> tails.of(patience, receiver),
                (found, tail) -> {
                    onSender.check(sender, Profiles.standing(Optional.ofNullable(found.get(profile))));
                    return new Looked(
                            new Facts.Direct(exists(found, receiver), found.containsKey(block)),
                            Map.of(receiver, tail), key.flatMap(known -> Requests
                                    .standing(Optional.ofNullable(found.get(Key.request(known))), known)));
                });
    }

    /**
     * In one round, but where the sender is not a member and nothing else is asked of it, or very many block the sender. A
     * member exists, so nobody looks for that alone.
     */
    private Facts.OfGroup ofGroup(Patience patience, UserId sender, GroupId group, AccountCondition onSender) {
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

    private static boolean exists(Map<Key, Item> found, UserId user) {
        return Profiles.standing(Optional.ofNullable(found.get(Key.profile(user)))) != Standing.ABSENT;
    }

    private static boolean isGroup(Item item) {
        return item.text(Attributes.SK).equals(Key.PROFILE) && Profiles.isGroup(item);
    }

    private void checkExists(Patience patience, UserId sender) {
        Standing standing = Profiles.standing(directory.get(patience, Key.profile(sender)));
        AccountCondition.exists().check(sender, standing);
    }
}
