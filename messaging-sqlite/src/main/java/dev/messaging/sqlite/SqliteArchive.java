package dev.messaging.sqlite;

import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Decision;
import dev.messaging.core.port.Mend;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Stored;
import dev.messaging.core.port.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Each part is one short read, and what is written at once is one short change beside others', with the writer's gaps around it. A
 * place is the primary key, its parts with a space between.
 */
final class SqliteArchive implements Archive {
    /** Of groups with thousands of members, in one short read. */
    private static final int LOOKED_AT = 100;

    private final Readers readers;
    private final Writer writer;
    private final SqliteErasure erasure;
    private final Flaws flaws;

    SqliteArchive(Readers readers, Writer writer, SqliteErasure erasure, DatabaseFile file) {
        this.readers = readers;
        this.writer = writer;
        this.erasure = erasure;
        this.flaws = new Flaws(file);
    }

    @Override
    public Part read(Section section, Optional<String> after, int limit) {
        return readers.read(session -> switch (section) {
            case USERS -> byId(session, """
                    SELECT id, name, created, password, suspended,
                        (SELECT min(sequence) FROM inbox_entries WHERE owner = users.id)
                    FROM users WHERE id > ? AND erased IS NULL ORDER BY id LIMIT ?""", StoredRows::user, after, limit);
            case ERASED -> byId(session, """
                    SELECT id, erased FROM users WHERE id > ? AND erased IS NOT NULL ORDER BY id LIMIT ?""",
                    StoredRows::erased, after, limit);
            case GROUPS -> byId(session, """
                    SELECT id, name, created, members, owner FROM groups WHERE id > ? ORDER BY id LIMIT ?""",
                    StoredRows::group, after, limit);
            case MEMBERS -> byPair(session, """
                    SELECT group_id, user_id, joined FROM members WHERE (group_id, user_id) > (?, ?)
                    ORDER BY group_id, user_id LIMIT ?""", StoredRows::member, after, limit);
            case MEMBERSHIPS -> byPair(session, """
                    SELECT user_id, group_id, joined FROM members WHERE (user_id, group_id) > (?, ?)
                    ORDER BY user_id, group_id LIMIT ?""", StoredRows::membership, after, limit);
            case BLOCKS, BLOCKED_BY -> byPair(session, """
                    SELECT owner, blocked, scope, since FROM blocks WHERE (owner, blocked) > (?, ?)
                    ORDER BY owner, blocked LIMIT ?""", StoredRows::block, after, limit);
            case ENTRIES -> entries(session, after, limit);
            case SESSIONS -> byId(session, """
                    SELECT key, user_id, opened, expires FROM sessions WHERE key > ? ORDER BY key LIMIT ?""",
                    StoredRows::session, after, limit);
            case REQUESTS -> byId(session, """
                    SELECT id, fingerprint, expires FROM requests WHERE id > ? ORDER BY id LIMIT ?""",
                    StoredRows::request, after, limit);
            case UNDER_WAY -> new Part(List.of(), Optional.empty()); // A transaction leaves nothing half done.
        });
    }

    private static Part byId(Session session, String sql, Session.Row<Stored> row, Optional<String> after, int limit)
            throws SQLException {
        return part(session.list(sql, at -> new Found(at.getString(1), StoredRows.read(at, at.getString(1), row)),
                after.orElse(""), limit + 1), limit);
    }

    private static Part byPair(Session session, String sql, Session.Row<Stored> row, Optional<String> after, int limit)
            throws SQLException {
        Place place = Place.of(after);
        return part(session.list(sql, at -> found(at, row), place.first, place.second, limit + 1), limit);
    }

    private static Part entries(Session session, Optional<String> after, int limit) throws SQLException {
        Place place = Place.of(after);
        return part(session.list("""
                SELECT e.owner, e.sequence, e.at, m.id, m.sender, m.recipient, m.text, m.sent
                FROM inbox_entries e LEFT JOIN messages m ON m.number = e.message
                WHERE (e.owner, e.sequence) > (?, ?) ORDER BY e.owner, e.sequence LIMIT ?""",
                at -> found(at, StoredRows::entry), place.first,
                place.second.isEmpty() ? 0 : Long.parseLong(place.second), limit + 1), limit);
    }

    @Override
    public InboxPart inbox(UserId owner, long behind, int limit) {
        List<Numbered> oneMore = readers.read(session -> session.list("""
                SELECT e.owner, e.sequence, e.at, m.id, m.sender, m.recipient, m.text, m.sent
                FROM inbox_entries e LEFT JOIN messages m ON m.number = e.message
                WHERE e.owner = ? AND e.sequence > ? ORDER BY e.sequence LIMIT ?""",
                at -> new Numbered(at.getLong(2), found(at, StoredRows::entry).stored()), owner.value(), behind,
                limit + 1));
        return new InboxPart(oneMore.subList(0, Math.min(limit, oneMore.size())), oneMore.size() > limit);
    }

    private static Found found(ResultSet row, Session.Row<Stored> read) throws SQLException {
        String place = row.getString(1) + " " + row.getString(2);
        return new Found(place, StoredRows.read(row, place, read));
    }

    private static Part part(List<Found> oneMore, int limit) {
        boolean more = oneMore.size() > limit;
        List<Found> found = more ? oneMore.subList(0, limit) : oneMore;
        return new Part(found, more ? Optional.of(found.getLast().place()) : Optional.empty());
    }

    /** Two parts of a key; both empty for the beginning. */
    private record Place(String first, String second) {
        static Place of(Optional<String> after) {
            String[] parts = after.orElse(" ").split(" ", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("no place: " + after);
            }
            return new Place(parts[0], parts[1]);
        }
    }

    @Override
    public Optional<Decision> decided(RequestKey key) {
        return readers.read(session -> Decisions.find(session, key));
    }

    @Override
    public List<Outcome> compare(List<Piece> pieces) {
        return readers.read(session -> outcomes(pieces, new Pieces(session, false)));
    }

    @Override
    public List<Outcome> write(List<Piece> pieces) {
        List<Outcome> outcomes = writer.write(session -> outcomes(pieces, new Pieces(session, true)));
        for (Piece piece : pieces) {
            if (piece instanceof Piece.OfErased(UserId user, Instant erasedAt)) {
                erasure.bury(user, erasedAt.toEpochMilli());
            }
        }
        return outcomes;
    }

    private static List<Outcome> outcomes(List<Piece> pieces, Pieces writing) throws SQLException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Piece piece : pieces) {
            outcomes.add(writing.outcome(piece));
        }
        return outcomes;
    }

    @Override
    public List<Seen> look(List<Subject> subjects) {
        List<Seen> seen = new ArrayList<>();
        for (int from = 0; from < subjects.size(); from += LOOKED_AT) {
            List<Subject> some = subjects.subList(from, Math.min(subjects.size(), from + LOOKED_AT));
            seen.addAll(readers.read(session -> {
                Examined examined = new Examined(session);
                List<Seen> part = new ArrayList<>();
                for (Subject subject : some) {
                    part.add(examined.look(subject));
                }
                return part;
            }));
        }
        return seen;
    }

    @Override
    public boolean mend(Mend mend) {
        return writer.write(session -> new Examined(session).mend(mend));
    }

    @Override
    public boolean keepsBothSides() {
        return false;
    }

    @Override
    public List<Flaw> flaws(int atMost) {
        return flaws.find(atMost);
    }
}
