package dev.messaging.sqlite;

import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Where the inboxes end that somebody waits for. SQLite tells at one glance whether anybody, in this process or another, has
 * written; only then they are looked up again.
 *
 * <p>No news is lost. The glance comes first, so what is looked up is at least as new, and what is written later shows at the next
 * glance. An inbox that nobody asked about the last time is looked up in any case, so it does not matter what was written
 * before somebody began to wait. Looking up that fails halfway is made up for the next time, since what is not known is looked up.
 */
final class Tails implements AutoCloseable {
    /** Takes a millisecond or two, after which the state of the file that was looked at is let go of. */
    static final int LOOKED_UP_AT_ONCE = 250;

    /** One thread, and so one connection: another connection's glance cannot be compared. */
    private final Readers reader;
    /** Of two who ask at once, one waits for the other. */
    private final ReentrantLock lock = new ReentrantLock();
    /** The sequence of the newest entry, for the inboxes of the last question. */
    private final Map<UserId, Long> known = new HashMap<>();
    private Optional<Glance> last = Optional.empty();

    /** Two that are equal, with nobody's writing in between. */
    private record Glance(Session session, long version) {}

    Tails(DatabaseFile file) {
        this.reader = new Readers(file, 1);
    }

    /** Those of the inboxes that reach further than they are said to. */
    Set<UserId> beyond(Map<UserId, Position> places) {
        lock.lock();
        try {
            glance();
            boolean unused = known.keySet().retainAll(places.keySet());
            lookUp(places.keySet().stream().filter(owner -> !known.containsKey(owner)).toList());
            return places.entrySet().stream()
                    .filter(place -> known.getOrDefault(place.getKey(), 0L) > place.getValue().sequence())
                    .map(Map.Entry::getKey).collect(Collectors.toUnmodifiableSet());
        } finally {
            lock.unlock();
        }
    }

    private void glance() {
        Optional<Glance> now = Optional
                .of(reader.read(session -> new Glance(session, session.count("PRAGMA data_version"))));
        if (!now.equals(last)) {
            known.clear();
            last = now;
        }
    }

    private void lookUp(List<UserId> owners) {
        for (int from = 0; from < owners.size(); from += LOOKED_UP_AT_ONCE) {
            List<UserId> some = owners.subList(from, Math.min(owners.size(), from + LOOKED_UP_AT_ONCE));
            known.putAll(reader.read(session -> tails(session, some)));
        }
    }

    private static Map<UserId, Long> tails(Session session, List<UserId> owners) throws SQLException {
        Map<UserId, Long> tails = new HashMap<>();
        for (UserId owner : owners) {
            tails.put(owner, SqliteInboxes.tail(session, owner).sequence());
        }
        return tails;
    }

    /** How many inboxes it knows the ends of. */
    int known() {
        lock.lock();
        try {
            return known.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
