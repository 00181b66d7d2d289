package dev.messaging.dynamo.simulation;

import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Draft;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What all clients together know: what they sent, and who blocks whom and is in which group. */
final class Ledger {
    private record Pair(Recipient one, UserId other) {}

    private final Map<String, Sent> sent = new LinkedHashMap<>();
    private final Map<Pair, Edge> blocks = new LinkedHashMap<>();
    private final Map<Pair, Edge> memberships = new LinkedHashMap<>();
    private final List<UserId> users = new ArrayList<>();
    private final List<GroupId> groups = new ArrayList<>();
    /** When a client was first told of it; {@link Long#MAX_VALUE} if none was yet. */
    private final Map<UserId, Long> erasures = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();

    void violation(String sentence) {
        violations.add(sentence);
    }

    List<String> violations() {
        return violations;
    }

    List<UserId> users() {
        return users;
    }

    List<GroupId> groups() {
        return groups;
    }

    /** Somebody begins to erase a user: from now on nobody knows of it what holds. */
    void erases(UserId user) {
        erasures.putIfAbsent(user, Long.MAX_VALUE);
    }

    /** A client was told that a user is no more. */
    void erased(UserId user, long now) {
        var unused = erasures.merge(user, now, Math::min);
    }

    /** Who is no more, or may be. */
    Set<UserId> erased() {
        return erasures.keySet();
    }

    /** Who was known to be no more before a moment. */
    Stream<UserId> erasedBefore(long since) {
        return erasures.keySet().stream().filter(user -> wasErasedBefore(user, since));
    }

    private boolean isErased(Recipient recipient) {
        return recipient instanceof UserId user && erasures.containsKey(user);
    }

    private boolean wasErasedBefore(Recipient recipient, long since) {
        return recipient instanceof UserId user && erasures.getOrDefault(user, Long.MAX_VALUE) < since;
    }

    void created(UserId user) {
        users.add(user);
    }

    void created(GroupId group, Set<UserId> members) {
        groups.add(group);
        members.forEach(member -> memberships.put(new Pair(group, member), new Edge(true)));
    }

    Sent sending(Draft draft, boolean keyed, long now) {
        Sent sending = new Sent(draft, keyed, now);
        sent.put(draft.text().value(), sending);
        return sending;
    }

    Collection<Sent> sent() {
        return sent.values();
    }

    Optional<Sent> sent(String text) {
        return Optional.ofNullable(sent.get(text));
    }

    Edge block(UserId owner, UserId blocked) {
        return blocks.computeIfAbsent(new Pair(owner, blocked), pair -> new Edge(false));
    }

    Edge membership(GroupId group, UserId user) {
        return memberships.computeIfAbsent(new Pair(group, user), pair -> new Edge(false));
    }

    /** A pair keeps its scope, so that there is only one kind of block between any two. */
    static BlockScope scope(UserId owner, UserId blocked) {
        return (owner.value().hashCode() ^ blocked.value().hashCode() >>> 3) % 2 == 0
                ? BlockScope.DIRECT
                : BlockScope.EVERYWHERE;
    }

    /** I7: what was acknowledged before, and not touched since, holds for this send. */
    void decided(Message message, List<UserId> recipients, long since, long now) {
        Sent known = sent.get(message.text().value());
        if (known == null) {
            violation("a message that nobody sent: " + message);
            return;
        }
        known.decided(message.id(), recipients);
        if (message.recipient() instanceof UserId receiver
                && (wasErasedBefore(receiver, since) || wasErasedBefore(message.sender(), since))) {
            violation("sender or receiver had been erased: " + known);
        }
        switch (message.recipient()) {
            case UserId receiver -> {
                if (holds(block(receiver, message.sender()), since, now)) {
                    violation("I7: " + receiver + " blocks the sender of " + known);
                }
            }
            case GroupId group -> decidedOnGroup(known, message.sender(), group, recipients, since, now);
        }
    }

    private void decidedOnGroup(Sent known, UserId sender, GroupId group, List<UserId> recipients, long since,
            long now) {
        if (lacks(membership(group, sender), since, now) && !isErased(sender)) {
            violation("I7: the sender is not in the group: " + known);
        }
        for (UserId user : users.stream().filter(user -> !isErased(user)).toList()) {
            boolean deaf = scope(user, sender) == BlockScope.EVERYWHERE && holds(block(user, sender), since, now);
            boolean hearing = scope(user, sender) == BlockScope.DIRECT || lacks(block(user, sender), since, now);
            Edge membership = membership(group, user);
            if (recipients.contains(user) && (deaf || lacks(membership, since, now))) {
                violation("I7: " + user + " should not get " + known);
            }
            if (!recipients.contains(user) && hearing && holds(membership, since, now)) {
                violation("I5: " + user + " should get " + known);
            }
        }
    }

    /** A refusal needs a reason. */
    void refused(Draft draft, Refusal refusal, long since, long now) {
        boolean reasonable = switch (refusal) {
            case Refusal.NoSuchUser nobody -> isErased(new UserId(nobody.id()));
            case Refusal.Blocked blocked ->
                draft.recipient() instanceof UserId receiver && !lacks(block(receiver, draft.sender()), since, now);
            case Refusal.SenderNotMember stranger ->
                draft.recipient() instanceof GroupId group
                        && (isErased(draft.sender()) || !holds(membership(group, draft.sender()), since, now));
            default -> false;
        };
        if (!reasonable) {
            violation("refused without reason: " + draft + ": " + refusal);
        }
    }

    private static boolean holds(Edge edge, long since, long now) {
        return edge.throughout(since, now).equals(Optional.of(true));
    }

    private static boolean lacks(Edge edge, long since, long now) {
        return edge.throughout(since, now).equals(Optional.of(false));
    }

    void checkEdges() {
        blocks.forEach((pair, edge) -> check("block", pair, edge));
        memberships.forEach((pair, edge) -> check("membership", pair, edge));
    }

    private void check(String kind, Pair pair, Edge edge) {
        if (!edge.isPossible() && !isErased(pair.one) && !isErased(pair.other)) {
            violation("a " + kind + " was set twice, or lifted twice: " + pair);
        }
    }

    Optional<Boolean> blocksAtTheEnd(UserId owner, UserId blocked) {
        return isErased(owner) || isErased(blocked)
                ? Optional.of(false)
                : block(owner, blocked).throughout(Long.MAX_VALUE - 1, Long.MAX_VALUE - 1);
    }

    Optional<Boolean> isMemberAtTheEnd(GroupId group, UserId user) {
        return isErased(user)
                ? Optional.of(false)
                : membership(group, user).throughout(Long.MAX_VALUE - 1, Long.MAX_VALUE - 1);
    }
}
