package dev.messaging.sqlite;

import dev.messaging.core.model.Account.Standing;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.GroupCondition;
import java.sql.SQLException;
import java.util.Optional;

/** Whether users and groups exist, and are what they must be. */
final class Existing {
    private static final GroupCondition.Facts NO_GROUP = new GroupCondition.Facts(false, Optional.empty(), false);

    private Existing() {}

    static boolean has(Session session, UserId user) throws SQLException {
        return standing(session, user) != Standing.ABSENT;
    }

    static boolean has(Session session, GroupId group) throws SQLException {
        return session.any("SELECT 1 FROM groups WHERE id = ?", group.value());
    }

    static void require(Session session, UserId user) throws SQLException {
        check(session, user, AccountCondition.exists());
    }

    static void check(Session session, UserId user, AccountCondition condition) throws SQLException {
        condition.check(user, standing(session, user));
    }

    static void check(Session session, GroupId group, GroupCondition condition) throws SQLException {
        Optional<UserId> member = condition.member();
        boolean hasMember = member.isPresent()
                && session.any("SELECT 1 FROM members WHERE group_id = ? AND user_id = ?", group.value(),
                        member.get().value());
        condition.check(group, session.first("SELECT owner FROM groups WHERE id = ?",
                row -> new GroupCondition.Facts(true, Optional.ofNullable(row.getString(1)).map(UserId::new),
                        hasMember),
                group.value()).orElse(NO_GROUP));
    }

    private static Standing standing(Session session, UserId user) throws SQLException {
        return session.first("SELECT password IS NOT NULL, suspended FROM users WHERE id = ? AND erased IS NULL",
                row -> Standing.of(row.getBoolean(1), row.getBoolean(2)), user.value()).orElse(Standing.ABSENT);
    }
}
