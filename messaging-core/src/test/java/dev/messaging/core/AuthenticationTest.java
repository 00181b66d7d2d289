package dev.messaging.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.CanIgnoreReturnValue;
import dev.messaging.core.contract.CheapHashing;
import dev.messaging.core.contract.ForwardingStore;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.OpenedSession;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionToken;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AuthenticationTest {
    private static final Password RIGHT = new Password("Secret-right");
    private static final Password WRONG = new Password("Secret-wrong");
    private static final Password NEXT = new Password("Secret-next");

    private static final Attempts NEVER = new Attempts() {
        @Override
        public void begin() {
            throw new IllegalStateException("denied");
        }

        @Override
        public void succeed() {
            throw new IllegalStateException("there was no attempt");
        }
    };

    private final TestClock clock = new TestClock();
    private final CheapHashing hashing = new CheapHashing();
    private final Store store = MemoryStore.create(clock);
    private final Messaging messaging = node();
    private final Authentication authentication = messaging.authentication();
    /** Created on another node, so that this one knows nothing of it. */
    private final UserId ada = created(node());
    private final UserId open = create(Optional.empty());

    private Messaging node() {
        return Messaging.over(store).clock(clock).hashing(hashing).sessionsMax(2)
                .sessionLifetime(Duration.ofDays(1)).build();
    }

    private static UserId created(Messaging elsewhere) {
        return elsewhere.as(Caller.anonymous()).users().create(Optional.empty(), Optional.empty(), Optional.of(RIGHT))
                .id();
    }

    private UserId create(Optional<Password> password) {
        return messaging.as(Caller.anonymous()).users()
                .create(Optional.empty(), Optional.of(new Name("Ada")), password).id();
    }

    @CanIgnoreReturnValue
    private Caller byPassword(UserId user, Password password) {
        return authentication.byPassword(user.value(), password, Attempts.unlimited());
    }

    private OpenedSession open(Password password) {
        return authentication.openSession(ada.value(), password, Attempts.unlimited());
    }

    private void change(Access access, Password current, Password next) {
        access.users().changePassword(ada, current, next, Attempts.unlimited());
    }

    private int hashesOf(Runnable act) {
        int before = hashing.hashed();
        act.run();
        return hashing.hashed() - before;
    }

    @Test
    void whoKnowsThePasswordIsTheUser() {
        assertEquals(Caller.user(ada), byPassword(ada, RIGHT));
    }

    @Test
    void aWrongPasswordAndAnUnknownUserAreRefusedAlikeAfterOneHash() {
        List<String> messages = new ArrayList<>();
        for (String user : List.of(ada.value(), open.value(), "user-nobody", "nobody", "")) {
            int hashes = hashesOf(() -> messages.add(String.valueOf(assertThrows(Refusal.WrongCredentials.class,
                    () -> authentication.byPassword(user, WRONG, Attempts.unlimited())).getMessage())));
            assertEquals(1, hashes, user);
        }
        assertEquals(1, messages.stream().distinct().count());
    }

    @Test
    void aVerifiedPasswordIsNotHashedAgainForTenMinutes() {
        assertEquals(1, hashesOf(() -> byPassword(ada, RIGHT)));
        for (int minute = 0; minute < 10; minute++) {
            assertEquals(0, hashesOf(() -> byPassword(ada, RIGHT)));
            clock.move(Duration.ofMinutes(1));
        }
        assertEquals(1, hashesOf(() -> byPassword(ada, RIGHT)));
    }

    @Test
    void whoWasJustCreatedOrHasANewPasswordIsNotHashedAgain() {
        UserId bob = create(Optional.of(RIGHT));
        assertEquals(0, hashesOf(() -> byPassword(bob, RIGHT)));
        change(messaging.as(Caller.user(ada)), RIGHT, NEXT);
        assertEquals(0, hashesOf(() -> byPassword(ada, NEXT)));
    }

    @Test
    void aVerifiedPasswordProvesNothingForAnotherOneOrAnotherUser() {
        UserId bob = create(Optional.of(NEXT));
        assertEquals(Caller.user(ada), byPassword(ada, RIGHT));
        assertThrows(Refusal.WrongCredentials.class, () -> byPassword(ada, WRONG));
        assertThrows(Refusal.WrongCredentials.class, () -> byPassword(bob, RIGHT));
    }

    @Test
    void anyPasswordIsGoodEnoughForAnOpenAccountWhereSomeMustBeSent() {
        assertEquals(Caller.anonymous(),
                authentication.byPasswordUnlessOpen(open.value(), WRONG, Attempts.unlimited()));
        assertEquals(Caller.user(ada),
                authentication.byPasswordUnlessOpen(ada.value(), RIGHT, Attempts.unlimited()));
        for (String user : List.of(ada.value(), "user-nobody", "nobody")) {
            assertEquals(1, hashesOf(() -> assertThrows(Refusal.WrongCredentials.class,
                    () -> authentication.byPasswordUnlessOpen(user, WRONG, Attempts.unlimited()))));
        }
    }

    @Test
    void whereCredentialsAreRequiredAnOpenAccountIsNobodys() {
        try (Messaging strict = Messaging.over(store).clock(clock).hashing(hashing).authRequired(true).build()) {
            assertEquals(1, hashesOf(() -> assertThrows(Refusal.WrongCredentials.class, () -> strict.authentication()
                    .byPasswordUnlessOpen(open.value(), WRONG, Attempts.unlimited()))));
        }
    }

    @Test
    void aChangedPasswordHoldsAtOnceHereAndWithinAMinuteElsewhere() {
        Messaging other = node();
        Authentication elsewhere = other.authentication();
        assertEquals(Caller.user(ada), byPassword(ada, RIGHT));
        assertEquals(Caller.user(ada), elsewhere.byPassword(ada.value(), RIGHT, Attempts.unlimited()));
        change(messaging.as(Caller.user(ada)), RIGHT, NEXT);
        assertThrows(Refusal.WrongCredentials.class, () -> byPassword(ada, RIGHT));
        assertEquals(Caller.user(ada), byPassword(ada, NEXT));
        clock.move(Duration.ofSeconds(60));
        assertThrows(Refusal.WrongCredentials.class,
                () -> elsewhere.byPassword(ada.value(), RIGHT, Attempts.unlimited()));
    }

    @Test
    void aPasswordThatWasJustChangedElsewhereIsRightEverywhere() {
        Messaging other = node();
        assertEquals(Caller.user(ada), other.authentication().byPassword(ada.value(), RIGHT, Attempts.unlimited()));
        change(messaging.as(Caller.user(ada)), RIGHT, NEXT);
        assertEquals(Caller.user(ada), other.authentication().byPassword(ada.value(), NEXT, Attempts.unlimited()));
    }

    @Test
    void onlyTheUserChangesItsPasswordAndOnlyKnowingThePresentOne() {
        assertThrows(Refusal.Unauthenticated.class, () -> change(messaging.as(Caller.anonymous()), RIGHT, NEXT));
        assertThrows(Refusal.NotPermitted.class, () -> change(messaging.as(Caller.user(open)), RIGHT, NEXT));
        assertThrows(Refusal.WrongCredentials.class, () -> change(messaging.as(Caller.user(ada)), WRONG, NEXT));
        assertEquals(Caller.user(ada), byPassword(ada, RIGHT));
    }

    @Test
    void anAdministratorAloneSetsAPasswordAlsoOnAnOpenAccount() {
        for (Caller caller : List.of(Caller.anonymous(), Caller.user(open), Caller.user(ada))) {
            assertThrows(Refusal.class, () -> messaging.as(caller).users().setPassword(open, NEXT));
        }
        messaging.as(Caller.administrator()).users().setPassword(open, NEXT);
        assertEquals(Caller.user(open), byPassword(open, NEXT));
        assertThrows(Refusal.NoSuchUser.class, () -> messaging.as(Caller.administrator()).users()
                .setPassword(new UserId("user-nobody"), NEXT));
    }

    private void suspend(UserId user, boolean suspended) {
        messaging.as(Caller.administrator()).users().suspend(user, suspended);
    }

    @Test
    void aSuspendedUserIsRefusedAtOnceHereAndWithinAMinuteElsewhere() {
        Messaging other = node();
        OpenedSession opened = open(RIGHT);
        assertEquals(Caller.user(ada), byPassword(ada, RIGHT));
        assertEquals(Caller.user(ada), other.authentication().byPassword(ada.value(), RIGHT, Attempts.unlimited()));
        assertNotNull(other.authentication().byToken(opened.token()));
        suspend(ada, true);
        for (int node = 0; node < 2; node++) {
            Authentication here = List.of(authentication, other.authentication()).get(node);
            assertThrows(Refusal.Suspended.class, () -> here.byPassword(ada.value(), RIGHT, Attempts.unlimited()));
            assertThrows(Refusal.Suspended.class,
                    () -> here.byPasswordUnlessOpen(ada.value(), RIGHT, Attempts.unlimited()));
            assertThrows(Refusal.Suspended.class, () -> here.openSession(ada.value(), RIGHT, Attempts.unlimited()));
            assertThrows(Refusal.WrongCredentials.class, () -> here.byToken(opened.token()));
            clock.move(Duration.ofSeconds(60));
        }
        suspend(ada, false);
        assertEquals(Caller.user(ada), byPassword(ada, RIGHT));
        assertThrows(Refusal.WrongCredentials.class, () -> authentication.byToken(opened.token()));
        assertNotNull(authentication.byToken(open(RIGHT).token()));
    }

    @Test
    void aSuspensionIsDoneAlsoIfItCannotBeReadBack() {
        AtomicBoolean silent = new AtomicBoolean();
        Store deaf = new ForwardingStore(store) {
            @Override
            public Directory directory() {
                if (silent.get()) {
                    throw StoreException.notDone("There is no answer.");
                }
                return super.directory();
            }
        };
        Users users = Messaging.over(deaf).clock(clock).hashing(hashing).build().as(Caller.administrator()).users();
        silent.set(true);
        users.suspend(ada, true);
        assertThrows(Refusal.Suspended.class, () -> byPassword(ada, RIGHT));
    }

    @Test
    void noSessionIsOpenedOnANodeThatHasNotHeardOfTheSuspension() {
        Messaging other = node();
        assertEquals(Caller.user(ada), other.authentication().byPassword(ada.value(), RIGHT, Attempts.unlimited()));
        suspend(ada, true);
        assertThrows(Refusal.Suspended.class,
                () -> other.authentication().openSession(ada.value(), RIGHT, Attempts.unlimited()));
    }

    @Test
    void whoDoesNotKnowThePasswordLearnsNothingOfASuspension() {
        Messaging fresh = node();
        int hashes = hashesOf(() -> assertThrows(Refusal.WrongCredentials.class,
                () -> node().authentication().byPassword(ada.value(), WRONG, Attempts.unlimited())));
        int reads = readsOfAWrongPassword();
        suspend(ada, true);
        assertEquals(hashes, hashesOf(() -> assertThrows(Refusal.WrongCredentials.class,
                () -> fresh.authentication().byPassword(ada.value(), WRONG, Attempts.unlimited()))));
        assertEquals(reads, readsOfAWrongPassword());
        assertThrows(Refusal.WrongCredentials.class,
                () -> fresh.authentication().openSession(ada.value(), WRONG, Attempts.unlimited()));
        assertThrows(Refusal.Unauthenticated.class,
                () -> fresh.as(Caller.anonymous()).messages().check(ada, From.beginning(), 1));
    }

    private int readsOfAWrongPassword() {
        SlowStore counting = new SlowStore(store);
        try (Messaging node = Messaging.over(counting).clock(clock).hashing(hashing).build()) {
            assertThrows(Refusal.WrongCredentials.class,
                    () -> node.authentication().byPassword(ada.value(), WRONG, Attempts.unlimited()));
            return counting.reads();
        }
    }

    @Test
    void aSuspendedUserChangesNoPasswordAndAnAdministratorSetsOneWithoutLifting() {
        suspend(ada, true);
        assertThrows(Refusal.Suspended.class, () -> change(messaging.as(Caller.user(ada)), RIGHT, NEXT));
        messaging.as(Caller.administrator()).users().setPassword(ada, NEXT);
        assertThrows(Refusal.Suspended.class, () -> byPassword(ada, NEXT));
        assertThrows(Refusal.WrongCredentials.class, () -> byPassword(ada, RIGHT));
    }

    @Test
    void anOpenAccountThatIsSuspendedIsNobodysButReadable() {
        suspend(open, true);
        assertThrows(Refusal.Suspended.class,
                () -> authentication.byPasswordUnlessOpen(open.value(), WRONG, Attempts.unlimited()));
        for (Caller caller : List.of(Caller.anonymous(), Caller.user(ada), Caller.user(open))) {
            assertThrows(Refusal.Suspended.class,
                    () -> messaging.as(caller).messages().check(open, From.beginning(), 1));
        }
        assertEquals(open, messaging.as(Caller.anonymous()).users().find(open).id());
        assertEquals(1, messaging.as(Caller.anonymous()).users().find(Set.of(open)).size());
        assertNotNull(messaging.as(Caller.administrator()).messages().check(open, From.beginning(), 1));
        suspend(open, false);
        assertNotNull(messaging.as(Caller.anonymous()).messages().check(open, From.beginning(), 1));
    }

    @Test
    void onlyAnAdministratorSuspends() {
        assertThrows(Refusal.Unauthenticated.class,
                () -> messaging.as(Caller.anonymous()).users().suspend(open, true));
        assertThrows(Refusal.NotPermitted.class, () -> messaging.as(Caller.user(ada)).users().suspend(ada, true));
        assertThrows(Refusal.NoSuchUser.class, () -> suspend(new UserId("user-nobody"), true));
    }

    @Test
    void aSessionStandsForTheUserWithoutHashing() {
        OpenedSession opened = open(RIGHT);
        assertEquals(0, hashesOf(() -> assertEquals(new Caller.User(ada, Optional.of(opened.session().key())),
                authentication.byToken(opened.token()))));
        assertTrue(opened.token().reveal().matches("mst_[A-Za-z0-9_-]{43}"));
        assertNotEquals(opened.token().reveal(), open(RIGHT).token().reveal());
    }

    @Test
    void anUnknownTokenIsRefused() {
        SessionToken unknown = SessionToken.of(new byte[SessionToken.BYTES]);
        assertThrows(Refusal.WrongCredentials.class, () -> authentication.byToken(unknown));
    }

    @Test
    void aSessionExpires() {
        OpenedSession opened = open(RIGHT);
        clock.move(Duration.between(clock.instant(), opened.session().expiresAt()).minusMillis(1));
        assertEquals(ada, ((Caller.User) authentication.byToken(opened.token())).id());
        clock.move(Duration.ofMillis(1));
        assertThrows(Refusal.WrongCredentials.class, () -> authentication.byToken(opened.token()));
    }

    @Test
    void anEndedSessionIsRefusedAtOnceHereAndWithinAMinuteElsewhere() {
        Messaging other = node();
        OpenedSession opened = open(RIGHT);
        OpenedSession kept = open(RIGHT);
        Caller caller = authentication.byToken(opened.token());
        assertEquals(caller, other.authentication().byToken(opened.token()));
        messaging.as(caller).sessions().endOwn();
        assertThrows(Refusal.WrongCredentials.class, () -> authentication.byToken(opened.token()));
        clock.move(Duration.ofSeconds(60));
        assertThrows(Refusal.WrongCredentials.class, () -> other.authentication().byToken(opened.token()));
        assertEquals(ada, ((Caller.User) authentication.byToken(kept.token())).id());
    }

    @Test
    void allSessionsEndTogetherAndThenThereIsRoomAgain() {
        OpenedSession first = open(RIGHT);
        OpenedSession second = open(RIGHT);
        assertThrows(Refusal.TooManySessions.class, () -> open(RIGHT));
        Sessions sessions = messaging.as(authentication.byToken(first.token())).sessions();
        assertEquals(2, sessions.of(ada).size());
        sessions.endAll(ada);
        assertThrows(Refusal.WrongCredentials.class, () -> authentication.byToken(first.token()));
        assertThrows(Refusal.WrongCredentials.class, () -> authentication.byToken(second.token()));
        assertEquals(ada, open(RIGHT).session().user());
    }

    @Test
    void aChangedPasswordEndsTheOtherSessionsOnly() {
        OpenedSession own = open(RIGHT);
        OpenedSession other = open(RIGHT);
        assertEquals(ada, ((Caller.User) authentication.byToken(other.token())).id());
        change(messaging.as(authentication.byToken(own.token())), RIGHT, NEXT);
        assertEquals(ada, ((Caller.User) authentication.byToken(own.token())).id());
        assertThrows(Refusal.WrongCredentials.class, () -> authentication.byToken(other.token()));
        change(messaging.as(Caller.user(ada)), NEXT, RIGHT);
        assertThrows(Refusal.WrongCredentials.class, () -> authentication.byToken(own.token()));
    }

    @Test
    void nobodyLooksAfterTheSessionsOfOthers() {
        OpenedSession opened = open(RIGHT);
        for (Caller caller : List.of(Caller.anonymous(), Caller.user(open))) {
            Sessions sessions = messaging.as(caller).sessions();
            assertThrows(Refusal.class, () -> sessions.of(ada));
            assertThrows(Refusal.class, () -> sessions.endAll(ada));
            assertThrows(Refusal.class, () -> sessions.end(ada, opened.session().key()));
            assertThrows(Refusal.class, sessions::endOwn);
        }
        assertEquals(1, messaging.as(Caller.administrator()).sessions().of(ada).size());
        messaging.as(Caller.administrator()).sessions().end(ada, opened.session().key());
        assertThrows(Refusal.WrongCredentials.class, () -> authentication.byToken(opened.token()));
    }

    @Test
    void endingSomebodyElsesSessionDoesNothing() {
        OpenedSession adas = open(RIGHT);
        UserId bob = create(Optional.of(RIGHT));
        messaging.as(Caller.user(bob)).sessions().end(bob, adas.session().key());
        assertEquals(ada, ((Caller.User) authentication.byToken(adas.token())).id());
        messaging.as(Caller.user(bob)).sessions().end(bob, adas.session().key());
        assertEquals(ada, ((Caller.User) authentication.byToken(adas.token())).id());
    }

    @Test
    void theRightPasswordIsRightAlsoIfItWasKeptAnewElsewhere() {
        assertEquals(Caller.user(ada), byPassword(ada, RIGHT));
        node().as(Caller.administrator()).users().setPassword(ada, RIGHT);
        assertEquals(ada, open(RIGHT).session().user());
        node().as(Caller.administrator()).users().setPassword(ada, RIGHT);
        change(messaging.as(Caller.user(ada)), RIGHT, NEXT);
        assertEquals(Caller.user(ada), byPassword(ada, NEXT));
    }

    @Test
    void whatASlowReadBringsIsNotBelievedOnceItHasChangedHere() {
        OpenedSession opened = open(RIGHT);
        SlowStore slow = new SlowStore(store);
        try (Messaging node = Messaging.over(slow).clock(clock).hashing(hashing).build()) {
            Authentication here = node.authentication();
            slow.whileReading(() -> node.as(Caller.user(ada)).sessions().endAll(ada));
            assertThrows(Refusal.WrongCredentials.class, () -> here.byToken(opened.token()));
            assertThrows(Refusal.WrongCredentials.class, () -> here.byToken(opened.token()));
            slow.whileReading(() -> node.as(Caller.administrator()).users().setPassword(ada, NEXT));
            assertEquals(Caller.user(ada), here.byPassword(ada.value(), RIGHT, Attempts.unlimited()));
            assertThrows(Refusal.WrongCredentials.class,
                    () -> here.byPassword(ada.value(), RIGHT, Attempts.unlimited()));
            assertEquals(Caller.user(ada), here.byPassword(ada.value(), NEXT, Attempts.unlimited()));
        }
    }

    @Test
    void afterAnUnknownOutcomeNothingThatWasKnownIsTrusted() {
        SlowStore slow = new SlowStore(store);
        try (Messaging node = Messaging.over(slow).clock(clock).hashing(hashing).build()) {
            assertEquals(Caller.user(ada),
                    node.authentication().byPassword(ada.value(), RIGHT, Attempts.unlimited()));
            slow.loseAnswers(true);
            assertThrows(StoreException.class,
                    () -> node.as(Caller.administrator()).users().setPassword(ada, NEXT));
            slow.loseAnswers(false);
            assertThrows(Refusal.WrongCredentials.class,
                    () -> node.authentication().byPassword(ada.value(), RIGHT, Attempts.unlimited()));
        }
    }

    @Test
    void failingTakesAsManyReadsWhoeverIsAskedFor() {
        SlowStore counted = new SlowStore(store);
        try (Messaging node = Messaging.over(counted).clock(clock).hashing(hashing).build()) {
            for (int attempt = 0; attempt < 2; attempt++) {
                for (UserId user : List.of(ada, open)) {
                    int before = counted.reads();
                    assertThrows(Refusal.WrongCredentials.class,
                            () -> node.authentication().byPassword(user.value(), WRONG, Attempts.unlimited()));
                    assertEquals(2, counted.reads() - before, "attempt " + attempt);
                }
            }
        }
    }

    @Test
    void noSessionIsOpenedWithAWrongPasswordOrForAnOpenAccount() {
        for (String user : List.of(ada.value(), open.value(), "user-nobody", "nobody")) {
            assertEquals(1, hashesOf(() -> assertThrows(Refusal.WrongCredentials.class,
                    () -> authentication.openSession(user, WRONG, Attempts.unlimited()))));
        }
    }

    @Test
    void attemptsAreAskedOnlyIfSomethingMustBeHashedAndToldOfSuccess() {
        List<String> told = new ArrayList<>();
        Attempts attempts = new Attempts() {
            @Override
            public void begin() {
                told.add("begin");
            }

            @Override
            public void succeed() {
                told.add("succeed");
            }
        };
        assertEquals(Caller.user(ada), authentication.byPassword(ada.value(), RIGHT, attempts));
        assertEquals(Caller.user(ada), authentication.byPassword(ada.value(), RIGHT, attempts));
        assertEquals(List.of("begin", "succeed"), told);
        assertThrows(Refusal.class, () -> authentication.byPassword(ada.value(), WRONG, attempts));
        assertThrows(Refusal.class, () -> authentication.byPassword("user-nobody", WRONG, attempts));
        assertEquals(List.of("begin", "succeed", "begin", "begin"), told);
    }

    @Test
    void whoComesManyTimesAtOnceIsHashedOnceAndHasOneAttempt() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        Attempts counted = new Attempts() {
            @Override
            public void begin() {
                begun.incrementAndGet();
            }

            @Override
            public void succeed() {
                // It was right.
            }
        };
        int before = hashing.hashed();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Caller>> calls = Collections.nCopies(30,
                    () -> authentication.byPassword(ada.value(), RIGHT, counted));
            for (Future<Caller> caller : callers.invokeAll(calls)) {
                assertEquals(Caller.user(ada), caller.get());
            }
        }
        assertEquals(1, begun.get());
        assertEquals(1, hashing.hashed() - before);
    }

    @Test
    void aPasswordThatWasRightLatelyIsNoAttempt() {
        assertEquals(Caller.user(ada), byPassword(ada, RIGHT));
        clock.move(Duration.ofMinutes(59));
        assertEquals(1, hashesOf(() -> assertEquals(Caller.user(ada),
                authentication.byPassword(ada.value(), RIGHT, NEVER))));
        clock.move(Duration.ofMinutes(60));
        assertThrows(IllegalStateException.class, () -> authentication.byPassword(ada.value(), RIGHT, NEVER));
    }

    @Test
    void whoIsDeniedAnAttemptIsNotHashed() {
        assertEquals(0, hashesOf(() -> assertThrows(IllegalStateException.class,
                () -> authentication.byPassword(ada.value(), RIGHT, NEVER))));
    }
}
