package dev.messaging.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.MembershipLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a {@link Directory} must do. */
public interface DirectoryContract extends StoreContract {
    default Directory directory() {
        return store().directory();
    }

    @Test
    default void aUserIsFoundAsCreated() {
        UserId id = unknownUser();
        User user = new User(id, new Name("Zoë 🦊 \"quoted\" \\ 漢字"), clock().instant());
        directory().createUser(new Account(user, Optional.empty()));
        assertEquals(Optional.of(user), directory().findUser(id).map(Account::user));
    }

    @Test
    default void theLongestNamesAndIdsAreKept() {
        UserId id = new UserId(UserId.PREFIX + "Z".repeat(64 - 13) + unknownUser().value().substring(5, 18));
        User user = new User(id, new Name("🦊".repeat(Name.CODE_POINTS_MAX)), clock().instant());
        directory().createUser(new Account(user, Optional.empty()));
        assertEquals(Optional.of(user), directory().findUser(id).map(Account::user));
    }

    @Test
    default void whoWasNotCreatedIsNotFound() {
        assertEquals(Optional.empty(), directory().findUser(unknownUser()).map(Account::user));
        assertThrows(Refusal.NoSuchGroup.class, () -> directory().findGroup(unknownGroup(), GroupCondition.exists()));
    }

    @Test
    default void anIdThatIsTakenIsRefusedAndTheFirstUserStays() {
        User first = newUser(unknownUser());
        User second = new User(first.id(), new Name("Another"), clock().instant());
        assertThrows(Refusal.IdTaken.class, () -> directory().createUser(new Account(second, Optional.empty())));
        assertEquals(Optional.of(first), directory().findUser(first.id()).map(Account::user));
    }

    @Test
    default void anIdThatIsTakenIsRefusedAndTheFirstGroupStays() {
        Group first = new Group(unknownGroup(), new Name("First"), clock().instant(), 0, Optional.empty());
        directory().createGroup(first, List.of(), new MembershipLimits(1_000, 1_000));
        Group second = new Group(first.id(), new Name("Second"), clock().instant(), 0, Optional.empty());
        assertThrows(Refusal.IdTaken.class,
                () -> directory().createGroup(second, List.of(), new MembershipLimits(1_000, 1_000)));
        assertEquals(first, directory().findGroup(first.id(), GroupCondition.exists()));
    }

    @Test
    default void idsThatDifferInCaseAreDifferentUsers() {
        String tail = unknownUser().value().substring(5, 25);
        User lower = newUser(new UserId("user-a" + tail));
        User upper = newUser(new UserId("user-A" + tail));
        assertEquals(Optional.of(lower), directory().findUser(lower.id()).map(Account::user));
        assertEquals(List.of(upper, lower),
                directory().findUsers(Set.of(lower.id(), upper.id())).stream().map(Account::user).toList());
    }

    @Test
    default void aHundredUsersAreFoundAtOnceAndMissingOnesLeftOut() {
        List<UserId> users = newUsers(Directory.FIND_USERS_MAX - 1);
        Set<UserId> asked = new HashSet<>(users);
        asked.add(unknownUser());
        assertEquals(users, directory().findUsers(asked).stream().map(found -> found.user().id()).toList());
        assertEquals(List.of(), directory().findUsers(Set.of(unknownUser())));
    }

    @Test
    default void aBlockIsListedUntilItIsLifted() {
        UserId owner = newUser();
        UserId blocked = newUser();
        Block block = new Block(owner, blocked, BlockScope.DIRECT, clock().instant());
        directory().block(block, AccountCondition.exists(), 1_000);
        assertEquals(new Page<>(List.of(block), false),
                directory().blocks(owner, Optional.empty(), 10, AccountCondition.exists()));
        directory().unblock(owner, blocked, AccountCondition.exists());
        assertEquals(new Page<>(List.of(), false),
                directory().blocks(owner, Optional.empty(), 10, AccountCondition.exists()));
        directory().block(block, AccountCondition.exists(), 1_000);
        assertEquals(List.of(block),
                directory().blocks(owner, Optional.empty(), 10, AccountCondition.exists()).items());
    }

    @Test
    default void blockingTwiceIsRefusedAndTheFirstBlockStays() {
        UserId owner = newUser();
        UserId blocked = newUser();
        Block first = new Block(owner, blocked, BlockScope.DIRECT, clock().instant());
        directory().block(first, AccountCondition.exists(), 1_000);
        Block second = new Block(owner, blocked, BlockScope.DIRECT, clock().instant().plusSeconds(1));
        assertThrows(Refusal.AlreadyBlocked.class, () -> directory().block(second, AccountCondition.exists(), 1_000));
        assertEquals(List.of(first),
                directory().blocks(owner, Optional.empty(), 10, AccountCondition.exists()).items());
    }

