package dev.messaging.sqlite;

import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import java.sql.SQLException;
import java.util.List;

/**
 * Erases users, a transaction a part. The first one makes the account nobody's, ends its sessions and takes it out of its groups:
 * from then on nobody writes to it, so the rest can go in any number of parts. What stays is the id.
 */
final class SqliteErasure {
    private final Writer writer;

    SqliteErasure(Writer writer) {
        this.writer = writer;
    }

    Erasure erase(UserId user, int atMost, long nowMillis) {
        return writer.write(session -> {
            String id = user.value();
            if (!session.any("SELECT 1 FROM users WHERE id = ?", id)) {
                throw new Refusal.NoSuchUser(id);
            }
            session.run("""
                    UPDATE users SET name = '', created = 0, password = NULL, suspended = 0, erased = ?
                    WHERE id = ? AND erased IS NULL""", nowMillis, id);
            int sessions = session.change("DELETE FROM sessions WHERE user_id = ?", id);
            int groups = leaveGroups(session, user);
            int blocks = session.change("""
                    DELETE FROM blocks WHERE (owner, blocked) IN (
                        SELECT owner, blocked FROM blocks WHERE owner = ? OR blocked = ? LIMIT ?)""", id, id, atMost);
            int messages = SqliteInboxes.clear(session, user, atMost - blocks);
            return new Erasure(sessions, blocks, groups, messages, blocks + messages < atMost
                    ? new Erasure.Nothing()
                    : new Erasure.More());
        });
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
