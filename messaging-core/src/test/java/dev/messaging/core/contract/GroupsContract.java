package dev.messaging.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.MembershipLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a {@link Directory} must do when groups begin with members, have owners, and when there is no room. */
public interface GroupsContract extends StoreContract {
    MembershipLimits WIDE = new MembershipLimits(1_000, 1_000);

    @Test
    default void aGroupBeginsWithItsMembersSeenFromBothSides() {
        for (int size : new int[]{1, 33, 34, 70}) {
            List<UserId> members = newUsers(size);
            Group group = group(members, Optional.empty());
            store().directory().createGroup(group, members.reversed(), WIDE);
            assertEquals(group, found(group.id()));
            assertEquals(members.stream().map(user -> new Member(user, group.createdAt())).toList(),
                    store().directory().members(group.id(), Optional.empty(), 100, GroupCondition.exists()).items());
            for (UserId member : List.of(members.getFirst(), members.getLast())) {
                assertEquals(List.of(new Membership(group.id(), group.name(), group.createdAt())),
                        groupsOf(member));
            }
        }
    }

    @Test
    default void aGroupWithAMissingMemberDoesNotExist() {
        for (int size : new int[]{1, 32, 33, 70}) {
            List<UserId> members = new ArrayList<>(newUsers(size));
            UserId nobody = unknownUser();
            members.add(size / 2, nobody);
            Group group = group(members, Optional.empty());
            String message = String.valueOf(assertThrows(Refusal.NoSuchUser.class,
                    () -> store().directory().createGroup(group, members, WIDE)).getMessage());
            assertTrue(message.contains(nobody.value()), message);
            assertThrows(Refusal.NoSuchGroup.class,
                    () -> store().directory().findGroup(group.id(), GroupCondition.exists()));
            assertEquals(List.of(),
                    groupsOf(members.getFirst().equals(nobody) ? members.getLast() : members.getFirst()));
            assertEquals(List.of(),
                    groupsOf(members.getLast().equals(nobody) ? members.getFirst() : members.getLast()));
        }
    }

    @Test
    default void aGroupThatWasRefusedLeavesRoomForOthers() {
        UserId ada = newUser();
        List<UserId> members = List.of(ada, unknownUser());
        MembershipLimits one = new MembershipLimits(10, 1);
        assertThrows(Refusal.NoSuchUser.class,
                () -> store().directory().createGroup(group(members, Optional.empty()), members, one));
        store().directory().createGroup(group(List.of(ada), Optional.empty()), List.of(ada), one);
        assertThrows(Refusal.TooManyGroups.class,
                () -> store().directory().createGroup(group(List.of(ada), Optional.empty()), List.of(ada), one));
    }

    @Test
    default void theIdOfAGroupWithMembersIsTakenToo() {
        List<UserId> members = newUsers(2);
        Group first = group(members, Optional.empty());
        store().directory().createGroup(first, members, WIDE);
        UserId other = newUser();
        Group second = new Group(first.id(), new Name("Second"), clock().instant(), 1, Optional.empty());
        assertThrows(Refusal.IdTaken.class, () -> store().directory().createGroup(second, List.of(other), WIDE));
        assertEquals(first, found(first.id()));
        assertEquals(List.of(), groupsOf(other));
    }

    @Test
    default void aUserIsInNoMoreGroupsThanThereIsRoomFor() {
        UserId ada = newUser();
        UserId bob = newUser();
        MembershipLimits two = new MembershipLimits(10, 2);
        List<GroupId> groups = IntStream.range(0, 3).mapToObj(i -> newGroup(List.of())).toList();
        join(groups.get(0), ada, two);
        join(groups.get(1), ada, two);
        String message = String.valueOf(
                assertThrows(Refusal.TooManyGroups.class, () -> join(groups.get(2), ada, two)).getMessage());
        assertTrue(message.contains(ada.value()), message);
        assertThrows(Refusal.AlreadyMember.class, () -> join(groups.get(1), ada, two));
        join(groups.get(2), bob, two);
        store().directory().removeMember(groups.get(0), ada, GroupCondition.exists());
        join(groups.get(2), ada, two);
        assertEquals(2, found(groups.get(2)).members());
    }

    @Test
    default void aFullGroupIsNamedBeforeAFullList() {
        UserId ada = newUser();
        GroupId full = newGroup(List.of(newUser()));
        join(newGroup(List.of()), ada, WIDE);
        assertThrows(Refusal.GroupFull.class, () -> join(full, ada, new MembershipLimits(1, 1)));
        assertThrows(Refusal.TooManyGroups.class, () -> join(full, ada, new MembershipLimits(2, 1)));
    }

    @Test
    default void aUserBlocksNoMoreOthersThanThereIsRoomFor() {
        UserId owner = newUser();
        List<UserId> others = newUsers(3);
        block(owner, others.get(0), 2);
        block(owner, others.get(1), 2);
        assertThrows(Refusal.TooManyBlocks.class, () -> block(owner, others.get(2), 2));
        assertThrows(Refusal.TooManyBlocks.class, () -> block(owner, owner, 2));
        assertThrows(Refusal.AlreadyBlocked.class, () -> block(owner, others.get(1), 2));
        assertThrows(Refusal.NoSuchUser.class, () -> block(owner, unknownUser(), 2));
        store().directory().unblock(owner, others.get(0), AccountCondition.exists());
        block(owner, owner, 2);
        assertThrows(Refusal.TooManyBlocks.class, () -> block(owner, others.get(2), 2));
    }

