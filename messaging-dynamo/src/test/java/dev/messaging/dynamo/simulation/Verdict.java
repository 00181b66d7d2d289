package dev.messaging.dynamo.simulation;

import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Inboxes;
import dev.messaging.dynamo.schema.TableDefinition;
import dev.messaging.dynamo.simulated.Past;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Compares, when all is over, what clients were told and shown with what is in the tables. */
final class Verdict {
    /** What trims may be off by. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    private static final MessageId CLOSING = new MessageId("message-closed");
    /** What of a profile is left in the end, and holds nothing about who it was. */
    private static final Set<String> TOMBSTONE = Set.of("pk", "sk", "erased", "password", "starts", "closed", "at",
            "floor", "changes", "blocks", "groups");

    private final World world;
    private final Ledger ledger;
    private final Map<UserId, List<Entry>> logs = new TreeMap<>((one, other) -> one.value().compareTo(other.value()));
    private final Map<String, Map<MessageId, Set<UserId>>> standing = new HashMap<>();

    private final Set<Entry> trimmed = new HashSet<>();

    /** What stands, or stood, at one place of an inbox. */
    private record Entry(UserId owner, long sequence, long atMillis, MessageId id) {}

    private Verdict(World world) {
        this.world = world;
        this.ledger = world.ledger();
    }

    /** Adds what is wrong to the ledger's violations. */
    static void on(World world) {
        Verdict verdict = new Verdict(world);
        verdict.readLogs();
        verdict.logs.forEach(verdict::checkLog);
        verdict.ledger.sent().forEach(verdict::checkSent);
        world.readers().forEach(verdict::checkReader);
        world.visits().forEach(verdict::checkVisit);
        verdict.ledger.checkEdges();
        verdict.checkDirectory();
        verdict.ledger.erased().forEach(verdict::checkErased);
        verdict.checkHoles();
    }

    private void readLogs() {
        for (Past past : world.past(TableDefinition.MESSAGES)) {
            Map<String, AttributeValue> item = past.item();
            UserId owner = new UserId(text(item, "recipient"));
            MessageId id = new MessageId(text(item, "id"));
            Entry entry = new Entry(owner, number(item, "sequence"), number(item, "at"), id);
            logs.computeIfAbsent(owner, user -> new ArrayList<>()).add(entry);
            if (past.untilNanos() < Long.MAX_VALUE) {
                trimmed.add(entry);
                checkTrimmed(owner, entry, past.untilNanos());
            }
            if (id.equals(CLOSING)) {
                continue;
            }
            standing.computeIfAbsent(text(item, "text"), text -> new HashMap<>())
                    .computeIfAbsent(id, message -> new HashSet<>()).add(owner);
        }
    }

    private void checkTrimmed(UserId owner, Entry entry, long nanos) {
        long youngest = World.BEGINNING.plusNanos(nanos).minus(Inboxes.TRIM_AGE_MIN).plus(CLOCKS).toEpochMilli();
        if (entry.sequence >= world.floor(owner) || entry.atMillis > youngest) {
            ledger.violation("I1: " + entry + " of " + owner + " was removed at " + nanos + ", and the floor is "
                    + world.floor(owner));
        }
    }

    private static String text(Map<String, AttributeValue> item, String attribute) {
        AttributeValue value = item.get(attribute);
        if (value == null) {
            throw new IllegalStateException("an item without " + attribute + ": " + item);
        }
        return value.s();
    }

    private static long number(Map<String, AttributeValue> item, String attribute) {
        AttributeValue value = item.get(attribute);
        return value == null ? 0 : Long.parseLong(value.n());
    }

