package dev.messaging.dynamo;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.RequestKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Users, blocks, groups and memberships in the directory table; all reads are strong. */
final class DynamoDirectory implements Directory {
    private final DirectoryTable table;
    private final Surroundings surroundings;
    private final Supplier<Patience> patience;
    private final UserCreation userCreation;
    private final BlockChanges blockChanges;
    private final MembershipChanges membershipChanges;
    private final GroupCreation groupCreation;
    private final GroupsOfUser groupsOfUser;
    private final AllProfiles profiles;

    DynamoDirectory(DirectoryTable table, Requests requests, GroupCreation groupCreation, Surroundings surroundings,
            Supplier<Patience> patience) {
        this.table = table;
        this.surroundings = surroundings;
        this.patience = patience;
        this.userCreation = new UserCreation(table, requests);
        this.blockChanges = new BlockChanges(table, surroundings);
        this.membershipChanges = new MembershipChanges(table);
        this.groupCreation = groupCreation;
        this.groupsOfUser = new GroupsOfUser(table, surroundings);
        this.profiles = new AllProfiles(table, patience);
    }

    @Override
    public Done createUser(Account account, Optional<RequestKey> key) {
        return userCreation.create(patience.get(), account, key);
    }

    @Override
    public Optional<Account> findUser(UserId id) {
        return table.get(patience.get(), Key.profile(id)).filter(Profiles::isUser).map(Profiles::account);
    }

    @Override
    public List<Account> findUsers(Set<UserId> ids) {
        return table.get(patience.get(), ids.stream().map(Key::profile).toList()).values().stream()
                .filter(Profiles::isUser).map(Profiles::account)
                .sorted(Comparator.comparing(account -> account.user().id().value())).toList();
    }

    /** In the order of the table's own, by which DynamoDB spreads its partitions: no other can be had without reading all. */
    @Override
    public Page<Account> users(Optional<UserId> after, int limit) {
        return profiles.page(after, UserId.PREFIX, limit, Profiles::account);
    }

    @Override
    public Page<Group> groups(Optional<GroupId> after, int limit) {
        return profiles.page(after, GroupId.PREFIX, limit, Profiles::group);
    }

    @Override
    public void block(Block block, AccountCondition onOwner, int blocksMax) {
        blockChanges.block(patience.get(), block, onOwner, blocksMax);
    }

    @Override
    public void unblock(UserId owner, UserId blocked, AccountCondition onOwner) {
        blockChanges.unblock(patience.get(), owner, blocked, onOwner);
    }

    @Override
    public Page<Block> blocks(UserId owner, Optional<UserId> after, int limit, AccountCondition onOwner) {
        Patience waiting = patience.get();
        return page(waiting, () -> {
            onOwner.check(owner, Profiles.standing(table.get(waiting, Key.profile(owner))));
            return true;
        }, owner, Key.BLOCK, after, limit, item -> new Block(owner, new UserId(idBehind(Key.BLOCK, item)),
                BlockScope.of(item.text(Attributes.SCOPE)), item.time(Attributes.SINCE)));
    }

    @Override
    public Done createGroup(Group group, List<UserId> members, MembershipLimits limits, Optional<RequestKey> key) {
        return groupCreation.create(patience.get(), group, members, limits, key);
    }

    @Override
    public Group findGroup(GroupId id, GroupCondition onGroup) {
        return Profiles.group(profile(patience.get(), id, onGroup));
    }

    /** In one request, also if a member is looked for. */
    private Item profile(Patience waiting, GroupId id, GroupCondition onGroup) {
        Key profile = Key.profile(id);
        Optional<Key> member = onGroup.member().map(user -> Key.member(id, user));
        Map<Key, Item> found = member.isPresent()
                ? table.get(waiting, List.of(profile, member.get()))
                : table.get(waiting, profile).map(item -> Map.of(profile, item)).orElse(Map.of());
        Optional<Item> item = Optional.ofNullable(found.get(profile)).filter(Profiles::isGroup);
        onGroup.check(id, Profiles.facts(item, member.map(found::containsKey).orElse(false)));
        return item.orElseThrow(() -> new IllegalStateException(onGroup + " holds for " + id + ", which is not there"));
    }

    @Override
    public void addMember(GroupId group, UserId user, Instant joinedAt, GroupCondition onGroup,
            MembershipLimits limits) {
        membershipChanges.add(patience.get(), group, new Member(user, joinedAt), onGroup, limits);
    }

    @Override
    public void removeMember(GroupId group, UserId user, GroupCondition onGroup) {
        membershipChanges.remove(patience.get(), group, user, onGroup);
    }

    @Override
    public void setOwner(GroupId group, Optional<UserId> owner) {
        membershipChanges.setOwner(patience.get(), group, owner);
    }

    @Override
    public boolean removeIfEmpty(GroupId group) {
        return membershipChanges.isRemovedIfEmpty(patience.get(), group);
    }

    @Override
    public Page<Member> members(GroupId group, Optional<UserId> after, int limit, GroupCondition onGroup) {
        Patience waiting = patience.get();
        return page(waiting, () -> profile(waiting, group, onGroup), group, Key.MEMBER, after, limit,
                DynamoDirectory::member);
    }

    @Override
    public Page<Membership> groupsOf(UserId user, Optional<GroupId> after, int limit, AccountCondition onUser) {
        return groupsOfUser.page(patience.get(), user, after, limit, onUser);
    }

    /** Looks at the owner of a list and at the list at once. */
    private <T> Page<T> page(Patience waiting, Supplier<?> checkOwner, Recipient owner, String prefix,
            Optional<? extends Recipient> after, int limit, Function<Item, T> read) {
        return surroundings.both(checkOwner,
                () -> table.list(waiting, owner.value(), prefix, after.map(Recipient::value), limit + 1),
                (holds, items) -> new Page<>(items.stream().limit(limit).map(read).toList(), items.size() > limit));
    }

    /** Whether an item of a group's partition is about a member. */
    static boolean isMember(Item item) {
        return item.text(Attributes.SK).startsWith(Key.MEMBER);
    }

    static Member member(Item item) {
        return new Member(memberId(item), item.time(Attributes.JOINED));
    }

    /** Who a member item of a group is about. */
    static UserId memberId(Item item) {
        return new UserId(idBehind(Key.MEMBER, item));
    }

    static String idBehind(String prefix, Item item) {
        return item.text(Attributes.SK).substring(prefix.length());
    }
}
