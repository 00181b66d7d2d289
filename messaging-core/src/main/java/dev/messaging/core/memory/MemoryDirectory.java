package dev.messaging.core.memory;

import dev.messaging.core.model.Block;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.Facts;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** Everything under one lock: the methods are short, and what is seen from two sides changes at once. */
final class MemoryDirectory implements Directory {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UserId, UserRecord> users = new HashMap<>();
    private final Map<GroupId, GroupRecord> groups = new HashMap<>();
    private boolean closed;

    private record UserRecord(User user, NavigableMap<UserId, Block> blocks, NavigableMap<GroupId, Instant> groups) {}

    private record GroupRecord(Group group, NavigableMap<UserId, Member> members) {
        Group now() {
            return new Group(group.id(), group.name(), group.createdAt(), members.size());
        }
    }

    @Override
    public void createUser(User user) {
        change(() -> {
            UserRecord fresh = new UserRecord(user, byId(UserId::value), byId(GroupId::value));
            UserRecord old = users.putIfAbsent(user.id(), fresh);
            if (old != null && !old.user.equals(user)) {
                throw new Refusal.IdTaken(user.id().value());
            }
        });
    }

    @Override
    public Optional<User> findUser(UserId id) {
        return read(() -> Optional.ofNullable(users.get(id)).map(UserRecord::user));
    }

    @Override
    public List<User> findUsers(Set<UserId> ids) {
        return read(() -> ids.stream().sorted(Comparator.comparing(UserId::value)).map(this::findUser)
                .flatMap(Optional::stream).toList());
    }

    @Override
    public void block(Block block) {
        change(() -> {
            UserRecord owner = user(block.owner());
            UserRecord blocked = user(block.blocked());
            if (owner.blocks.putIfAbsent(blocked.user.id(), block) != null) {
                throw new Refusal.AlreadyBlocked(block.blocked());
            }
        });
    }

    @Override
    public void unblock(UserId owner, UserId blocked) {
        change(() -> {
            UserRecord ownerRecord = user(owner);
            UserRecord blockedRecord = user(blocked);
            if (ownerRecord.blocks.remove(blockedRecord.user.id()) == null) {
                throw new Refusal.NotBlocked(blocked);
            }
        });
    }

    @Override
    public Page<Block> blocks(UserId owner, Optional<UserId> after, int limit) {
        return read(
                () -> page(behind(user(owner).blocks, after).values().stream().limit(limit + 1L).toList(), limit));
    }

    @Override
    public void createGroup(Group group) {
        change(() -> {
            GroupRecord old = groups.putIfAbsent(group.id(), new GroupRecord(group, byId(UserId::value)));
            if (old != null && !old.group.equals(group)) {
                throw new Refusal.IdTaken(group.id().value());
            }
        });
    }

    @Override
    public Optional<Group> findGroup(GroupId id) {
        return read(() -> Optional.ofNullable(groups.get(id)).map(GroupRecord::now));
    }

    @Override
    public void addMember(GroupId group, UserId user, Instant joinedAt, int membersMax) {
        change(() -> {
            NavigableMap<UserId, Member> members = group(group).members;
            UserRecord joining = user(user);
            if (members.containsKey(user)) {
                throw new Refusal.AlreadyMember(user);
            }
            if (members.size() >= membersMax) {
                throw new Refusal.GroupFull(membersMax);
            }
            members.put(user, new Member(user, joinedAt));
            joining.groups.put(group, joinedAt);
        });
    }

    @Override
    public void removeMember(GroupId group, UserId user) {
        change(() -> {
            NavigableMap<UserId, Member> members = group(group).members;
            UserRecord leaving = user(user);
            if (members.remove(user) == null) {
                throw new Refusal.NotMember(user);
            }
            leaving.groups.remove(group);
        });
    }

    @Override
    public Page<Member> members(GroupId group, Optional<UserId> after, int limit) {
        return read(
                () -> page(behind(group(group).members, after).values().stream().limit(limit + 1L).toList(), limit));
    }

    @Override
    public Page<Membership> groupsOf(UserId user, Optional<GroupId> after, int limit) {
        return read(() -> page(behind(user(user).groups, after).entrySet().stream().limit(limit + 1L)
                .map(joined -> new Membership(joined.getKey(), group(joined.getKey()).group.name(), joined.getValue()))
                .toList(), limit));
    }

    boolean exists(UserId user) {
        return findUser(user).isPresent();
    }

    Facts.Direct factsOfDirect(UserId sender, UserId receiver) {
        return read(() -> {
            UserRecord receiving = users.get(receiver);
            return new Facts.Direct(users.containsKey(sender), receiving != null,
                    receiving != null && receiving.blocks.containsKey(sender));
        });
    }

    Facts.OfGroup factsOfGroup(UserId sender, GroupId group) {
        return read(() -> {
            GroupRecord record = groups.get(group);
            List<UserId> members = record == null ? List.of() : List.copyOf(record.members.keySet());
            return new Facts.OfGroup(users.containsKey(sender), record != null, members);
        });
    }

    private UserRecord user(UserId id) {
        UserRecord record = users.get(id);
        if (record == null) {
            throw new Refusal.NoSuchUser(id.value());
        }
        return record;
    }

    private GroupRecord group(GroupId id) {
        GroupRecord record = groups.get(id);
        if (record == null) {
            throw new Refusal.NoSuchGroup(id.value());
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

    private <T> T read(Supplier<T> look) {
        lock.lock();
        try {
            checkOpen();
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable step) {
        lock.lock();
        try {
            checkOpen();
            step.run();
        } finally {
            lock.unlock();
        }
    }

    private static <K, V> NavigableMap<K, V> byId(Function<K, String> value) {
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
