package dev.messaging.sqlite;

import dev.messaging.core.model.Block;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Directory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Each change looks and writes in one transaction of the one writer, so nobody comes between. */
final class SqliteDirectory implements Directory {
    private final Readers readers;
    private final Writer writer;

    SqliteDirectory(Readers readers, Writer writer) {
        this.readers = readers;
        this.writer = writer;
    }

    @Override
    public void createUser(User user) {
        change(session -> {
            int created = session.change(
                    "INSERT INTO users (id, name, created) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    user.id().value(), user.name().value(), user.createdAt().toEpochMilli());
            if (created == 0 && !find(session, user.id()).equals(Optional.of(user))) {
                throw new Refusal.IdTaken(user.id().value());
            }
        });
    }

    @Override
    public Optional<User> findUser(UserId id) {
        return readers.read(session -> find(session, id));
    }

    @Override
    public List<User> findUsers(Set<UserId> ids) {
        List<UserId> inOrder = ids.stream().sorted(Comparator.comparing(UserId::value)).toList();
        return readers.read(session -> {
            List<User> found = new ArrayList<>();
            for (UserId id : inOrder) {
                find(session, id).ifPresent(found::add);
            }
            return found;
        });
    }

    @Override
    public void block(Block block) {
        change(session -> {
            Existing.require(session, block.owner());
            Existing.require(session, block.blocked());
            if (session.change("INSERT INTO blocks (owner, blocked, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    block.owner().value(), block.blocked().value(), block.since().toEpochMilli()) == 0) {
                throw new Refusal.AlreadyBlocked(block.blocked());
            }
        });
    }

    @Override
    public void unblock(UserId owner, UserId blocked) {
        change(session -> {
            Existing.require(session, owner);
            Existing.require(session, blocked);
            if (session.change("DELETE FROM blocks WHERE owner = ? AND blocked = ?", owner.value(),
                    blocked.value()) == 0) {
                throw new Refusal.NotBlocked(blocked);
            }
        });
    }

    @Override
    public Page<Block> blocks(UserId owner, Optional<UserId> after, int limit) {
        return readers.read(session -> {
            Existing.require(session, owner);
            return page(session.list("""
                    SELECT blocked, since FROM blocks WHERE owner = ? AND blocked > ? ORDER BY blocked LIMIT ?""",
                    row -> new Block(owner, new UserId(row.getString(1)), instant(row, 2)), owner.value(),
                    after.map(UserId::value).orElse(""), limit + 1), limit);
        });
    }

    @Override
    public void createGroup(Group group) {
        change(session -> {
            int created = session.change(
                    "INSERT INTO groups (id, name, created, members) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING",
                    group.id().value(), group.name().value(), group.createdAt().toEpochMilli());
            if (created == 0 && !find(session, group.id()).equals(Optional.of(group))) {
                throw new Refusal.IdTaken(group.id().value());
            }
        });
    }

    @Override
    public Optional<Group> findGroup(GroupId id) {
        return readers.read(session -> find(session, id));
    }

    @Override
    public void addMember(GroupId group, UserId user, Instant joinedAt, int membersMax) {
        change(session -> {
            Existing.require(session, group);
            Existing.require(session, user);
            if (session.change(
                    "INSERT INTO members (group_id, user_id, joined) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    group.value(), user.value(), joinedAt.toEpochMilli()) == 0) {
                throw new Refusal.AlreadyMember(user);
            }
            if (session.change("UPDATE groups SET members = members + 1 WHERE id = ? AND members < ?", group.value(),
                    membersMax) == 0) {
                throw new Refusal.GroupFull(membersMax);
            }
        });
    }

    @Override
    public void removeMember(GroupId group, UserId user) {
        change(session -> {
            Existing.require(session, group);
            Existing.require(session, user);
            if (session.change("DELETE FROM members WHERE group_id = ? AND user_id = ?", group.value(),
                    user.value()) == 0) {
                throw new Refusal.NotMember(user);
            }
            session.run("UPDATE groups SET members = members - 1 WHERE id = ?", group.value());
        });
    }

    @Override
    public Page<Member> members(GroupId group, Optional<UserId> after, int limit) {
        return readers.read(session -> {
            Existing.require(session, group);
            return page(session.list("""
                    SELECT user_id, joined FROM members WHERE group_id = ? AND user_id > ? ORDER BY user_id LIMIT ?""",
                    row -> new Member(new UserId(row.getString(1)), instant(row, 2)), group.value(),
                    after.map(UserId::value).orElse(""), limit + 1), limit);
        });
    }

    @Override
    public Page<Membership> groupsOf(UserId user, Optional<GroupId> after, int limit) {
        return readers.read(session -> {
            Existing.require(session, user);
            return page(session.list("""
                    SELECT m.group_id, g.name, m.joined FROM members m JOIN groups g ON g.id = m.group_id
                    WHERE m.user_id = ? AND m.group_id > ? ORDER BY m.group_id LIMIT ?""",
                    row -> new Membership(new GroupId(row.getString(1)), new Name(row.getString(2)), instant(row, 3)),
                    user.value(), after.map(GroupId::value).orElse(""), limit + 1), limit);
        });
    }

    private static Optional<User> find(Session session, UserId id) throws SQLException {
        return session.first("SELECT name, created FROM users WHERE id = ?",
                row -> new User(id, new Name(row.getString(1)), instant(row, 2)), id.value());
    }

    private static Optional<Group> find(Session session, GroupId id) throws SQLException {
        return session.first("SELECT name, created, members FROM groups WHERE id = ?",
                row -> new Group(id, new Name(row.getString(1)), instant(row, 2), row.getInt(3)), id.value());
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    private static <T> Page<T> page(List<T> oneMore, int limit) {
        boolean more = oneMore.size() > limit;
        return new Page<>(more ? oneMore.subList(0, limit) : oneMore, more);
    }

    /** A change that has nothing to tell. */
    @FunctionalInterface
    private interface Change {
        void in(Session session) throws SQLException;
    }

    private void change(Change change) {
        boolean unused = writer.write(session -> {
            change.in(session);
            return true;
        });
    }
}
