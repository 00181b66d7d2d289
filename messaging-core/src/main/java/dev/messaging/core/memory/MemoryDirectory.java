package dev.messaging.core.memory;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Account.Standing;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.Facts;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.RequestKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything under one lock: the methods are short, and what is seen from two sides changes at once. */
final class MemoryDirectory implements Directory {
    private final ReentrantLock lock = new ReentrantLock();
    private final NavigableMap<UserId, UserRecord> users = byId(UserId::value);
    private final NavigableMap<GroupId, GroupRecord> groups = byId(GroupId::value);
    /** Ids of users who are no more; nobody gets them again. */
    private final NavigableMap<UserId, Instant> erased = byId(UserId::value);
    private final MemoryRequests requests = new MemoryRequests();
    private boolean closed;

    record UserRecord(Account account, NavigableMap<UserId, Block> blocks, NavigableMap<GroupId, Instant> groups) {
        UserRecord with(Account other) {
            return new UserRecord(other, blocks, groups);
        }
    }

    record GroupRecord(Group group, NavigableMap<UserId, Member> members) {
        Group now() {
            return new Group(group.id(), group.name(), group.createdAt(), members.size(), group.owner());
        }

        GroupRecord ownedBy(Optional<UserId> owner) {
            return new GroupRecord(
                    new Group(group.id(), group.name(), group.createdAt(), group.members(), owner), members);
        }
    }

    @Override
    public Done createUser(Account account, Optional<RequestKey> key) {
        UserId id = account.user().id();
        return once(key, () -> {
            if (erased.containsKey(id)) {
                throw new Refusal.IdTaken(id.value());
            }
            UserRecord old = users.putIfAbsent(id,
                    new UserRecord(account, byId(UserId::value), byId(GroupId::value)));
            if (old != null && !old.account.equals(account)) {
                throw new Refusal.IdTaken(id.value());
            }
            return new Done(id.value(), account.user().createdAt(), 0);
        });
    }

    /** Does something for the first request with the key, seen by nobody before it is done. */
    Done once(Optional<RequestKey> key, Supplier<Done> work) {
        return read(() -> requests.once(key, work));
    }

    @Override
    public Optional<Account> findUser(UserId id) {
        return read(() -> Optional.ofNullable(users.get(id)).map(UserRecord::account));
    }

    @Override
    public List<Account> findUsers(Set<UserId> ids) {
        return read(() -> ids.stream().sorted(Comparator.comparing(UserId::value)).map(this::findUser)
                .flatMap(Optional::stream).toList());
    }

    @Override
    public void block(Block block, AccountCondition onOwner, int blocksMax) {
        change(() -> {
            NavigableMap<UserId, Block> blocks = user(block.owner(), onOwner).blocks;
            var unused = user(block.blocked(), AccountCondition.exists());
            if (blocks.containsKey(block.blocked())) {
                throw new Refusal.AlreadyBlocked(block.blocked());
            }
            if (blocks.size() >= blocksMax) {
                throw new Refusal.TooManyBlocks(blocksMax);
            }
            blocks.put(block.blocked(), block);
        });
    }

    @Override
    public void unblock(UserId owner, UserId blocked, AccountCondition onOwner) {
        change(() -> {
            UserRecord ownerRecord = user(owner, onOwner);
            var unused = user(blocked, AccountCondition.exists());
            if (ownerRecord.blocks.remove(blocked) == null) {
                throw new Refusal.NotBlocked(blocked);
            }
        });
    }

    @Override
    public Page<Block> blocks(UserId owner, Optional<UserId> after, int limit, AccountCondition onOwner) {
        return read(() -> page(
                behind(user(owner, onOwner).blocks, after).values().stream().limit(limit + 1L).toList(), limit));
    }

    @Override
    public Done createGroup(Group group, List<UserId> members, MembershipLimits limits, Optional<RequestKey> key) {
        return once(key, () -> {
            List<UserRecord> joining = members.stream().map(member -> user(member, AccountCondition.exists())).toList();
            if (members.size() > limits.membersOfGroup()) {
                throw new Refusal.GroupFull(limits.membersOfGroup());
            }
            joining.forEach(record -> checkRoom(record, limits.groupsOfUser()));
            GroupRecord old = groups.get(group.id());
            if (old != null && !old.group.equals(group)) {
                throw new Refusal.IdTaken(group.id().value());
            }
            if (old == null) { // Otherwise it is an equal one: this very group.
                GroupRecord fresh = new GroupRecord(group, byId(UserId::value));
                groups.put(group.id(), fresh);
                members.forEach(member -> join(fresh, member, group.createdAt()));
            }
            return new Done(group.id().value(), group.createdAt(), members.size());
        });
    }

