package dev.messaging.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        directory().createUser(user);
        assertEquals(Optional.of(user), directory().findUser(id));
    }

    @Test
    default void theLongestNamesAndIdsAreKept() {
        UserId id = new UserId(UserId.PREFIX + "Z".repeat(64 - 13) + unknownUser().value().substring(5, 18));
        User user = new User(id, new Name("🦊".repeat(Name.CODE_POINTS_MAX)), clock().instant());
        directory().createUser(user);
        assertEquals(Optional.of(user), directory().findUser(id));
    }

    @Test
    default void whoWasNotCreatedIsNotFound() {
        assertEquals(Optional.empty(), directory().findUser(unknownUser()));
        assertEquals(Optional.empty(), directory().findGroup(unknownGroup()));
    }

    @Test
    default void anIdThatIsTakenIsRefusedAndTheFirstUserStays() {
        User first = newUser(unknownUser());
        User second = new User(first.id(), new Name("Another"), clock().instant());
        assertThrows(Refusal.IdTaken.class, () -> directory().createUser(second));
        assertEquals(Optional.of(first), directory().findUser(first.id()));
    }

    @Test
    default void anIdThatIsTakenIsRefusedAndTheFirstGroupStays() {
        Group first = new Group(unknownGroup(), new Name("First"), clock().instant(), 0);
        directory().createGroup(first);
        Group second = new Group(first.id(), new Name("Second"), clock().instant(), 0);
        assertThrows(Refusal.IdTaken.class, () -> directory().createGroup(second));
        assertEquals(Optional.of(first), directory().findGroup(first.id()));
    }

    @Test
    default void idsThatDifferInCaseAreDifferentUsers() {
        String tail = unknownUser().value().substring(5, 25);
        User lower = newUser(new UserId("user-a" + tail));
        User upper = newUser(new UserId("user-A" + tail));
        assertEquals(Optional.of(lower), directory().findUser(lower.id()));
        assertEquals(List.of(upper, lower), directory().findUsers(Set.of(lower.id(), upper.id())));
    }

    @Test
    default void aHundredUsersAreFoundAtOnceAndMissingOnesLeftOut() {
        List<UserId> users = newUsers(Directory.FIND_USERS_MAX - 1);
        Set<UserId> asked = new HashSet<>(users);
        asked.add(unknownUser());
        assertEquals(users, directory().findUsers(asked).stream().map(User::id).toList());
        assertEquals(List.of(), directory().findUsers(Set.of(unknownUser())));
    }

    @Test
    default void aBlockIsListedUntilItIsLifted() {
        UserId owner = newUser();
        UserId blocked = newUser();
        Block block = new Block(owner, blocked, clock().instant());
        directory().block(block);
        assertEquals(new Page<>(List.of(block), false), directory().blocks(owner, Optional.empty(), 10));
        directory().unblock(owner, blocked);
        assertEquals(new Page<>(List.of(), false), directory().blocks(owner, Optional.empty(), 10));
        directory().block(block);
        assertEquals(List.of(block), directory().blocks(owner, Optional.empty(), 10).items());
    }

    @Test
    default void blockingTwiceIsRefusedAndTheFirstBlockStays() {
        UserId owner = newUser();
        UserId blocked = newUser();
        Block first = new Block(owner, blocked, clock().instant());
        directory().block(first);
        Block second = new Block(owner, blocked, clock().instant().plusSeconds(1));
        assertThrows(Refusal.AlreadyBlocked.class, () -> directory().block(second));
        assertEquals(List.of(first), directory().blocks(owner, Optional.empty(), 10).items());
    }

    @Test
    default void unblockingWhoIsNotBlockedIsRefused() {
        UserId owner = newUser();
        UserId other = newUser();
        assertThrows(Refusal.NotBlocked.class, () -> directory().unblock(owner, other));
        directory().block(new Block(other, owner, clock().instant()));
        assertThrows(Refusal.NotBlocked.class, () -> directory().unblock(owner, other));
    }

    @Test
    default void aUserCanBlockItself() {
        UserId user = newUser();
        directory().block(new Block(user, user, clock().instant()));
        assertThrows(Refusal.AlreadyBlocked.class,
                () -> directory().block(new Block(user, user, clock().instant())));
        directory().unblock(user, user);
        assertThrows(Refusal.NotBlocked.class, () -> directory().unblock(user, user));
    }

    @Test
    default void blocksOfOrByUnknownUsersAreRefusedOwnerFirst() {
        UserId user = newUser();
        UserId nobody = unknownUser();
        UserId nobodyElse = unknownUser();
        Instant now = clock().instant();
        assertNames(nobody, () -> directory().block(new Block(nobody, user, now)));
        assertNames(nobody, () -> directory().block(new Block(user, nobody, now)));
        assertNames(nobody, () -> directory().block(new Block(nobody, nobodyElse, now)));
        assertNames(nobody, () -> directory().unblock(nobody, user));
        assertNames(nobody, () -> directory().unblock(user, nobody));
        assertNames(nobody, () -> directory().blocks(nobody, Optional.empty(), 10));
    }

    @Test
    default void blocksComeInPagesInTheOrderOfIds() {
        UserId owner = newUser();
        List<UserId> others = newUsers(7);
        List<UserId> shuffled = new ArrayList<>(others);
        Collections.shuffle(shuffled, new Random(7));
        shuffled.forEach(other -> directory().block(new Block(owner, other, clock().instant())));
        Page<Block> first = directory().blocks(owner, Optional.empty(), 3);
        assertEquals(others.subList(0, 3), first.items().stream().map(Block::blocked).toList());
        assertTrue(first.more());
        Page<Block> rest = directory().blocks(owner, Optional.of(others.get(2)), 4);
        assertEquals(others.subList(3, 7), rest.items().stream().map(Block::blocked).toList());
        assertFalse(rest.more());
        assertEquals(new Page<>(List.of(), false), directory().blocks(owner, Optional.of(others.get(6)), 4));
    }

    @Test
    default void aPageMayBeginBehindAnIdThatIsNotInTheList() {
        List<UserId> others = newUsers(3);
        UserId owner = newUser();
        directory().block(new Block(owner, others.get(0), clock().instant()));
        directory().block(new Block(owner, others.get(2), clock().instant()));
        assertEquals(List.of(others.get(2)), directory().blocks(owner, Optional.of(others.get(1)), 10).items().stream()
                .map(Block::blocked).toList());
    }

    @Test
    default void membershipIsSeenFromBothSides() {
        UserId user = newUser();
        GroupId group = newGroup(List.of());
        Instant joined = clock().instant().plusMillis(5);
        directory().addMember(group, user, joined, 10);
        assertEquals(new Page<>(List.of(new Member(user, joined)), false),
                directory().members(group, Optional.empty(), 10));
        assertEquals(new Page<>(List.of(new Membership(group, new Name("Name of " + group), joined)), false),
                directory().groupsOf(user, Optional.empty(), 10));
        assertEquals(1, directory().findGroup(group).orElseThrow().members());
        directory().removeMember(group, user);
        assertEquals(new Page<>(List.of(), false), directory().members(group, Optional.empty(), 10));
        assertEquals(new Page<>(List.of(), false), directory().groupsOf(user, Optional.empty(), 10));
        assertEquals(0, directory().findGroup(group).orElseThrow().members());
    }

    @Test
    default void whoLeftMayJoinAgain() {
        UserId user = newUser();
        GroupId group = newGroup(List.of(user));
        directory().removeMember(group, user);
        Instant again = clock().instant().plus(Duration.ofDays(1));
        directory().addMember(group, user, again, 10);
        assertEquals(List.of(new Member(user, again)), directory().members(group, Optional.empty(), 10).items());
    }

    @Test
    default void addingTwiceAndRemovingANonMemberAreRefused() {
        UserId user = newUser();
        UserId other = newUser();
        GroupId group = newGroup(List.of(user));
        assertThrows(Refusal.AlreadyMember.class,
                () -> directory().addMember(group, user, clock().instant(), 10));
        assertThrows(Refusal.NotMember.class, () -> directory().removeMember(group, other));
        assertEquals(1, directory().findGroup(group).orElseThrow().members());
    }

    @Test
    default void aFullGroupTakesNobodyUntilSomebodyLeaves() {
        List<UserId> users = newUsers(3);
        GroupId group = newGroup(List.of());
        directory().addMember(group, users.get(0), clock().instant(), 2);
        directory().addMember(group, users.get(1), clock().instant(), 2);
        assertThrows(Refusal.GroupFull.class,
                () -> directory().addMember(group, users.get(2), clock().instant(), 2));
        assertThrows(Refusal.AlreadyMember.class,
                () -> directory().addMember(group, users.get(1), clock().instant(), 2));
        directory().removeMember(group, users.get(0));
        directory().addMember(group, users.get(2), clock().instant(), 2);
        assertEquals(2, directory().findGroup(group).orElseThrow().members());
    }

    @Test
    default void membershipsOfUnknownGroupsAndUsersAreRefusedGroupFirst() {
        UserId user = newUser();
        GroupId group = newGroup(List.of());
        UserId nobody = unknownUser();
        GroupId nothing = unknownGroup();
        Instant now = clock().instant();
        assertThrows(Refusal.NoSuchGroup.class, () -> directory().addMember(nothing, user, now, 10));
        assertThrows(Refusal.NoSuchGroup.class, () -> directory().addMember(nothing, nobody, now, 10));
        assertThrows(Refusal.NoSuchGroup.class, () -> directory().removeMember(nothing, user));
        assertThrows(Refusal.NoSuchGroup.class, () -> directory().removeMember(nothing, nobody));
        assertThrows(Refusal.NoSuchGroup.class, () -> directory().members(nothing, Optional.empty(), 10));
        assertNames(nobody, () -> directory().addMember(group, nobody, now, 10));
        assertNames(nobody, () -> directory().removeMember(group, nobody));
        assertNames(nobody, () -> directory().groupsOf(nobody, Optional.empty(), 10));
        assertEquals(0, directory().findGroup(group).orElseThrow().members());
    }

    @Test
    default void membersAndGroupsComeInPagesInTheOrderOfIds() {
        List<UserId> users = newUsers(5);
        GroupId group = newGroup(users.reversed());
        Page<Member> first = directory().members(group, Optional.empty(), 5);
        assertEquals(users, first.items().stream().map(Member::user).toList());
        assertFalse(first.more());
        assertTrue(directory().members(group, Optional.empty(), 4).more());
        assertEquals(users.subList(4, 5), directory().members(group, Optional.of(users.get(3)), 4).items().stream()
                .map(Member::user).toList());

        UserId joiner = newUser();
        List<GroupId> groups = IntStream.range(0, 5).mapToObj(i -> newGroup(List.of(joiner)))
                .sorted(Comparator.comparing(GroupId::value)).toList();
        Page<Membership> some = directory().groupsOf(joiner, Optional.of(groups.get(0)), 3);
        assertEquals(groups.subList(1, 4), some.items().stream().map(Membership::group).toList());
        assertTrue(some.more());
    }

    private static void assertNames(UserId missing, Executable call) {
        String message = String.valueOf(assertThrows(Refusal.NoSuchUser.class, call).getMessage());
        assertTrue(message.contains(missing.value()), message);
    }
}
