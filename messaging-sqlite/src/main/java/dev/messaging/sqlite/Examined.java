package dev.messaging.sqlite;

import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Mend;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Seen.Presence;
import dev.messaging.core.port.Subject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at what stands in the file, within a transaction, and mends it in the same one: nothing comes between. */
final class Examined {
    private static final String FLOOR = "SELECT coalesce(min(sequence), 1) FROM inbox_entries WHERE owner = ?";

    private final Session session;

    Examined(Session session) {
        this.session = session;
    }

    Seen look(Subject subject) throws SQLException {
        return switch (subject) {
            case Subject.OfUser(var user) -> user(user);
            case Subject.OfOwner(var user) -> new Seen.OfOwner(presence(user), session.count(FLOOR, user.value()));
            case Subject.OfErased(var user) -> erased(user, presence(user));
            case Subject.OfGroup group -> group(group);
            case Subject.OfMember member -> member(member);
            case Subject.OfBlock block -> block(block);
            case Subject.OfSession(var key, var user) -> {
                boolean there = session.any("SELECT 1 FROM sessions WHERE key = ? AND user_id = ?", key.value(),
                        user.value());
                yield new Seen.OfSession(presence(user), there, there);
            }
        };
    }

    private Presence presence(UserId user) throws SQLException {
        return session.first("SELECT erased IS NULL FROM users WHERE id = ?",
                row -> row.getBoolean(1) ? Presence.THERE : Presence.ERASED, user.value()).orElse(Presence.ABSENT);
    }

    private Presence presence(GroupId group) throws SQLException {
        return session.any("SELECT 1 FROM groups WHERE id = ?", group.value()) ? Presence.THERE : Presence.ABSENT;
    }

    private Seen.OfErased erased(UserId user, Presence presence) throws SQLException {
        String id = user.value();
        boolean erased = presence == Presence.ERASED;
        return new Seen.OfErased(presence, erased && (SqliteErasure.isLeft(session, id) || session.any(
                "SELECT 1 FROM users WHERE id = ? AND (name <> '' OR password IS NOT ?)", id,
                SqliteErasure.NO_PASSWORD)),
                erased && session.any("SELECT 1 FROM inbox_entries WHERE owner = ?", id), Optional.empty());
    }

    /** Nothing of a user's is counted in the file. */
    private Seen.OfUser user(UserId user) throws SQLException {
        return new Seen.OfUser(presence(user), session.count(FLOOR, user.value()),
                new Seen.Count(OptionalLong.empty(),
                        session.count("SELECT count(*) FROM blocks WHERE owner = ?", user.value())),
                new Seen.Count(OptionalLong.empty(),
                        session.count("SELECT count(*) FROM members WHERE user_id = ?", user.value())));
    }

    private Seen.OfGroup group(Subject.OfGroup subject) throws SQLException {
        String id = subject.group().value();
        long there = session.count("SELECT count(*) FROM members WHERE group_id = ?", id);
        Optional<Seen.OfGroup> group = session.first("""
                SELECT members, owner, owner IS NULL OR EXISTS (
                    SELECT 1 FROM members WHERE group_id = groups.id AND user_id = groups.owner)
                FROM groups WHERE id = ?""",
                row -> new Seen.OfGroup(Presence.THERE, new Seen.Count(OptionalLong.of(row.getLong(1)), there),
                        Optional.ofNullable(row.getString(2)).map(UserId::new), row.getBoolean(3)),
                id);
        return group.orElse(new Seen.OfGroup(Presence.ABSENT, new Seen.Count(OptionalLong.empty(), there),
                Optional.empty(), true));
    }

    private Seen.OfMember member(Subject.OfMember subject) throws SQLException {
        Optional<Instant> joined = session.first("SELECT joined FROM members WHERE group_id = ? AND user_id = ?",
                row -> StoredRows.time(row, 1), subject.group().value(), subject.user().value());
        return new Seen.OfMember(presence(subject.group()), presence(subject.user()), joined, joined);
    }

    private Seen.OfBlock block(Subject.OfBlock subject) throws SQLException {
        Optional<Seen.Terms> terms = session.first("SELECT scope, since FROM blocks WHERE owner = ? AND blocked = ?",
                row -> new Seen.Terms(BlockScope.of(row.getString(1)), StoredRows.time(row, 2)),
                subject.owner().value(), subject.blocked().value());
        return new Seen.OfBlock(presence(subject.owner()), presence(subject.blocked()), terms, terms);
    }

    /** There is one side only, so a tie is mended by removing what lacks an end. */
    boolean mend(Mend mend) throws SQLException {
        return switch (mend) {
            case Mend.OfMember(var subject, var seen) -> look(subject).equals(seen) && seen.wanted().isEmpty()
                    && changed("DELETE FROM members WHERE group_id = ? AND user_id = ?", subject.group().value(),
                            subject.user().value());
            case Mend.OfBlock(var subject, var seen) -> look(subject).equals(seen) && seen.wanted().isEmpty()
                    && changed("DELETE FROM blocks WHERE owner = ? AND blocked = ?", subject.owner().value(),
                            subject.blocked().value());
            case Mend.OfGroup(var subject, var seen) -> look(subject).equals(seen)
                    && changed("UPDATE groups SET members = ? WHERE id = ?", seen.members().there(),
                            subject.group().value());
            case Mend.OfSession(var one) ->
                changed("DELETE FROM sessions WHERE key = ? AND user_id = ? AND expires = ?",
                        one.key().value(), one.user().value(), one.expiresAt().toEpochMilli());
            case Mend.OfRequest(var request) -> changed("DELETE FROM requests WHERE id = ? AND expires = ?",
                    request.id(), request.expiresAt().toEpochMilli());
            case Mend.OfCopies copies -> copies(copies);
            case Mend.OfUser uncounted -> false;
        };
    }

    /**
     * Entries of a message come with it, or with a count of their own, and go one by one, each counted: so if the count has not
     * changed since they were counted, neither have they.
     */
    private boolean copies(Mend.OfCopies copies) throws SQLException {
        return copies.there() == 0
                ? changed("DELETE FROM messages WHERE id = ? AND copies = ?", copies.message().value(),
                        copies.counted())
                : changed("UPDATE messages SET copies = ? WHERE id = ? AND copies = ?", copies.there(),
                        copies.message().value(), copies.counted());
    }

    private boolean changed(String sql, Object... values) throws SQLException {
        return session.change(sql, values) == 1;
    }
}