    @Test
    default void unblockingWhoIsNotBlockedIsRefused() {
        UserId owner = newUser();
        UserId other = newUser();
        assertThrows(Refusal.NotBlocked.class, () -> directory().unblock(owner, other, AccountCondition.exists()));
        directory().block(new Block(other, owner, BlockScope.DIRECT, clock().instant()), AccountCondition.exists(),
                1_000);
        assertThrows(Refusal.NotBlocked.class, () -> directory().unblock(owner, other, AccountCondition.exists()));
    }

    @Test
    default void aUserCanBlockItself() {
        UserId user = newUser();
        directory().block(new Block(user, user, BlockScope.DIRECT, clock().instant()), AccountCondition.exists(),
                1_000);
        assertThrows(Refusal.AlreadyBlocked.class,
                () -> directory().block(new Block(user, user, BlockScope.DIRECT, clock().instant()),
                        AccountCondition.exists(), 1_000));
        directory().unblock(user, user, AccountCondition.exists());
        assertThrows(Refusal.NotBlocked.class, () -> directory().unblock(user, user, AccountCondition.exists()));
    }

    @Test
    default void blocksOfOrByUnknownUsersAreRefusedOwnerFirst() {
        UserId user = newUser();
        UserId nobody = unknownUser();
        UserId nobodyElse = unknownUser();
        Instant now = clock().instant();
        assertNames(nobody, () -> directory().block(new Block(nobody, user, BlockScope.DIRECT, now),
                AccountCondition.exists(), 1_000));
        assertNames(nobody, () -> directory().block(new Block(user, nobody, BlockScope.DIRECT, now),
                AccountCondition.exists(), 1_000));
        assertNames(nobody, () -> directory().block(new Block(nobody, nobodyElse, BlockScope.DIRECT, now),
                AccountCondition.exists(), 1_000));
        assertNames(nobody, () -> directory().unblock(nobody, user, AccountCondition.exists()));
        assertNames(nobody, () -> directory().unblock(user, nobody, AccountCondition.exists()));
        assertNames(nobody, () -> directory().blocks(nobody, Optional.empty(), 10, AccountCondition.exists()));
    }

    @Test
    default void blocksComeInPagesInTheOrderOfIds() {
        UserId owner = newUser();
        List<UserId> others = newUsers(7);
        List<UserId> shuffled = new ArrayList<>(others);
        Collections.shuffle(shuffled, new Random(7));
        shuffled.forEach(other -> directory().block(new Block(owner, other, BlockScope.DIRECT, clock().instant()),
                AccountCondition.exists(), 1_000));
        Page<Block> first = directory().blocks(owner, Optional.empty(), 3, AccountCondition.exists());
        assertEquals(others.subList(0, 3), first.items().stream().map(Block::blocked).toList());
        assertTrue(first.more());
        Page<Block> rest = directory().blocks(owner, Optional.of(others.get(2)), 4, AccountCondition.exists());
        assertEquals(others.subList(3, 7), rest.items().stream().map(Block::blocked).toList());
        assertFalse(rest.more());
        assertEquals(new Page<>(List.of(), false),
                directory().blocks(owner, Optional.of(others.get(6)), 4, AccountCondition.exists()));
    }

    @Test
    default void aPageMayBeginBehindAnIdThatIsNotInTheList() {
        List<UserId> others = newUsers(3);
        UserId owner = newUser();
        directory().block(new Block(owner, others.get(0), BlockScope.DIRECT, clock().instant()),
                AccountCondition.exists(), 1_000);
        directory().block(new Block(owner, others.get(2), BlockScope.DIRECT, clock().instant()),
                AccountCondition.exists(), 1_000);
        assertEquals(List.of(others.get(2)),
                directory().blocks(owner, Optional.of(others.get(1)), 10, AccountCondition.exists()).items().stream()
                        .map(Block::blocked).toList());
    }

    @Test
    default void membershipIsSeenFromBothSides() {
        UserId user = newUser();
        GroupId group = newGroup(List.of());
        Instant joined = clock().instant().plusMillis(5);
        directory().addMember(group, user, joined, GroupCondition.exists(), new MembershipLimits(10, 1_000));
        assertEquals(new Page<>(List.of(new Member(user, joined)), false),
                directory().members(group, Optional.empty(), 10, GroupCondition.exists()));
        assertEquals(new Page<>(List.of(new Membership(group, new Name("Name of " + group), joined)), false),
                directory().groupsOf(user, Optional.empty(), 10, AccountCondition.exists()));
        assertEquals(1, directory().findGroup(group, GroupCondition.exists()).members());
        directory().removeMember(group, user, GroupCondition.exists());
        assertEquals(new Page<>(List.of(), false),
                directory().members(group, Optional.empty(), 10, GroupCondition.exists()));
        assertEquals(new Page<>(List.of(), false),
                directory().groupsOf(user, Optional.empty(), 10, AccountCondition.exists()));
        assertEquals(0, directory().findGroup(group, GroupCondition.exists()).members());
    }