    @Test
    default void boundsHoldForManyAtOnce() throws Exception {
        UserId ada = newUser();
        List<UserId> others = newUsers(6);
        List<GroupId> groups = IntStream.range(0, 6).mapToObj(i -> newGroup(List.of())).toList();
        List<Callable<?>> tasks = Stream.concat(
                others.stream().<Callable<?>>map(other -> () -> succeeds(() -> block(ada, other, 2))),
                groups.stream().<Callable<?>>map(
                        group -> () -> succeeds(() -> join(group, ada, new MembershipLimits(10, 3)))))
                .toList();
        List<Object> outcomes = AtOnce.run(tasks);
        assertEquals(2, outcomes.subList(0, 6).stream().filter(Boolean.TRUE::equals).count());
        assertEquals(3, outcomes.subList(6, 12).stream().filter(Boolean.TRUE::equals).count());
        assertEquals(2,
                store().directory().blocks(ada, Optional.empty(), 10, AccountCondition.exists()).items().size());
        assertEquals(3, groupsOf(ada).size());
    }

    @Test
    default void aBlockKeepsItsScope() {
        UserId owner = newUser();
        UserId other = newUser();
        Block everywhere = new Block(owner, other, BlockScope.EVERYWHERE, clock().instant());
        store().directory().block(everywhere, AccountCondition.exists(), 10);
        assertEquals(List.of(everywhere),
                store().directory().blocks(owner, Optional.empty(), 10, AccountCondition.exists()).items());
        assertThrows(Refusal.AlreadyBlocked.class, () -> block(owner, other, 10));
    }

    @Test
    default void theLongestStandingMemberInheritsTheGroup() {
        UserId owner = newUser();
        List<UserId> others = newUsers(3);
        GroupId group = newOwnedGroup(this, owner, List.of());
        for (int i : new int[]{2, 0, 1}) {
            clock().move(Duration.ofMillis(5));
            join(group, others.get(i), WIDE);
        }
        assertEquals(Optional.of(owner), found(group).owner());
        leave(group, others.get(2));
        assertEquals(Optional.of(owner), found(group).owner());
        leave(group, owner);
        assertEquals(Optional.of(others.get(0)), found(group).owner());
        clock().move(Duration.ofMillis(5));
        join(group, owner, WIDE);
        leave(group, others.get(0));
        assertEquals(Optional.of(others.get(1)), found(group).owner());
        leave(group, others.get(1));
        assertEquals(Optional.of(owner), found(group).owner());
        assertEquals(1, found(group).members());
    }

    @Test
    default void ofThoseWhoJoinedTogetherTheLeastIdInherits() {
        UserId owner = newUser();
        List<UserId> others = newUsers(3);
        GroupId group = newOwnedGroup(this, owner, others.reversed());
        leave(group, owner);
        assertEquals(Optional.of(others.getFirst()), found(group).owner());
    }

    @Test
    default void whoLeavesLastStaysTheOwner() {
        UserId owner = newUser();
        GroupId group = newOwnedGroup(this, owner, List.of());
        leave(group, owner);
        assertEquals(Optional.of(owner), found(group).owner());
        assertEquals(0, found(group).members());
        assertEquals(List.of(), groupsOf(owner));
        assertThrows(Refusal.NotMember.class, () -> leave(group, owner));
        GroupCondition asOwner = new GroupCondition.IsOpenOrHas(owner, new Refusal.Unauthenticated());
        store().directory().addMember(group, owner, clock().instant(), asOwner, WIDE);
        assertEquals(1, found(group).members());
    }

    @Test
    default void aGroupHasAnOwnerHoweverManyLeaveAtOnce() throws Exception {
        UserId owner = newUser();
        List<UserId> others = newUsers(4);
        GroupId group = newOwnedGroup(this, owner, others);
        AtOnce.run(Stream.concat(Stream.of(owner), others.stream().limit(3))
                .<Callable<?>>map(user -> () -> succeeds(() -> leave(group, user))).toList());
        Group left = found(group);
        assertEquals(1, left.members());
        assertEquals(Optional.of(others.get(3)), left.owner());
    }

    /** A group that a user owns and is a member of. */
    static GroupId newOwnedGroup(StoreContract contract, UserId owner, List<UserId> others) {
        GroupId id = contract.unknownGroup();
        List<UserId> members = Stream.concat(Stream.of(owner), others.stream()).toList();
        contract.store().directory().createGroup(new Group(id, new Name("Name of " + id), contract.clock().instant(),
                members.size(), Optional.of(owner)), members, WIDE);
        return id;
    }

    private Group group(List<UserId> members, Optional<UserId> owner) {
        GroupId id = unknownGroup();
        return new Group(id, new Name("Name of " + id), clock().instant(), members.size(), owner);
    }

    private Group found(GroupId id) {
        return store().directory().findGroup(id, GroupCondition.exists());
    }

    private List<Membership> groupsOf(UserId user) {
        return store().directory().groupsOf(user, Optional.empty(), 100, AccountCondition.exists()).items();
    }

    private void join(GroupId group, UserId user, MembershipLimits limits) {
        store().directory().addMember(group, user, clock().instant(), GroupCondition.exists(), limits);
    }

    private void leave(GroupId group, UserId user) {
        store().directory().removeMember(group, user, GroupCondition.exists());
    }

    private void block(UserId owner, UserId blocked, int blocksMax) {
        store().directory().block(new Block(owner, blocked, BlockScope.DIRECT, clock().instant()),
                AccountCondition.exists(), blocksMax);
    }

    private static boolean succeeds(Runnable call) {
        try {
            call.run();
            return true;
        } catch (Refusal refused) {
            return false;
        }
    }
}
