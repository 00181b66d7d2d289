package dev.messaging.sqlite;

import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import java.sql.SQLException;

/** Whether users and groups exist. */
final class Existing {
    private Existing() {}

    static boolean has(Session session, UserId user) throws SQLException {
        return session.any("SELECT 1 FROM users WHERE id = ?", user.value());
    }

    static boolean has(Session session, GroupId group) throws SQLException {
        return session.any("SELECT 1 FROM groups WHERE id = ?", group.value());
    }

    static void require(Session session, UserId user) throws SQLException {
        if (!has(session, user)) {
            throw new Refusal.NoSuchUser(user.value());
        }
    }

    static void require(Session session, GroupId group) throws SQLException {
        if (!has(session, group)) {
            throw new Refusal.NoSuchGroup(group.value());
        }
    }
}
