package dev.messaging.sqlite;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.RequestKey;
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
    /**
     * The longest-standing member, of several the one with the least id, inherits from an owner who is no member any more; nobody
     * who was erased.
     */
    private static final String INHERIT = """
            UPDATE groups SET owner = coalesce((
                SELECT min(m.user_id) FROM members m CROSS JOIN users u ON u.id = m.user_id AND u.erased IS NULL
                WHERE m.group_id = groups.id AND m.joined = (
                    SELECT min(e.joined) FROM members e CROSS JOIN users v ON v.id = e.user_id AND v.erased IS NULL
                    WHERE e.group_id = groups.id)), owner)
            WHERE id = ? AND owner = ?""";

    private final Readers readers;
    private final Writer writer;

    SqliteDirectory(Readers readers, Writer writer) {
        this.readers = readers;
        this.writer = writer;
    }

    @Override
    public Done createUser(Account account, Optional<RequestKey> key) {
        return once(key, session -> {
            User user = account.user();
            int created = session.change(
                    "INSERT INTO users (id, name, created, password) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    user.id().value(), user.name().value(), user.createdAt().toEpochMilli(),
                    account.password().map(PasswordHash::text).orElse(null));
            if (created == 0 && !find(session, user.id()).equals(Optional.of(account))) {
                throw new Refusal.IdTaken(user.id().value());
            }
            return new Done(user.id().value(), user.createdAt(), 0);
        });
    }

    @Override
    public Optional<Account> findUser(UserId id) {
        return readers.read(session -> find(session, id));
    }

    @Override
    public List<Account> findUsers(Set<UserId> ids) {
        List<UserId> inOrder = ids.stream().sorted(Comparator.comparing(UserId::value)).toList();
        return readers.read(session -> {
            List<Account> found = new ArrayList<>();
            for (UserId id : inOrder) {
                find(session, id).ifPresent(found::add);
            }
            return found;
        });
    }

    @Override
    public void block(Block block, AccountCondition onOwner, int blocksMax) {
        String owner = block.owner().value();
        change(session -> {
            Existing.check(session, block.owner(), onOwner);
            Existing.require(session, block.blocked());
            if (session.change(
                    "INSERT INTO blocks (owner, blocked, scope, since) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    owner, block.blocked().value(), block.scope().text(), block.since().toEpochMilli()) == 0) {
                throw new Refusal.AlreadyBlocked(block.blocked());
            }
            if (session.count("SELECT count(*) FROM blocks WHERE owner = ?", owner) > blocksMax) {
                throw new Refusal.TooManyBlocks(blocksMax);
            }
        });
    }

    @Override
    public void unblock(UserId owner, UserId blocked, AccountCondition onOwner) {
        change(session -> {
            Existing.check(session, owner, onOwner);
            Existing.require(session, blocked);
            if (session.change("DELETE FROM blocks WHERE owner = ? AND blocked = ?", owner.value(),
                    blocked.value()) == 0) {
                throw new Refusal.NotBlocked(blocked);
            }
        });
    }

    @Override
    public Page<Block> blocks(UserId owner, Optional<UserId> after, int limit, AccountCondition onOwner) {
        return readers.read(session -> {
            Existing.check(session, owner, onOwner);
            return page(session.list("""
                    SELECT blocked, scope, since FROM blocks WHERE owner = ? AND blocked > ?
                    ORDER BY blocked LIMIT ?""", row -> new Block(owner, new UserId(row.getString(1)),
                    BlockScope.of(row.getString(2)), instant(row, 3)), owner.value(),
                    after.map(UserId::value).orElse(""), limit + 1), limit);
        });
    }

    @Override
    public Done createGroup(Group group, List<UserId> members, MembershipLimits limits, Optional<RequestKey> key) {
        return once(key, session -> {
            for (UserId member : members) {
                Existing.require(session, member);
            }
            if (members.size() > limits.membersOfGroup()) {
                throw new Refusal.GroupFull(limits.membersOfGroup());
            }
            for (UserId member : members) {
                checkRoom(session, member, limits);
            }
            if (insert(session, group)) {
                for (UserId member : members) {
                    join(session, group.id(), member, group.createdAt());
                }
            }
            return new Done(group.id().value(), group.createdAt(), members.size());
        });
    }

    /** Tells whether the group is new; if not, it must have been created by an equal call. */
    private static boolean insert(Session session, Group group) throws SQLException {
        String id = group.id().value();
        String owner = group.owner().map(UserId::value).orElse(null);
        boolean created = session.change("""
                INSERT INTO groups (id, name, created, members, founders, owner) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING""", id, group.name().value(), group.createdAt().toEpochMilli(),
                group.members(), group.members(), owner) == 1;
        if (!created && !session.any("""
                SELECT 1 FROM groups WHERE id = ? AND name = ? AND created = ? AND founders = ? AND owner IS ?""", id,
                group.name().value(), group.createdAt().toEpochMilli(), group.members(), owner)) {
            throw new Refusal.IdTaken(id);
        }
        return created;
    }

    @Override
    public Group findGroup(GroupId id, GroupCondition onGroup) {
        return readers.read(session -> {
            Existing.check(session, id, onGroup);
            return session.first("SELECT id, name, created, members, owner FROM groups WHERE id = ?",
                    SqliteDirectory::group, id.value()).orElseThrow();
        });
    }

    private static Group group(ResultSet row) throws SQLException {
        return new Group(new GroupId(row.getString(1)), new Name(row.getString(2)), instant(row, 3), row.getInt(4),
                Optional.ofNullable(row.getString(5)).map(UserId::new));
    }

    @Override
    public Page<Group> groups(Optional<GroupId> after, int limit) {
        return readers.read(session -> page(session.list("""
                SELECT id, name, created, members, owner FROM groups WHERE id > ? ORDER BY id LIMIT ?""",
                SqliteDirectory::group, after.map(GroupId::value).orElse(""), limit + 1), limit));
    }

    @Override
    public void setOwner(GroupId group, Optional<UserId> owner) {
        change(session -> {
            Existing.check(session, group, GroupCondition.exists());
            if (owner.isPresent()) {
                Existing.require(session, owner.get());
                if (!session.any("SELECT 1 FROM members WHERE group_id = ? AND user_id = ?", group.value(),
                        owner.get().value())) {
                    throw new Refusal.NotMember(owner.get());
                }
            }
            session.run("UPDATE groups SET owner = ? WHERE id = ?", owner.map(UserId::value).orElse(null),
                    group.value());
        });
    }

    @Override
    public boolean removeIfEmpty(GroupId group) {
        return writer.write(session -> {
            session.run("DELETE FROM groups WHERE id = ? AND members = 0", group.value());
            return !Existing.has(session, group);
        });
    }

    @Override
    public void addMember(GroupId group, UserId user, Instant joinedAt, GroupCondition onGroup,
            MembershipLimits limits) {
        change(session -> {
            Existing.check(session, group, onGroup);
            Existing.require(session, user);
            if (session.any("SELECT 1 FROM members WHERE group_id = ? AND user_id = ?", group.value(), user.value())) {
                throw new Refusal.AlreadyMember(user);
            }
            if (session.change("UPDATE groups SET members = members + 1 WHERE id = ? AND members < ?", group.value(),
                    limits.membersOfGroup()) == 0) {
                throw new Refusal.GroupFull(limits.membersOfGroup());
            }
            checkRoom(session, user, limits);
            join(session, group, user, joinedAt);
        });
    }

    private static void checkRoom(Session session, UserId joining, MembershipLimits limits) throws SQLException {
        if (session.count("SELECT count(*) FROM members WHERE user_id = ?", joining.value()) >= limits.groupsOfUser()) {
            throw new Refusal.TooManyGroups(joining, limits.groupsOfUser());
        }
    }

    static void join(Session session, GroupId group, UserId user, Instant joinedAt) throws SQLException {
        session.run("INSERT INTO members (group_id, user_id, joined) VALUES (?, ?, ?)", group.value(), user.value(),
                joinedAt.toEpochMilli());
    }

    @Override
    public void removeMember(GroupId group, UserId user, GroupCondition onGroup) {
        change(session -> {
            Existing.check(session, group, onGroup);
            Existing.require(session, user);
            if (session.change("DELETE FROM members WHERE group_id = ? AND user_id = ?", group.value(),
                    user.value()) == 0) {
                throw new Refusal.NotMember(user);
            }
            passOn(session, group.value(), user);
        });
    }

    /** A member who is no more leaves a group. */
    static void leave(Session session, String group, UserId user) throws SQLException {
        session.run("DELETE FROM members WHERE group_id = ? AND user_id = ?", group, user.value());
        passOn(session, group, user);
    }

    private static void passOn(Session session, String group, UserId left) throws SQLException {
        session.run("UPDATE groups SET members = members - 1 WHERE id = ?", group);
        session.run(INHERIT, group, left.value());
    }

    @Override
    public Page<Member> members(GroupId group, Optional<UserId> after, int limit, GroupCondition onGroup) {
        return readers.read(session -> {
            Existing.check(session, group, onGroup);
            return page(session.list("""
                    SELECT user_id, joined FROM members WHERE group_id = ? AND user_id > ? ORDER BY user_id LIMIT ?""",
                    row -> new Member(new UserId(row.getString(1)), instant(row, 2)), group.value(),
                    after.map(UserId::value).orElse(""), limit + 1), limit);
        });
    }

    @Override
    public Page<Membership> groupsOf(UserId user, Optional<GroupId> after, int limit, AccountCondition onUser) {
        return readers.read(session -> {
            Existing.check(session, user, onUser);
            return page(session.list("""
                    SELECT m.group_id, g.name, m.joined FROM members m JOIN groups g ON g.id = m.group_id
                    WHERE m.user_id = ? AND m.group_id > ? ORDER BY m.group_id LIMIT ?""",
                    row -> new Membership(new GroupId(row.getString(1)), new Name(row.getString(2)), instant(row, 3)),
                    user.value(), after.map(GroupId::value).orElse(""), limit + 1), limit);
        });
    }

    static Optional<Account> find(Session session, UserId id) throws SQLException {
        return session.first(
                "SELECT id, name, created, password, suspended FROM users WHERE id = ? AND erased IS NULL",
                SqliteDirectory::account, id.value());
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(new User(new UserId(row.getString(1)), new Name(row.getString(2)), instant(row, 3)),
                Optional.ofNullable(row.getString(4)).map(PasswordHash::new), row.getBoolean(5));
    }

    @Override
    public Page<Account> users(Optional<UserId> after, int limit) {
        return readers.read(session -> page(session.list("""
                SELECT id, name, created, password, suspended FROM users
                WHERE id > ? AND erased IS NULL ORDER BY id LIMIT ?""",
                SqliteDirectory::account, after.map(UserId::value).orElse(""), limit + 1), limit));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    private static <T> Page<T> page(List<T> oneMore, int limit) {
        boolean more = oneMore.size() > limit;
        return new Page<>(more ? oneMore.subList(0, limit) : oneMore, more);
    }

    private Done once(Optional<RequestKey> key, Work<Done> work) {
        return writer.write(session -> Decisions.once(session, key, work)).orThrow();
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