    private void checkLog(UserId owner, List<Entry> log) {
        Set<MessageId> ids = new HashSet<>();
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i).sequence != i + 1) {
                ledger.violation("I1: " + owner + " has number " + log.get(i).sequence + " at place " + (i + 1));
            }
            if (i == log.size() - 1 && trimmed.contains(log.get(i))) {
                ledger.violation("I1: the newest entry of " + owner + " was removed: " + log.get(i));
            }
            if (i > 0 && log.get(i).atMillis <= log.get(i - 1).atMillis) {
                ledger.violation("I2: " + owner + ": " + log.get(i) + " comes after " + log.get(i - 1));
            }
            if (!ids.add(log.get(i).id)) {
                ledger.violation("I3: " + owner + " has twice " + log.get(i).id);
            }
        }
    }

    private void checkSent(Sent sent) {
        Map<MessageId, Set<UserId>> where = standing.getOrDefault(sent.draft().text().value(), Map.of());
        if (where.size() > 1 || !sent.isAcceptedOnce()) {
            ledger.violation("I3: more than one message of " + sent + ": " + where);
        }
        Optional<MessageId> accepted = sent.accepted();
        if (accepted.isPresent()) {
            Set<UserId> has = where.getOrDefault(accepted.get(), Set.of());
            if (!isDecided(sent, accepted.get(), has)) {
                ledger.violation("I5: accepted for " + sent.decisions(accepted.get()) + ", but in the inboxes of " + has
                        + ": " + sent);
            }
        } else if (sent.isCertainlyAbsent() && !where.isEmpty()) {
            ledger.violation("I6: not done, but in the inboxes of " + where + ": " + sent);
        }
        where.forEach((id, has) -> {
            if (!isDecided(sent, id, has)) {
                ledger.violation("I6: decided for " + sent.decisions(id) + ", but in the inboxes of " + has + ": "
                        + sent);
            }
        });
    }

    /** Who was erased meanwhile may have got it or not. */
    private boolean isDecided(Sent sent, MessageId id, Set<UserId> has) {
        return sent.decisions(id).stream().map(this::unerased).anyMatch(unerased(has)::equals);
    }

    private Set<UserId> unerased(Set<UserId> users) {
        Set<UserId> left = new HashSet<>(users);
        left.removeAll(ledger.erased());
        return left;
    }

    /** The closing entry is all that is left of the inbox, and stood last; and all else is a profile that tells nothing. */
    private void checkErased(UserId user) {
        List<Entry> left = log(user).stream().filter(entry -> !trimmed.contains(entry)).toList();
        if (left.size() != 1 || !left.getFirst().id.equals(CLOSING) || !log(user).getLast().equals(left.getFirst())) {
            ledger.violation("erased: " + left + " is left in the inbox of " + user + ", of " + log(user));
        }
        for (Map<String, AttributeValue> item : world.items(TableDefinition.DIRECTORY)) {
            boolean profile = text(item, "pk").equals(user.value()) && text(item, "sk").equals("profile");
            boolean names = (text(item, "pk") + "/").contains(user + "/") || text(item, "sk").endsWith("#" + user);
            if (profile ? !TOMBSTONE.containsAll(item.keySet()) : names) {
                ledger.violation("erased: " + item + " is left of " + user);
            }
        }
    }

    private List<Entry> log(UserId owner) {
        return logs.getOrDefault(owner, List.of());
    }

    private void checkReader(Reader reader) {
        List<Entry> seen = entries(reader.owner(), reader.seen());
        List<Entry> log = log(reader.owner());
        List<Entry> expected = log.stream().filter(entry -> !trimmed.contains(entry) || seen.contains(entry))
                .filter(entry -> !entry.id.equals(CLOSING)).toList();
        if (!seen.equals(expected)) {
            ledger.violation("I4: " + reader + " saw " + seen + " of " + log);
        }
    }

    /** Without a hole, but for what was trimmed. */
    private void checkVisit(Visit visit) {
        List<Entry> seen = entries(visit.owner(), visit.seen());
        List<Entry> log = log(visit.owner()).stream().filter(entry -> entry.atMillis > visit.laterThanMillis())
                .filter(entry -> !trimmed.contains(entry) || seen.contains(entry)).toList();
        if (seen.size() > log.size() || !seen.equals(log.subList(0, seen.size()))) {
            ledger.violation("I4: " + visit + " saw " + seen + " of " + log);
        }
    }

    private static List<Entry> entries(UserId owner, List<InboxEntry> seen) {
        return seen.stream().map(entry -> new Entry(owner, entry.position().sequence(), entry.position().atMillis(),
                entry.message().id())).toList();
    }

    /** Both sides of every edge, the counts, and what clients know of it. */
    private void checkDirectory() {
        Map<String, Map<String, AttributeValue>> items = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (Map<String, AttributeValue> item : world.items(TableDefinition.DIRECTORY)) {
            String sk = text(item, "sk");
            items.put(text(item, "pk") + "/" + sk, item);
            int kind = sk.indexOf('#');
            if (kind > 0) {
                counts.merge(text(item, "pk") + "/" + sk.substring(0, kind), 1, Integer::sum);
            }
        }
        for (UserId user : ledger.users()) {
            checkCount(items, counts, user + "", "blocks", "block");
            checkCount(items, counts, user + "", "groups", "group");
            for (UserId other : ledger.users()) {
                check(items, user + "/block#" + other, other + "/blocked-by#" + user,
                        ledger.blocksAtTheEnd(user, other));
            }
            for (GroupId group : ledger.groups()) {
                check(items, user + "/group#" + group, group + "/member#" + user,
                        ledger.isMemberAtTheEnd(group, user));
            }
        }
        ledger.groups().forEach(group -> checkCount(items, counts, group + "", "members", "member"));
    }

    private void check(Map<String, Map<String, AttributeValue>> items, String side, String otherSide,
            Optional<Boolean> known) {
        boolean is = items.containsKey(side);
        if (is != items.containsKey(otherSide) || known.filter(holds -> holds != is).isPresent()) {
            ledger.violation("edges: " + side + " " + is + ", " + otherSide + " " + items.containsKey(otherSide)
                    + ", known " + known);
        }
    }

    private void checkCount(Map<String, Map<String, AttributeValue>> items, Map<String, Integer> counts, String owner,
            String counter, String kind) {
        long counted = number(items.getOrDefault(owner + "/profile", Map.of()), counter);
        int there = counts.getOrDefault(owner + "/" + kind, 0);
        if (counted != there) {
            ledger.violation("counts: " + owner + " has " + there + " " + counter + ", and counts " + counted);
        }
    }

    private void checkHoles() {
        long holes = world.nodes().stream().mapToLong(Node::holesMet).sum();
        if (holes > 0) {
            ledger.violation("I1: readers met " + holes + " holes");
        }
    }
}
