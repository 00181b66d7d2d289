package dev.messaging.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Account.Standing;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link Credentials} must do. */
public interface CredentialsContract extends StoreContract {
    default Credentials credentials() {
        return store().credentials();
    }

    @Test
    default void anAccountKeepsWhatItIsProtectedBy() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        UserId bob = newUser();
        for (Optional<Account> account : List.of(store().directory().findUser(ada), credentials().recent(ada))) {
            assertEquals(Optional.of(hash), account.orElseThrow().password());
            assertEquals(Standing.PROTECTED, account.orElseThrow().standing());
        }
        for (Optional<Account> account : List.of(store().directory().findUser(bob), credentials().recent(bob))) {
            assertEquals(Optional.empty(), account.orElseThrow().password());
            assertEquals(Standing.OPEN, account.orElseThrow().standing());
        }
        assertEquals(Optional.empty(), credentials().recent(unknownUser()));
    }

    @Test
    default void anIdIsTakenEvenIfOnlyThePasswordIsAnother() {
        User user = new User(unknownUser(), new Name("Ada"), clock().instant());
        Account first = new Account(user, Optional.of(aHash()));
        store().directory().createUser(first);
        assertThrows(Refusal.IdTaken.class,
                () -> store().directory().createUser(new Account(user, Optional.of(aHash()))));
        assertThrows(Refusal.IdTaken.class, () -> store().directory().createUser(new Account(user, Optional.empty())));
        assertEquals(Optional.of(first), store().directory().findUser(user.id()));
    }

    @Test
    default void aPasswordIsReplacedOnlyIfItIsTheExpectedOne() {
        PasswordHash first = aHash();
        PasswordHash second = aHash();
        UserId ada = newProtectedUser(first);
        assertFalse(credentials().replacePassword(ada, Optional.of(aHash()), second, Optional.empty()));
        assertEquals(Optional.of(first), password(ada));
        assertTrue(credentials().replacePassword(ada, Optional.of(first), second, Optional.empty()));
        assertEquals(Optional.of(second), password(ada));
        assertFalse(credentials().replacePassword(ada, Optional.of(first), aHash(), Optional.empty()));
        assertTrue(credentials().replacePassword(ada, Optional.empty(), first, Optional.empty()));
        assertEquals(Optional.of(first), password(ada));
    }

    @Test
    default void anOpenAccountBecomesAProtectedOneOnlyIfNoPasswordIsExpected() {
        UserId bob = newUser();
        PasswordHash hash = aHash();
        assertFalse(credentials().replacePassword(bob, Optional.of(aHash()), hash, Optional.empty()));
        assertEquals(Optional.empty(), password(bob));
        assertTrue(credentials().replacePassword(bob, Optional.empty(), hash, Optional.empty()));
        assertEquals(Optional.of(hash), password(bob));
        assertThrows(Refusal.NoSuchUser.class,
                () -> credentials().replacePassword(unknownUser(), Optional.empty(), hash, Optional.empty()));
    }

    @Test
    default void aSessionIsFoundAsOpened() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        UserSession session = aSession(ada, Duration.ofDays(30));
        assertTrue(credentials().open(session, hash, 5));
        assertEquals(Optional.of(session), credentials().recent(session.key()));
        assertEquals(List.of(session), credentials().sessions(ada, clock().instant()));
        assertEquals(Optional.empty(), credentials().recent(aSession(ada, Duration.ofDays(1)).key()));
    }

    @Test
    default void aSessionIsOpenedOnlyWithThePresentPassword() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        assertFalse(credentials().open(aSession(ada, Duration.ofDays(1)), aHash(), 5));
        assertFalse(credentials().open(aSession(newUser(), Duration.ofDays(1)), hash, 5));
        assertFalse(credentials().open(aSession(unknownUser(), Duration.ofDays(1)), hash, 5));
        assertEquals(List.of(), credentials().sessions(ada, clock().instant()));
    }

    @Test
    default void sessionsBeyondTheBoundAreRefusedUntilOneEndsOrExpires() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        // No longer than a clock may be off that a store writes by.
        Duration briefly = Duration.ofSeconds(20);
        UserSession brief = aSession(ada, briefly);
        UserSession lasting = aSession(ada, Duration.ofDays(1));
        assertTrue(credentials().open(brief, hash, 2));
        assertTrue(credentials().open(lasting, hash, 2));
        assertThrows(Refusal.TooManySessions.class,
                () -> credentials().open(aSession(ada, Duration.ofDays(1)), hash, 2));
        clock().move(briefly);
        assertEquals(List.of(lasting), credentials().sessions(ada, clock().instant()));
        assertTrue(credentials().open(aSession(ada, Duration.ofDays(1)), hash, 2));
        assertThrows(Refusal.TooManySessions.class,
                () -> credentials().open(aSession(ada, Duration.ofDays(1)), hash, 2));
        credentials().end(ada, List.of(lasting.key()));
        assertTrue(credentials().open(aSession(ada, Duration.ofDays(1)), hash, 2));
    }

    @Test
    default void onlyOnesOwnSessionsAreEnded() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        UserId bob = newProtectedUser(hash);
        UserSession adas = opened(ada, hash);
        UserSession bobs = opened(bob, hash);
        credentials().end(ada, List.of(bobs.key(), aSession(ada, Duration.ofDays(1)).key()));
        assertEquals(Optional.of(bobs), credentials().recent(bobs.key()));
        credentials().end(ada, List.of(adas.key(), bobs.key()));
        assertEquals(Optional.empty(), credentials().recent(adas.key()));
        assertEquals(Optional.of(bobs), credentials().recent(bobs.key()));
        credentials().end(ada, List.of(adas.key()));
        credentials().end(unknownUser(), List.of(adas.key()));
        credentials().end(ada, List.of());
        assertEquals(List.of(bobs), credentials().sessions(bob, clock().instant()));
    }

    @Test
    default void anotherPasswordEndsAllSessionsButOne() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        UserId bob = newProtectedUser(hash);
        List<UserSession> sessions = IntStream.range(0, Credentials.SESSIONS_CEILING).mapToObj(i -> opened(ada, hash))
                .toList();
        UserSession bobs = opened(bob, hash);
        PasswordHash next = aHash();
        UserSession kept = sessions.get(7);
        assertFalse(credentials().replacePassword(ada, Optional.of(aHash()), next, Optional.empty()));
        assertEquals(sessions.size(), credentials().sessions(ada, clock().instant()).size());
        assertTrue(credentials().replacePassword(ada, Optional.of(hash), next, Optional.of(kept.key())));
        assertEquals(List.of(kept), credentials().sessions(ada, clock().instant()));
        assertEquals(Optional.of(kept), credentials().recent(kept.key()));
        assertEquals(Optional.empty(), credentials().recent(sessions.get(8).key()));
        assertFalse(credentials().open(aSession(ada, Duration.ofDays(1)), hash, 5));
        assertTrue(credentials().replacePassword(ada, Optional.of(next), hash, Optional.empty()));
        assertEquals(List.of(), credentials().sessions(ada, clock().instant()));
        assertEquals(List.of(bobs), credentials().sessions(bob, clock().instant()));
    }

    @Test
    default void ofManyWhoOpenSessionsAtOnceAsManySucceedAsThereIsRoom() throws Exception {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        List<Object> outcomes = AtOnce.run(IntStream.range(0, 8).<Callable<?>>mapToObj(i -> () -> {
            try {
                return credentials().open(aSession(ada, Duration.ofDays(1)), hash, 3);
            } catch (Refusal.TooManySessions full) {
                return false;
            }
        }).toList());
        assertEquals(3, outcomes.stream().filter(Boolean.TRUE::equals).count());
        assertEquals(3, credentials().sessions(ada, clock().instant()).size());
    }

    @Test
    default void noSessionOfTheOldPasswordOutlivesItsReplacement() throws Exception {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        List<Callable<?>> tasks = new ArrayList<>(IntStream.range(0, 6)
                .<Callable<?>>mapToObj(
                        i -> () -> credentials().open(aSession(ada, Duration.ofDays(1)), hash, 20))
                .toList());
        tasks.add(3, () -> credentials().replacePassword(ada, Optional.of(hash), aHash(), Optional.empty()));
        assertEquals(true, AtOnce.run(tasks).get(3));
        assertEquals(List.of(), credentials().sessions(ada, clock().instant()));
    }

    @Test
    default void ofManyWhoReplaceAPasswordAtOnceOneSucceeds() throws Exception {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        List<PasswordHash> next = IntStream.range(0, 8).mapToObj(i -> aHash()).toList();
        List<Object> outcomes = AtOnce.run(next.stream().<Callable<?>>map(
                other -> () -> credentials().replacePassword(ada, Optional.of(hash), other, Optional.empty()))
                .toList());
        assertEquals(1, outcomes.stream().filter(Boolean.TRUE::equals).count());
        assertEquals(Optional.of(next.get(outcomes.indexOf(true))), password(ada));
    }

    default UserSession opened(UserId user, PasswordHash hash) {
        UserSession session = aSession(user, Duration.ofDays(30));
        assertTrue(credentials().open(session, hash, Credentials.SESSIONS_CEILING));
        return session;
    }

    default UserSession aSession(UserId user, Duration lasting) {
        byte[] bits = new byte[32];
        ThreadLocalRandom.current().nextBytes(bits);
        Instant now = clock().instant();
        Instant expires = now.plus(lasting).truncatedTo(ChronoUnit.SECONDS);
        return new UserSession(new SessionKey(HexFormat.of().formatHex(bits)), user, now, expires);
    }

    private Optional<PasswordHash> password(UserId user) {
        return store().directory().findUser(user).orElseThrow().password();
    }
}
