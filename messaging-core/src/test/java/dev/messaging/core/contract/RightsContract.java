package dev.messaging.core.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.From;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.MembershipLimits;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** That a store checks the conditions which the core sets, before everything else, in all that it does. */
public interface RightsContract extends StoreContract {
    Refusal IF_NOT_OPEN = new Refusal.Unauthenticated();
    Refusal IF_ABSENT = new Refusal.NotPermitted("be told");
    AccountCondition OPEN = AccountCondition.isOpen(IF_NOT_OPEN, IF_ABSENT);
    MembershipLimits ROOM = new MembershipLimits(10, 10);

    @Test
    default void whatIsForOpenAccountsIsRefusedForProtectedOnesAndForNone() {
        UserId other = newUser();
        GroupId group = newGroup(List.of(other));
        List<BiConsumer<UserId, AccountCondition>> acts = List.of(
                (user, condition) -> store().directory().block(block(user, other), condition, 10),
                (user, condition) -> store().directory().unblock(user, other, condition),
                (user, condition) -> answered(store().directory().blocks(user, Optional.empty(), 10, condition)),
                (user, condition) -> answered(store().directory().groupsOf(user, Optional.empty(), 10, condition)),
                (user, condition) -> answered(store().inboxes().read(user, From.beginning(), 10, condition)),
                (user, condition) -> answered(store().inboxes().read(user, From.laterThan(5), 10, condition)),
                (user, condition) -> deliver(user, other, condition),
                (user, condition) -> deliver(user, user, condition),
                (user, condition) -> deliver(user, group, condition));
        UserId open = newUser();
        UserId guarded = newProtectedUser(aHash());
        for (BiConsumer<UserId, AccountCondition> act : acts) {
            assertDoesNotThrow(() -> act.accept(open, OPEN));
            assertSame(IF_NOT_OPEN, assertThrows(Refusal.class, () -> act.accept(guarded, OPEN)));
            assertSame(IF_ABSENT, assertThrows(Refusal.class, () -> act.accept(unknownUser(), OPEN)));
            assertThrows(Refusal.NoSuchUser.class, () -> act.accept(unknownUser(), AccountCondition.exists()));
            assertDoesNotThrow(() -> act.accept(guarded, AccountCondition.exists()));
        }
        assertEquals(List.of(), store().directory().blocks(guarded, Optional.empty(), 10, AccountCondition.exists())
                .items());
    }

    @Test
    default void aConditionOnAnAccountComesBeforeAllOtherRefusals() {
        UserId guarded = newProtectedUser(aHash());
        UserId blocked = newUser();
        store().directory().block(block(guarded, blocked), AccountCondition.exists(), 10);
        assertSame(IF_NOT_OPEN, assertThrows(Refusal.class,
                () -> store().directory().block(block(guarded, blocked), OPEN, 1)));
        assertSame(IF_NOT_OPEN, assertThrows(Refusal.class,
                () -> store().directory().block(block(guarded, unknownUser()), OPEN, 1)));
        assertSame(IF_NOT_OPEN, assertThrows(Refusal.class,
                () -> store().directory().block(block(guarded, guarded), OPEN, 1)));
        assertSame(IF_NOT_OPEN, assertThrows(Refusal.class,
                () -> store().directory().unblock(guarded, unknownUser(), OPEN)));
        assertSame(IF_NOT_OPEN, assertThrows(Refusal.class, () -> deliver(guarded, unknownUser(), OPEN)));
        assertSame(IF_NOT_OPEN, assertThrows(Refusal.class, () -> deliver(guarded, unknownGroup(), OPEN)));
        assertSame(IF_ABSENT, assertThrows(Refusal.class, () -> deliver(unknownUser(), unknownUser(), OPEN)));
        assertSame(IF_ABSENT, assertThrows(Refusal.class,
                () -> store().directory().unblock(unknownUser(), unknownUser(), OPEN)));
    }

    @Test
    default void anAccountThatHasBeenOpenIsProtectedForWhoeverLooksFirst() {
        UserId ada = newUser();
        answered(store().credentials().replacePassword(ada, Optional.empty(), aHash(), Optional.empty()));
        assertSame(IF_NOT_OPEN, assertThrows(Refusal.class, () -> deliver(ada, ada, OPEN)));
        assertSame(IF_NOT_OPEN, assertThrows(Refusal.class,
                () -> store().inboxes().read(ada, From.beginning(), 10, OPEN)));
    }

    @Test
    default void anOpenGroupMeetsEveryCondition() {
        UserId stranger = newUser();
        GroupId group = newGroup(List.of(newUser()));
        for (GroupCondition condition : List.of(GroupCondition.exists(), open(), has(stranger), ownedBy(stranger))) {
            UserId joining = newUser();
            assertDoesNotThrow(() -> store().directory().findGroup(group, condition));
            assertDoesNotThrow(() -> store().directory().members(group, Optional.empty(), 10, condition));
            assertDoesNotThrow(() -> store().directory().addMember(group, joining, clock().instant(), condition, ROOM));
            assertDoesNotThrow(() -> store().directory().removeMember(group, joining, condition));
        }
    }

