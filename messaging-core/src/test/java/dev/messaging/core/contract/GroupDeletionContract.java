package dev.messaging.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Access;
import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.GroupCondition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What deleting groups, and giving them other owners, must do. */
public interface GroupDeletionContract extends StoreContract {
    @Test
    default void aDeletedGroupIsGoneFromBothSidesAndItsMessagesStay() {
        List<UserId> users = newUsers(3);
        GroupId kept = newGroup(users);
        GroupId group = GroupsContract.newOwnedGroup(this, users.getFirst(), users.subList(1, 3));
        send(users.getFirst(), group, "Hello, all");
        assertEquals(3, administrator().groups().delete(group));

        assertThrows(Refusal.NoSuchGroup.class, () -> store().directory().findGroup(group, GroupCondition.exists()));
        for (UserId user : users) {
            assertEquals(List.of(kept), store().directory()
                    .groupsOf(user, Optional.empty(), 10, AccountCondition.exists()).items().stream()
                    .map(membership -> membership.group()).toList());
            assertEquals(List.of("Hello, all"), texts(all(user)));
        }
        assertThrows(Refusal.NoSuchGroup.class, () -> administrator().groups().delete(group));
        assertThrows(Refusal.NoSuchGroup.class,
                () -> administrator().messages().send(users.getFirst(), group, new Text("Still there?")));
    }

    @Test
    default void aDeletionThatWasBrokenOffIsFinishedByTheNext() {
        List<UserId> users = newUsers(3);
        GroupId group = GroupsContract.newOwnedGroup(this, users.getFirst(), users.subList(1, 3));
        store().directory().removeMember(group, users.get(1), GroupCondition.exists());
        assertEquals(2, administrator().groups().delete(group));
        GroupId empty = newGroup(List.of());
        assertEquals(0, administrator().groups().delete(empty));
    }

    @Test
    default void aGroupWithMembersIsNotRemovedAsEmpty() {
        UserId user = newUser();
        GroupId group = newGroup(List.of(user));
        assertFalse(store().directory().removeIfEmpty(group));
        store().directory().removeMember(group, user, GroupCondition.exists());
        assertTrue(store().directory().removeIfEmpty(group));
        assertTrue(store().directory().removeIfEmpty(group), "it is gone already");
        assertTrue(store().directory().removeIfEmpty(unknownGroup()));
    }

    @Test
    default void anIdIsFreeAgainWhenItsGroupIsGone() {
        UserId user = newUser();
        GroupId group = newGroup(List.of(user));
        assertEquals(1, administrator().groups().delete(group));
        assertEquals("Another", administrator().groups()
                .create(Optional.of(group), Optional.of(new Name("Another")), Set.of(user)).name().value());
        assertEquals(1, store().directory().findGroup(group, GroupCondition.exists()).members());
    }

    @Test
    default void aGroupGetsAnotherOwnerWhoIsAMember() {
        List<UserId> users = newUsers(3);
        GroupId group = GroupsContract.newOwnedGroup(this, users.getFirst(), users.subList(1, 2));
        administrator().groups().setOwner(group, Optional.of(users.get(1)));
        assertEquals(Optional.of(users.get(1)), owner(group));
        administrator().groups().setOwner(group, Optional.of(users.get(1))); // again
        Refusal.NotMember notMember = assertThrows(Refusal.NotMember.class,
                () -> administrator().groups().setOwner(group, Optional.of(users.get(2))));
        assertTrue(String.valueOf(notMember.getMessage()).contains(users.get(2).value()));
        assertThrows(Refusal.NoSuchUser.class,
                () -> administrator().groups().setOwner(group, Optional.of(unknownUser())));
        assertThrows(Refusal.NoSuchGroup.class,
                () -> administrator().groups().setOwner(unknownGroup(), Optional.of(unknownUser())));
        assertEquals(Optional.of(users.get(1)), owner(group), "what was refused has changed nothing");
    }

    @Test
    default void anOpenGroupGetsAnOwnerAndAnOwnedOneIsOpened() {
        UserId user = newUser();
        GroupId group = newGroup(List.of(user));
        administrator().groups().setOwner(group, Optional.of(user));
        assertEquals(Optional.of(user), owner(group));
        administrator().groups().setOwner(group, Optional.empty());
        assertEquals(Optional.empty(), owner(group));
        administrator().groups().setOwner(group, Optional.empty());
        assertThrows(Refusal.NoSuchGroup.class,
                () -> administrator().groups().setOwner(unknownGroup(), Optional.empty()));
        assertEquals(1, store().directory().findGroup(group, GroupCondition.exists()).members());
    }

    @Test
    default void onlyAdministratorsDeleteGroupsAndChooseOwners() {
        UserId user = newUser();
        GroupId group = newGroup(List.of(user));
        for (Caller caller : List.of(Caller.anonymous(), Caller.user(user))) {
            Access access = Messaging.over(store()).clock(clock()).build().as(caller);
            Class<? extends Refusal> expected = caller instanceof Caller.User
                    ? Refusal.NotPermitted.class
                    : Refusal.Unauthenticated.class;
            assertThrows(expected, () -> access.groups().delete(group));
            assertThrows(expected, () -> access.groups().setOwner(group, Optional.of(user)));
        }
        assertEquals(1, store().directory().findGroup(group, GroupCondition.exists()).members());
    }

    /** However many delete it at once, and whoever joins meanwhile: nobody is left in a group that is not there. */
    @Test
    default void ofManyWhoDeleteAndJoinAtOnceNobodyIsLeftHalfwayIn() throws Exception {
        List<UserId> users = newUsers(8);
        GroupId group = newGroup(users.subList(0, 4));
        AtOnce.run(Stream.concat(Stream.<Callable<?>>of(() -> deleted(group), () -> deleted(group)),
                users.subList(4, 8).stream().<Callable<?>>map(user -> () -> joined(group, user))).toList());
        boolean there = isThere(group);
        for (UserId user : users) {
            boolean isIn = !store().directory().groupsOf(user, Optional.empty(), 10, AccountCondition.exists()).items()
                    .isEmpty();
            assertTrue(there || !isIn, user + " is in a group that is gone");
        }
    }

    private boolean isThere(GroupId group) {
        try {
            return store().directory().findGroup(group, GroupCondition.exists()).id().equals(group);
        } catch (Refusal.NoSuchGroup gone) {
            return false;
        }
    }

    private boolean deleted(GroupId group) {
        try {
            return administrator().groups().delete(group) >= 0;
        } catch (Refusal.NoSuchGroup goneAlready) {
            return false;
        }
    }

    private boolean joined(GroupId group, UserId user) {
        try {
            administrator().groups().add(group, user);
            return true;
        } catch (Refusal.NoSuchGroup goneAlready) {
            return false;
        }
    }

    private Optional<UserId> owner(GroupId group) {
        return store().directory().findGroup(group, GroupCondition.exists()).owner();
    }

    private Access administrator() {
        return Messaging.over(store()).clock(clock()).build().as(Caller.administrator());
    }
}
