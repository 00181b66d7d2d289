package dev.messaging.core.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Account.Standing;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.From;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Credentials;
import dev.messaging.core.port.GroupCondition;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What {@link Credentials#suspend} must do. */
public interface SuspensionContract extends StoreContract {
    @Test
    default void whoIsSuspendedIsSeenToBeSoUntilItIsLifted() {
        UserId open = newUser();
        UserId guarded = newProtectedUser(aHash());
        for (UserId user : List.of(open, guarded)) {
            Account before = store().directory().findUser(user).orElseThrow();
            store().credentials().suspend(user, true);
            Account suspended = new Account(before.user(), before.password(), true);
            assertEquals(Optional.of(suspended), store().directory().findUser(user));
            assertEquals(Optional.of(suspended), store().credentials().recent(user));
            store().credentials().suspend(user, true);
            assertEquals(Optional.of(suspended), store().directory().findUser(user));
            store().credentials().suspend(user, false);
            store().credentials().suspend(user, false);
            assertEquals(Optional.of(before), store().directory().findUser(user));
        }
        assertThrows(Refusal.NoSuchUser.class, () -> store().credentials().suspend(unknownUser(), true));
        assertThrows(Refusal.NoSuchUser.class, () -> store().credentials().suspend(unknownUser(), false));
    }

    @Test
    default void asASuspendedUserNobodyActsButAnAdministrator() {
        UserId other = newUser();
        GroupId group = newGroup(List.of(other));
        List<BiConsumer<UserId, AccountCondition>> acts = List.of(
                (user, condition) -> store().directory()
                        .block(new Block(user, other, BlockScope.DIRECT, clock().instant()), condition, 10),
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
        store().credentials().suspend(open, true);
        store().credentials().suspend(guarded, true);
        Refusal ifProtected = new Refusal.Unauthenticated();
        AccountCondition isOpen = AccountCondition.isOpen(ifProtected, new Refusal.NotPermitted("be told"));
        for (BiConsumer<UserId, AccountCondition> act : acts) {
            assertThrows(Refusal.Suspended.class, () -> act.accept(open, AccountCondition.mayAct()));
            assertThrows(Refusal.Suspended.class, () -> act.accept(guarded, AccountCondition.mayAct()));
            assertThrows(Refusal.Suspended.class, () -> act.accept(open, isOpen));
            // Whoever is a stranger to a protected account is not told.
            assertSame(ifProtected, assertThrows(Refusal.class, () -> act.accept(guarded, isOpen)));
            assertThrows(Refusal.NoSuchUser.class, () -> act.accept(unknownUser(), AccountCondition.mayAct()));
            assertDoesNotThrow(() -> act.accept(guarded, AccountCondition.exists()));
        }
        store().credentials().suspend(open, false);
        store().credentials().suspend(guarded, false);
        for (BiConsumer<UserId, AccountCondition> act : acts) {
            assertDoesNotThrow(() -> act.accept(open, isOpen));
            assertDoesNotThrow(() -> act.accept(guarded, AccountCondition.mayAct()));
        }
    }

    @Test
    default void whoIsSuspendedStaysInItsGroupsAndGetsMessages() {
        UserId ada = newUser();
        UserId bob = newUser();
        GroupId group = newGroup(List.of(ada, bob));
        store().credentials().suspend(ada, true);
        sendTo(bob, ada, "to you");
        send(bob, group, "to all");
        assertEquals(2, store().directory().members(group, Optional.empty(), 10, GroupCondition.exists()).items()
                .size());
        store().credentials().suspend(ada, false);
        assertEquals(List.of("to you", "to all"), texts(
                store().inboxes().read(ada, From.beginning(), 10, AccountCondition.mayAct())));
    }

    @Test
    default void sessionsEndAndNoneIsOpenedUntilItIsLifted() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        UserSession before = aSessionOf(ada);
        assertTrue(store().credentials().open(before, hash, 5));
        store().credentials().suspend(ada, true);
        assertEquals(Optional.empty(), store().credentials().recent(before.key()));
        assertEquals(List.of(), store().credentials().sessions(ada, clock().instant()));
        assertThrows(Refusal.Suspended.class, () -> store().credentials().open(aSessionOf(ada), hash, 5));
        assertFalse(store().credentials().open(aSessionOf(ada), aHash(), 5));
        store().credentials().suspend(ada, false);
        assertEquals(List.of(), store().credentials().sessions(ada, clock().instant()));
        assertTrue(store().credentials().open(aSessionOf(ada), hash, 5));
    }

    @Test
    default void anotherPasswordLiftsNothing() {
        UserId open = newUser();
        store().credentials().suspend(open, true);
        PasswordHash hash = aHash();
        assertTrue(store().credentials().replacePassword(open, Optional.empty(), hash, Optional.empty()));
        assertEquals(Standing.PROTECTED_SUSPENDED, store().directory().findUser(open).orElseThrow().standing());
        assertThrows(Refusal.Suspended.class, () -> store().inboxes().read(open, From.beginning(), 10,
                AccountCondition.mayAct()));
    }

    private UserSession aSessionOf(UserId user) {
        byte[] bits = new byte[32];
        ThreadLocalRandom.current().nextBytes(bits);
        return new UserSession(new SessionKey(HexFormat.of().formatHex(bits)), user, clock().instant(),
                clock().instant().plus(Duration.ofDays(1)));
    }

    private void deliver(UserId sender, Recipient recipient, AccountCondition onSender) {
        store().inboxes().deliver(message(sender, recipient, "hello"), onSender, facts -> List.of(sender));
    }

    private static void answered(Object answer) {
        assertTrue(answer.toString() != null);
    }
}
