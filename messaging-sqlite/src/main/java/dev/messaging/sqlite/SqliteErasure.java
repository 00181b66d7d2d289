package dev.messaging.sqlite;

import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Store;
import java.sql.SQLException;
import java.util.List;

/**
 * Erases users, a transaction a part. The first one makes the account nobody's, ends its sessions and takes it out of its groups:
 * from then on nobody writes to it, so the rest can go in any number of parts. What stays is the id.
 */
final class SqliteErasure {
    /** For programs that do not know of erasures: they take the account for a protected one whose password nobody knows. */
    static final String NO_PASSWORD = "$erased$nobody";

    private final Writer writer;

    SqliteErasure(Writer writer) {
        this.writer = writer;
    }

    Erasure erase(UserId user, int atMost, long nowMillis) {
        return writer.write(session -> {
            if (!isKnown(session, user.value())) {
                throw new Refusal.NoSuchUser(user.value());
            }
            return part(session, user, atMost, nowMillis);
        });
    }

    /** To the end, whether there was such a user or not. */
    void bury(UserId user, long erasedMillis) {
        Erasure part;
        do {
            part = writer.write(session -> part(session, user, Store.ERASE_MAX, erasedMillis));
        } while (part.left() instanceof Erasure.More);
    }

    /** Also if nothing but an inbox, or what refers to such a user, stands under the id. */
    private static boolean isKnown(Session session, String id) throws SQLException {
        return session.any("SELECT 1 FROM users WHERE id = ?", id) || isLeft(session, id)
                || session.any("SELECT 1 FROM inbox_entries WHERE owner = ?", id);
    }

    /** Whether there is a session, a block or a membership. */
    static boolean isLeft(Session session, String id) throws SQLException {
        return session.any("SELECT 1 FROM sessions WHERE user_id = ?", id)
                || session.any("SELECT 1 FROM members WHERE user_id = ?", id)
                || session.any("SELECT 1 FROM blocks WHERE owner = ?", id)
                || session.any("SELECT 1 FROM blocks WHERE blocked = ?", id);
    }

    private static Erasure part(Session session, UserId user, int atMost, long erasedMillis) throws SQLException {
        String id = user.value();
        session.run("""
                INSERT INTO users (id, name, created, password, erased) VALUES (?, '', 0, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name = '', created = 0, password = excluded.password, suspended = 0,
                    erased = coalesce(users.erased, excluded.erased)""", id, NO_PASSWORD, erasedMillis);
        int sessions = session.change("DELETE FROM sessions WHERE user_id = ?", id);
        int groups = leaveGroups(session, user);
        int blocks = session.change("""
                DELETE FROM blocks WHERE (owner, blocked) IN (
                    SELECT owner, blocked FROM blocks WHERE owner = ? OR blocked = ? LIMIT ?)""", id, id, atMost);
        int messages = SqliteInboxes.clear(session, user, atMost - blocks);
        return new Erasure(sessions, blocks, groups, messages, blocks + messages < atMost
                ? new Erasure.Nothing()
                : new Erasure.More());
    }

    /** Of all at once, so that no message to a group finds somebody who is no more among its members. */
    private static int leaveGroups(Session session, UserId user) throws SQLException {
        List<String> groups = session.list("SELECT group_id FROM members WHERE user_id = ?", row -> row.getString(1),
                user.value());
        for (String group : groups) {
            SqliteDirectory.leave(session, group, user);
        }
        return groups.size();
    }
}