    @Test
    default void anOwnedGroupMeetsTheConditionsOfItsMembersAndOfItsOwner() {
        UserId owner = newUser();
        UserId member = newUser();
        UserId stranger = newUser();
        GroupId group = newOwnedGroup(owner, List.of(member));
        assertGroupActs(group, open(), false);
        assertGroupActs(group, has(stranger), false);
        assertGroupActs(group, has(unknownUser()), false);
        assertGroupActs(group, has(member), true);
        assertGroupActs(group, has(owner), true);
        assertGroupActs(group, ownedBy(member), false);
        assertGroupActs(group, ownedBy(owner), true);
        assertGroupActs(group, GroupCondition.exists(), true);
    }

    @Test
    default void whatDoesNotExistMeetsNoConditionButOfThoseWhoMayKnow() {
        GroupId nothing = unknownGroup();
        UserId user = newUser();
        for (GroupCondition condition : List.of(open(), has(user), ownedBy(user))) {
            Refusal expected = condition instanceof GroupCondition.IsOpen ? IF_ABSENT : IF_NOT_OPEN;
            assertSame(expected, assertThrows(Refusal.class, () -> store().directory().findGroup(nothing, condition)));
            assertSame(expected, assertThrows(Refusal.class,
                    () -> store().directory().members(nothing, Optional.empty(), 10, condition)));
            assertSame(expected, assertThrows(Refusal.class,
                    () -> store().directory().addMember(nothing, user, clock().instant(), condition, ROOM)));
            assertSame(expected, assertThrows(Refusal.class,
                    () -> store().directory().addMember(nothing, unknownUser(), clock().instant(), condition, ROOM)));
            assertSame(expected,
                    assertThrows(Refusal.class, () -> store().directory().removeMember(nothing, user, condition)));
        }
    }

    @Test
    default void aConditionOnAGroupComesBeforeAllOtherRefusals() {
        UserId owner = newUser();
        UserId stranger = newUser();
        GroupId group = newOwnedGroup(owner, List.of());
        for (GroupCondition condition : List.of(open(), has(stranger), ownedBy(stranger))) {
            for (UserId user : List.of(owner, stranger, unknownUser())) {
                assertSame(IF_NOT_OPEN, assertThrows(Refusal.class, () -> store().directory().addMember(group, user,
                        clock().instant(), condition, new MembershipLimits(1, 1))));
                assertSame(IF_NOT_OPEN,
                        assertThrows(Refusal.class, () -> store().directory().removeMember(group, user, condition)));
            }
        }
    }

    @Test
    default void whoAddsItselfToAnOwnedGroupIsToldWhatItIs() {
        UserId owner = newUser();
        UserId member = newUser();
        UserId stranger = newUser();
        GroupId group = newOwnedGroup(owner, List.of(member));
        for (UserId already : List.of(owner, member)) {
            assertThrows(Refusal.AlreadyMember.class, () -> store().directory().addMember(group, already,
                    clock().instant(), has(already), ROOM));
        }
        assertSame(IF_NOT_OPEN, assertThrows(Refusal.class, () -> store().directory().addMember(group, stranger,
                clock().instant(), has(stranger), ROOM)));
        GroupId open = newGroup(List.of());
        store().directory().addMember(open, stranger, clock().instant(), has(stranger), ROOM);
        assertThrows(Refusal.AlreadyMember.class, () -> store().directory().addMember(open, stranger,
                clock().instant(), has(stranger), ROOM));
    }

    @Test
    default void whoWasRemovedHasNoRightsAnyMore() {
        UserId owner = newUser();
        UserId member = newUser();
        GroupId group = newOwnedGroup(owner, List.of(member));
        store().directory().removeMember(group, member, ownedBy(owner));
        assertGroupActs(group, has(member), false);
    }

    private void assertGroupActs(GroupId group, GroupCondition condition, boolean allowed) {
        UserId joining = newUser();
        List<Runnable> acts = List.of(() -> answered(store().directory().findGroup(group, condition)),
                () -> answered(store().directory().members(group, Optional.empty(), 10, condition)),
                () -> store().directory().addMember(group, joining, clock().instant(), condition, ROOM),
                () -> store().directory().removeMember(group, joining, condition));
        for (Runnable act : acts) {
            if (allowed) {
                assertDoesNotThrow(act::run);
            } else {
                assertSame(IF_NOT_OPEN, assertThrows(Refusal.class, act::run));
            }
        }
    }

    default GroupId newOwnedGroup(UserId owner, List<UserId> others) {
        return GroupsContract.newOwnedGroup(this, owner, others);
    }

    /** Only whether there is an answer matters. */
    private static void answered(Object answer) {
        assertNotNull(answer);
    }

    private void deliver(UserId sender, Recipient recipient, AccountCondition onSender) {
        Message message = message(sender, recipient, "hello");
        store().inboxes().deliver(message, onSender, facts -> List.of());
    }

    private Block block(UserId owner, UserId blocked) {
        return new Block(owner, blocked, BlockScope.DIRECT, clock().instant());
    }

    private static GroupCondition open() {
        return new GroupCondition.IsOpen(IF_NOT_OPEN, IF_ABSENT);
    }

    private static GroupCondition has(UserId user) {
        return new GroupCondition.IsOpenOrHas(user, IF_NOT_OPEN);
    }

    private static GroupCondition ownedBy(UserId user) {
        return new GroupCondition.IsOpenOrOwnedBy(user, IF_NOT_OPEN);
    }
}
