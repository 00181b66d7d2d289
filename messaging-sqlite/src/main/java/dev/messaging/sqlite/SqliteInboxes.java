package dev.messaging.sqlite;

import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.From;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Admission;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.Facts;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.RequestKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A delivery, however many it goes to, is one transaction: the facts are looked up, the rule is asked and the message is
 * put into every inbox without anybody coming between. So there is nothing to recover after a crash.
 */
final class SqliteInboxes implements Inboxes {
    private final Readers readers;
    private final Writer writer;
    private final Tails tails;
    private final InstantSource clock;

    SqliteInboxes(Readers readers, Writer writer, Tails tails, InstantSource clock) {
        this.readers = readers;
        this.writer = writer;
        this.tails = tails;
        this.clock = clock;
    }

    @Override
    public Done deliver(Message message, AccountCondition onSender, Admission admission, Optional<RequestKey> key) {
        return writer.write(session -> {
            Existing.check(session, message.sender(), onSender);
            return Decisions.once(session, key, within -> deliver(within, message, admission));
        }).orThrow();
    }

    private Done deliver(Session session, Message message, Admission admission) throws SQLException {
        List<UserId> owners = admission.admit(facts(session, message));
        Optional<Long> number = owners.isEmpty() ? Optional.empty() : store(session, message, owners.size());
        if (number.isPresent()) {
            append(session, number.get(), owners);
        }
        return new Done(message.id().value(), message.sentAt(), owners.size());
    }

    private static Facts facts(Session session, Message message) throws SQLException {
        UserId sender = message.sender();
        return switch (message.recipient()) {
            case UserId receiver -> new Facts.Direct(Existing.has(session, receiver), session.any(
                    "SELECT 1 FROM blocks WHERE owner = ? AND blocked = ?", receiver.value(), sender.value()));
            case GroupId group -> new Facts.OfGroup(Existing.has(session, group),
                    session.list("SELECT user_id FROM members WHERE group_id = ? ORDER BY user_id",
                            row -> new UserId(row.getString(1)), group.value()),
                    deaf(session, sender, group));
        };
    }

    /**
     * Asks first whether anybody is deaf to the sender, and if so goes through the members, who are limited in number, as those
     * who block one user are not. (In one statement, SQLite would ask the first question again for each member.)
     */
    private static Set<UserId> deaf(Session session, UserId sender, GroupId group) throws SQLException {
        if (!session.any("SELECT 1 FROM blocks WHERE blocked = ? AND scope = 'everywhere'", sender.value())) {
            return Set.of();
        }
        return Set.copyOf(session.list("""
                SELECT m.user_id FROM members m CROSS JOIN blocks b
                ON b.owner = m.user_id AND b.blocked = ? AND b.scope = 'everywhere'
                WHERE m.group_id = ?""", row -> new UserId(row.getString(1)), sender.value(), group.value()));
    }

    /** Empty if the message is stored already: then it stands in all its inboxes, for they were written with it. */
    private static Optional<Long> store(Session session, Message message, int copies) throws SQLException {
        return session.first("""
                INSERT INTO messages (id, sender, recipient, text, sent, copies) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO NOTHING RETURNING number""", row -> row.getLong(1), message.id().value(),
                message.sender().value(), message.recipient().value(), message.text().value(),
                message.sentAt().toEpochMilli(), copies);
    }

    private void append(Session session, long number, List<UserId> owners) throws SQLException {
        for (UserId owner : owners) {
            Position place = tail(session, owner).next(clock.millis());
            session.run("INSERT INTO inbox_entries (owner, sequence, at, message) VALUES (?, ?, ?, ?)",
                    owner.value(), place.sequence(), place.atMillis(), number);
        }
    }

    @Override
    public InboxPage read(UserId owner, From from, int limit, AccountCondition onOwner) {
        return readers.read(session -> {
            Existing.check(session, owner, onOwner);
            Position start = start(session, owner, from);
            List<InboxEntry> oneMore = entries(session, owner, start, limit + 1);
            boolean more = oneMore.size() > limit;
            List<InboxEntry> entries = more ? oneMore.subList(0, limit) : oneMore;
            Position next = entries.isEmpty() ? start : entries.getLast().position();
            return new InboxPage(entries, new Cursor(owner, next), more);
        });
    }