    @Test
    default void whoLeftMayJoinAgain() {
        UserId user = newUser();
        GroupId group = newGroup(List.of(user));
        directory().removeMember(group, user, GroupCondition.exists());
        Instant again = clock().instant().plus(Duration.ofDays(1));
        directory().addMember(group, user, again, GroupCondition.exists(), new MembershipLimits(10, 1_000));
        assertEquals(List.of(new Member(user, again)),
                directory().members(group, Optional.empty(), 10, GroupCondition.exists()).items());
    }

    @Test
    default void addingTwiceAndRemovingANonMemberAreRefused() {
        UserId user = newUser();
        UserId other = newUser();
        GroupId group = newGroup(List.of(user));
        assertThrows(Refusal.AlreadyMember.class,
                () -> directory().addMember(group, user, clock().instant(), GroupCondition.exists(),
                        new MembershipLimits(10, 1_000)));
        assertThrows(Refusal.NotMember.class, () -> directory().removeMember(group, other, GroupCondition.exists()));
        assertEquals(1, directory().findGroup(group, GroupCondition.exists()).members());
    }

    @Test
    default void aFullGroupTakesNobodyUntilSomebodyLeaves() {
        List<UserId> users = newUsers(3);
        GroupId group = newGroup(List.of());
        directory().addMember(group, users.get(0), clock().instant(), GroupCondition.exists(),
                new MembershipLimits(2, 1_000));
        directory().addMember(group, users.get(1), clock().instant(), GroupCondition.exists(),
                new MembershipLimits(2, 1_000));
        assertThrows(Refusal.GroupFull.class,
                () -> directory().addMember(group, users.get(2), clock().instant(), GroupCondition.exists(),
                        new MembershipLimits(2, 1_000)));
        assertThrows(Refusal.AlreadyMember.class,
                () -> directory().addMember(group, users.get(1), clock().instant(), GroupCondition.exists(),
                        new MembershipLimits(2, 1_000)));
        directory().removeMember(group, users.get(0), GroupCondition.exists());
        directory().addMember(group, users.get(2), clock().instant(), GroupCondition.exists(),
                new MembershipLimits(2, 1_000));
        assertEquals(2, directory().findGroup(group, GroupCondition.exists()).members());
    }

    @Test
    default void membershipsOfUnknownGroupsAndUsersAreRefusedGroupFirst() {
        UserId user = newUser();
        GroupId group = newGroup(List.of());
        UserId nobody = unknownUser();
        GroupId nothing = unknownGroup();
        Instant now = clock().instant();
        assertThrows(Refusal.NoSuchGroup.class, () -> directory().addMember(nothing, user, now, GroupCondition.exists(),
                new MembershipLimits(10, 1_000)));
        assertThrows(Refusal.NoSuchGroup.class, () -> directory().addMember(nothing, nobody, now,
                GroupCondition.exists(), new MembershipLimits(10, 1_000)));
        assertThrows(Refusal.NoSuchGroup.class, () -> directory().removeMember(nothing, user, GroupCondition.exists()));
        assertThrows(Refusal.NoSuchGroup.class,
                () -> directory().removeMember(nothing, nobody, GroupCondition.exists()));
        assertThrows(Refusal.NoSuchGroup.class,
                () -> directory().members(nothing, Optional.empty(), 10, GroupCondition.exists()));
        assertNames(nobody, () -> directory().addMember(group, nobody, now, GroupCondition.exists(),
                new MembershipLimits(10, 1_000)));
        assertNames(nobody, () -> directory().removeMember(group, nobody, GroupCondition.exists()));
        assertNames(nobody, () -> directory().groupsOf(nobody, Optional.empty(), 10, AccountCondition.exists()));
        assertEquals(0, directory().findGroup(group, GroupCondition.exists()).members());
    }

    @Test
    default void membersAndGroupsComeInPagesInTheOrderOfIds() {
        List<UserId> users = newUsers(5);
        GroupId group = newGroup(users.reversed());
        Page<Member> first = directory().members(group, Optional.empty(), 5, GroupCondition.exists());
        assertEquals(users, first.items().stream().map(Member::user).toList());
        assertFalse(first.more());
        assertTrue(directory().members(group, Optional.empty(), 4, GroupCondition.exists()).more());
        assertEquals(users.subList(4, 5),
                directory().members(group, Optional.of(users.get(3)), 4, GroupCondition.exists()).items().stream()
                        .map(Member::user).toList());

        UserId joiner = newUser();
        List<GroupId> groups = IntStream.range(0, 5).mapToObj(i -> newGroup(List.of(joiner)))
                .sorted(Comparator.comparing(GroupId::value)).toList();
        Page<Membership> some = directory().groupsOf(joiner, Optional.of(groups.get(0)), 3, AccountCondition.exists());
        assertEquals(groups.subList(1, 4), some.items().stream().map(Membership::group).toList());
        assertTrue(some.more());
    }

    private static void assertNames(UserId missing, Executable call) {
        String message = String.valueOf(assertThrows(Refusal.NoSuchUser.class, call).getMessage());
        assertTrue(message.contains(missing.value()), message);
    }
}
