package dev.messaging.dynamo;

import dev.messaging.core.model.Block;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Directory;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Users, blocks, groups and memberships in the directory table; all reads are strong. */
final class DynamoDirectory implements Directory {
    private final DirectoryTable table;
    private final Surroundings surroundings;
    private final Supplier<Patience> patience;
    private final BlockChanges blockChanges;
    private final MembershipChanges membershipChanges;

    DynamoDirectory(DirectoryTable table, Surroundings surroundings, Supplier<Patience> patience) {
        this.table = table;
        this.surroundings = surroundings;
        this.patience = patience;
        this.blockChanges = new BlockChanges(table);
        this.membershipChanges = new MembershipChanges(table);
    }

    @Override
    public void createUser(User user) {
        create(user.id(), user.name(), user.createdAt(), Map.of());
    }

    @Override
    public void createGroup(Group group) {
        create(group.id(), group.name(), group.createdAt(), Map.of(Attributes.MEMBERS, Item.of(group.members())));
    }

    /** An equal profile that stands already is this one: an earlier attempt whose answer was lost. */
    private void create(Recipient id, Name name, Instant createdAt, Map<String, AttributeValue> more) {
        Map<String, AttributeValue> attributes = new HashMap<>(Key.profile(id).attributes());
        attributes.put(Attributes.NAME, Item.of(name.value()));
        attributes.put(Attributes.CREATED, Item.of(createdAt));
        attributes.putAll(more);
        Optional<Item> other = table.putNew(patience.get(), attributes).filter(standing -> !name(standing).equals(name)
                || standing.number(Attributes.CREATED) != createdAt.toEpochMilli());
        if (other.isPresent()) {
            throw new Refusal.IdTaken(id.value());
        }
    }

    @Override
    public Optional<User> findUser(UserId id) {
        return table.get(patience.get(), Key.profile(id)).map(DynamoDirectory::user);
    }

    @Override
    public List<User> findUsers(Set<UserId> ids) {
        return table.get(patience.get(), ids.stream().map(Key::profile).toList()).values().stream()
                .map(DynamoDirectory::user).sorted(Comparator.comparing(user -> user.id().value())).toList();
    }

    @Override
    public Optional<Group> findGroup(GroupId id) {
        return table.get(patience.get(), Key.profile(id)).map(item -> new Group(id, name(item),
                item.time(Attributes.CREATED), Math.toIntExact(item.number(Attributes.MEMBERS))));
    }

    @Override
    public void block(Block block) {
        blockChanges.block(patience.get(), block);
    }

    @Override
    public void unblock(UserId owner, UserId blocked) {
        blockChanges.unblock(patience.get(), owner, blocked);
    }

    @Override
    public void addMember(GroupId group, UserId user, Instant joinedAt, int membersMax) {
        membershipChanges.add(patience.get(), group, new Member(user, joinedAt), membersMax);
    }

    @Override
    public void removeMember(GroupId group, UserId user) {
        membershipChanges.remove(patience.get(), group, user);
    }

    @Override
    public Page<Block> blocks(UserId owner, Optional<UserId> after, int limit) {
        return list(owner, Key.BLOCK, after, limit, new Refusal.NoSuchUser(owner.value()), item -> new Block(owner,
                new UserId(idBehind(Key.BLOCK, item)), item.time(Attributes.SINCE)));
    }

    @Override
    public Page<Member> members(GroupId group, Optional<UserId> after, int limit) {
        return list(group, Key.MEMBER, after, limit, new Refusal.NoSuchGroup(group.value()),
                item -> new Member(memberId(item), item.time(Attributes.JOINED)));
    }

    @Override
    public Page<Membership> groupsOf(UserId user, Optional<GroupId> after, int limit) {
        record Joined(GroupId group, Instant at) {}
        Page<Joined> page = list(user, Key.GROUP, after, limit, new Refusal.NoSuchUser(user.value()),
                item -> new Joined(new GroupId(idBehind(Key.GROUP, item)), item.time(Attributes.JOINED)));
        Map<Key, Item> groups = table.get(patience.get(),
                page.items().stream().map(joined -> Key.profile(joined.group)).toList());
        return new Page<>(page.items().stream().map(joined -> new Membership(joined.group,
                name(found(groups, joined.group)), joined.at)).toList(), page.more());
    }

    private <T> Page<T> list(Recipient owner, String prefix, Optional<? extends Recipient> after, int limit,
            Refusal ifNoOwner, Function<Item, T> read) {
        Patience waiting = patience.get();
        return surroundings.both(() -> table.get(waiting, Key.profile(owner)),
                () -> table.list(waiting, owner.value(), prefix, after.map(Recipient::value), limit + 1),
                (profile, items) -> {
                    if (profile.isEmpty()) {
                        throw ifNoOwner;
                    }
                    return new Page<>(items.stream().limit(limit).map(read).toList(), items.size() > limit);
                });
    }

    private static Item found(Map<Key, Item> groups, GroupId group) {
        Item profile = groups.get(Key.profile(group));
        if (profile == null) {
            throw new IllegalStateException("a member of " + group + ", which does not exist");
        }
        return profile;
    }

    private static User user(Item profile) {
        return new User(new UserId(profile.text(Attributes.PK)), name(profile), profile.time(Attributes.CREATED));
    }

    private static Name name(Item profile) {
        return new Name(profile.text(Attributes.NAME));
    }

    /** Who a member item of a group is about. */
    static UserId memberId(Item item) {
        return new UserId(idBehind(Key.MEMBER, item));
    }

    private static String idBehind(String prefix, Item item) {
        return item.text(Attributes.SK).substring(prefix.length());
    }
}