    @Override
    public Position tail(UserId owner) {
        return readers.read(session -> tail(session, owner));
    }

    @Override
    public Set<UserId> grown(Map<UserId, Position> places) {
        return tails.beyond(places);
    }

    /** A second: what looking costs when nobody has written is not worth mentioning. */
    @Override
    public Duration newsEvery() {
        return Duration.ofSeconds(1);
    }

    @Override
    public int trim(UserId owner, Instant before, int atMost) {
        long beforeMillis = Math.min(before.toEpochMilli(), clock.millis() - TRIM_AGE_MIN.toMillis());
        return writer.write(session -> {
            Existing.require(session, owner);
            List<OldEntry> old = oldest(session, owner, beforeMillis, atMost);
            for (OldEntry entry : old) {
                remove(session, owner, entry);
            }
            return old.size();
        });
    }

    /** An entry that goes. */
    private record OldEntry(long sequence, long message) {}

    /** Removes the oldest entries of somebody who is no more: so many, or all that there are. */
    static int clear(Session session, UserId owner, int atMost) throws SQLException {
        List<OldEntry> going = session.list(
                "SELECT sequence, message FROM inbox_entries WHERE owner = ? ORDER BY sequence LIMIT ?",
                row -> new OldEntry(row.getLong(1), row.getLong(2)), owner.value(), atMost);
        for (OldEntry entry : going) {
            remove(session, owner, entry);
        }
        return going.size();
    }

    /** Never the newest, which bears the time that all these are before. */
    private static List<OldEntry> oldest(Session session, UserId owner, long beforeMillis, int atMost)
            throws SQLException {
        return session.list("""
                SELECT sequence, message FROM inbox_entries WHERE owner = ? AND at < ? ORDER BY at LIMIT ?""",
                row -> new OldEntry(row.getLong(1), row.getLong(2)), owner.value(),
                Math.min(beforeMillis, tail(session, owner).atMillis()), atMost);
    }

    /** The message goes with its last entry. One that an earlier version stored beside this one was not counted, and stays. */
    private static void remove(Session session, UserId owner, OldEntry entry) throws SQLException {
        session.run("DELETE FROM inbox_entries WHERE owner = ? AND sequence = ?", owner.value(), entry.sequence);
        session.run("UPDATE messages SET copies = copies - 1 WHERE number = ?", entry.message);
        session.run("DELETE FROM messages WHERE number = ? AND copies = 0", entry.message);
    }

    /** The place behind which to read. */
    private static Position start(Session session, UserId owner, From from) throws SQLException {
        return switch (from) {
            case From.Beginning() -> Position.START;
            case From.LaterThan(long atMillis) -> session.first("""
                    SELECT sequence, at FROM inbox_entries WHERE owner = ? AND at <= ?
                    ORDER BY at DESC LIMIT 1""", SqliteInboxes::position, owner.value(), atMillis)
                    .orElse(Position.START);
            case From.After(Cursor cursor) -> {
                cursor.checkOwner(owner);
                checkStands(session, owner, cursor.position());
                yield cursor.position();
            }
        };
    }

    private static void checkStands(Session session, UserId owner, Position place) throws SQLException {
        if (!place.equals(Position.START)
                && !session.any("SELECT 1 FROM inbox_entries WHERE owner = ? AND sequence = ? AND at = ?",
                        owner.value(), place.sequence(), place.atMillis())) {
            throw new Refusal.CursorGone();
        }
    }

    private static List<InboxEntry> entries(Session session, UserId owner, Position behind, int limit)
            throws SQLException {
        return session.list("""
                SELECT e.sequence, e.at, m.id, m.sender, m.recipient, m.text, m.sent
                FROM inbox_entries e JOIN messages m ON m.number = e.message
                WHERE e.owner = ? AND e.sequence > ? ORDER BY e.sequence LIMIT ?""",
                row -> StoredRows.inboxEntry(row, 1), owner.value(), behind.sequence(), limit);
    }

    static Position tail(Session session, UserId owner) throws SQLException {
        return session.first("""
                SELECT sequence, at FROM inbox_entries WHERE owner = ? ORDER BY sequence DESC LIMIT 1""",
                SqliteInboxes::position, owner.value()).orElse(Position.START);
    }

    private static Position position(ResultSet row) throws SQLException {
        return new Position(row.getLong(1), row.getLong(2));
    }
}