    @Override
    public Group findGroup(GroupId id, GroupCondition onGroup) {
        return read(() -> group(id, onGroup).now());
    }

    @Override
    public void addMember(GroupId group, UserId user, Instant joinedAt, GroupCondition onGroup,
            MembershipLimits limits) {
        change(() -> {
            GroupRecord record = group(group, onGroup);
            UserRecord joining = user(user, AccountCondition.exists());
            if (record.members.containsKey(user)) {
                throw new Refusal.AlreadyMember(user);
            }
            if (record.members.size() >= limits.membersOfGroup()) {
                throw new Refusal.GroupFull(limits.membersOfGroup());
            }
            checkRoom(joining, limits.groupsOfUser());
            join(record, user, joinedAt);
        });
    }

    void join(GroupRecord record, UserId user, Instant joinedAt) {
        record.members.put(user, new Member(user, joinedAt));
        user(user, AccountCondition.exists()).groups.put(record.group.id(), joinedAt);
    }

    private static void checkRoom(UserRecord joining, int groupsMax) {
        if (joining.groups.size() >= groupsMax) {
            throw new Refusal.TooManyGroups(joining.account.user().id(), groupsMax);
        }
    }

    @Override
    public void removeMember(GroupId group, UserId user, GroupCondition onGroup) {
        change(() -> {
            GroupRecord record = group(group, onGroup);
            UserRecord leaving = user(user, AccountCondition.exists());
            if (!record.members.containsKey(user)) {
                throw new Refusal.NotMember(user);
            }
            leave(record, user);
            leaving.groups.remove(group);
        });
    }

    @Override
    public void setOwner(GroupId group, Optional<UserId> owner) {
        change(() -> {
            GroupRecord record = group(group, GroupCondition.exists());
            owner.ifPresent(next -> {
                var unused = user(next, AccountCondition.exists());
                if (!record.members.containsKey(next)) {
                    throw new Refusal.NotMember(next);
                }
            });
            groups.put(group, record.ownedBy(owner));
        });
    }

    @Override
    public boolean removeIfEmpty(GroupId group) {
        return read(() -> {
            GroupRecord record = groups.get(group);
            boolean empty = record == null || record.members.isEmpty();
            if (empty) {
                groups.remove(group);
            }
            return empty;
        });
    }

    @Override
    public Page<Account> users(Optional<UserId> after, int limit) {
        return read(() -> page(users.values().stream().map(UserRecord::account)
                .filter(account -> isBehind(account.user().id(), after))
                .sorted(Comparator.comparing(account -> account.user().id().value())).limit(limit + 1L).toList(),
                limit));
    }

    @Override
    public Page<Group> groups(Optional<GroupId> after, int limit) {
        return read(() -> page(groups.values().stream().map(GroupRecord::now)
                .filter(group -> isBehind(group.id(), after))
                .sorted(Comparator.comparing(group -> group.id().value())).limit(limit + 1L).toList(), limit));
    }

    private static boolean isBehind(Recipient id, Optional<? extends Recipient> after) {
        return after.isEmpty() || id.value().compareTo(after.get().value()) > 0;
    }

    private void leave(GroupRecord record, UserId user) {
        record.members.remove(user);
        if (record.group.owner().equals(Optional.of(user))) {
            heir(record).ifPresent(heir -> groups.put(record.group.id(), record.ownedBy(Optional.of(heir))));
        }
    }

    /**
     * What a user left behind who is no more.
     *
     * @param blocks how many blocks it had set, and others against it
     * @param groups how many groups it was in
     */
    record Left(int blocks, int groups) {}

    /** Of who was erased before nothing is left; of who never was, only that nobody will be. */
    Left erase(UserId user, Instant at) {
        erased.putIfAbsent(user, at);
        UserRecord leaving = users.remove(user);
        if (leaving == null) {
            return new Left(0, 0);
        }
        leaving.groups.keySet().forEach(group -> leave(group(group, GroupCondition.exists()), user));
        int others = Math.toIntExact(
                users.values().stream().filter(record -> record.blocks.remove(user) != null).count());
        return new Left(leaving.blocks.size() + others, leaving.groups.size());
    }

    private static Optional<UserId> heir(GroupRecord record) {
        return record.members.values().stream()
                .min(Comparator.comparing(Member::joinedAt).thenComparing(member -> member.user().value()))
                .map(Member::user);
    }

    @Override
    public Page<Member> members(GroupId group, Optional<UserId> after, int limit, GroupCondition onGroup) {
        return read(() -> page(
                behind(group(group, onGroup).members, after).values().stream().limit(limit + 1L).toList(), limit));
    }

    @Override
    public Page<Membership> groupsOf(UserId user, Optional<GroupId> after, int limit, AccountCondition onUser) {
        return read(() -> page(behind(user(user, onUser).groups, after).entrySet().stream().limit(limit + 1L)
                .map(joined -> new Membership(joined.getKey(),
                        group(joined.getKey(), GroupCondition.exists()).group.name(),
                        joined.getValue()))
                .toList(), limit));
    }

    /** Whether the password is the one that was expected, and so was replaced. */
    boolean replacePassword(UserId id, Optional<PasswordHash> current, PasswordHash next) {
        UserRecord old = user(id, AccountCondition.exists());
        if (current.isPresent() && !current.equals(old.account.password())) {
            return false;
        }
        users.put(id, old.with(new Account(old.account.user(), Optional.of(next), old.account.suspended())));
        return true;
    }

    /** As they are, for {@link MemoryArchive}; under the lock. */
    NavigableMap<UserId, UserRecord> users() {
        return users;
    }

    /** As they are, for {@link MemoryArchive}; under the lock. */
    NavigableMap<GroupId, GroupRecord> groups() {
        return groups;
    }

    /** Who was erased, and when; under the lock. */
    NavigableMap<UserId, Instant> erased() {
        return erased;
    }

    MemoryRequests requests() {
        return requests;
    }

    void put(Account account) {
        users.put(account.user().id(), new UserRecord(account, byId(UserId::value), byId(GroupId::value)));
    }

    void put(Group group) {
        groups.put(group.id(), new GroupRecord(group, byId(UserId::value)));
    }

    void suspend(UserId id, boolean suspended) {
        UserRecord old = user(id, AccountCondition.exists());
        users.put(id, old.with(new Account(old.account.user(), old.account.password(), suspended)));
    }

    void check(UserId user, AccountCondition condition) {
        var unused = read(() -> user(user, condition));
    }

    boolean exists(UserId user) {
        return findUser(user).isPresent();
    }

    Facts.Direct factsOfDirect(UserId sender, UserId receiver, AccountCondition onSender) {
        return read(() -> {
            onSender.check(sender, standing(sender));
            UserRecord receiving = users.get(receiver);
            return new Facts.Direct(receiving != null,
                    receiving != null && receiving.blocks.containsKey(sender));
        });
    }

    Facts.OfGroup factsOfGroup(UserId sender, GroupId group, AccountCondition onSender) {
        return read(() -> {
            onSender.check(sender, standing(sender));
            GroupRecord record = groups.get(group);
            List<UserId> members = record == null ? List.of() : List.copyOf(record.members.keySet());
            return new Facts.OfGroup(record != null, members,
                    members.stream()
                            .filter(member -> isDeaf(user(member, AccountCondition.exists()).blocks.get(sender)))
                            .collect(Collectors.toUnmodifiableSet()));
        });
    }

    private static boolean isDeaf(@Nullable Block block) {
        return block != null && block.scope() == BlockScope.EVERYWHERE;
    }

    private UserRecord user(UserId id, AccountCondition condition) {
        condition.check(id, standing(id));
        UserRecord record = users.get(id);
        if (record == null) {
            throw new IllegalStateException("a condition that " + id + " meets without being there: " + condition);
        }
        return record;
    }

    private Standing standing(UserId id) {
        UserRecord record = users.get(id);
        return record == null ? Standing.ABSENT : record.account.standing();
    }

    private GroupRecord group(GroupId id, GroupCondition condition) {
        GroupRecord record = groups.get(id);
        condition.check(id, record == null
                ? new GroupCondition.Facts(false, Optional.empty(), false)
                : new GroupCondition.Facts(true, record.group.owner(),
                        condition.member().map(record.members::containsKey).orElse(false)));
        if (record == null) {
            throw new IllegalStateException("a condition that " + id + " meets without being there: " + condition);
        }
        return record;
    }

    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The store is closed.");
        }
    }

    <T> T read(Supplier<T> look) {
        lock.lock();
        try {
            checkOpen();
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    void change(Runnable step) {
        lock.lock();
        try {
            checkOpen();
            step.run();
        } finally {
            lock.unlock();
        }
    }

    static <K, V> NavigableMap<K, V> byId(Function<K, String> value) {
        return new TreeMap<>(Comparator.comparing(value));
    }

    private static <K, V> NavigableMap<K, V> behind(NavigableMap<K, V> all, Optional<K> after) {
        return after.map(id -> all.tailMap(id, false)).orElse(all);
    }

    private static <T> Page<T> page(List<T> oneMore, int limit) {
        boolean more = oneMore.size() > limit;
        return new Page<>(more ? oneMore.subList(0, limit) : oneMore, more);
    }
}
