package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Account.Standing;
import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.From;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Credentials;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import dev.messaging.dynamo.schema.TableDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Passwords and sessions whose answers get lost, that meet others, or that a replica does not know yet. */
@OnDynamoDbLocal
class CredentialsFaultsTest implements StoreContract {
    private static final Predicate<DynamoDbRequest> CHANGE = Faults.is(TransactWriteItemsRequest.class);

    private final TestClock clock = new TestClock();
    private final LocalTables tables;
    private final Faults faults = new Faults();
    private final DynamoStore store;
    private final DynamoStore other;
    private final Credentials credentials;

    CredentialsFaultsTest(LocalTables tables) {
        this.tables = tables;
        this.store = tables.store(Wire.before(tables.client(), faults)).surroundings(new SerialSurroundings(clock))
                .open();
        this.other = tables.store().surroundings(new SerialSurroundings(clock)).open();
        this.credentials = store.credentials();
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    @Test
    void whateverAnswerGetsLostItIsDoneOnce() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        UserSession session = aSession(ada, Duration.ofDays(1));
        loseNextAnswer();
        assertTrue(credentials.open(session, hash, 1));
        assertEquals(List.of(session), credentials.sessions(ada, clock.instant()));
        PasswordHash next = aHash();
        loseNextAnswer();
        assertTrue(credentials.replacePassword(ada, Optional.of(hash), next, Optional.of(session.key())));
        assertEquals(List.of(session), credentials.sessions(ada, clock.instant()));
        loseNextAnswer();
        credentials.end(ada, List.of(session.key()));
        assertEquals(Optional.empty(), credentials.recent(session.key()));
        assertEquals(2, profile(ada).number(Attributes.CHANGES));
    }

    @Test
    void whatNeverGetsAnAnswerIsUnknownAndWhatIsThrottledIsNotDone() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        List<Runnable> writes = List.of(
                () -> assertTrue(credentials.open(aSession(ada, Duration.ofDays(1)), hash, 5)),
                () -> assertTrue(credentials.replacePassword(ada, Optional.of(hash), aHash(), Optional.empty())),
                () -> credentials.end(ada, List.of(aSession(ada, Duration.ofDays(1)).key())));
        for (Runnable write : writes) {
            faults.heal();
            faults.when(CHANGE, Faults.lostRequest());
            assertEquals(Outcome.UNKNOWN, outcome(write));
            faults.heal();
            faults.when(CHANGE, Faults.throttle());
            assertEquals(Outcome.NOT_DONE, outcome(write));
        }
        faults.heal();
        assertEquals(Optional.of(hash), store.directory().findUser(ada).flatMap(Account::password));
        assertEquals(List.of(), credentials.sessions(ada, clock.instant()));
    }

    @Test
    void aSessionThatIsOpenedWhileThePasswordChangesIsRefused() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        meanwhile(() -> assertTrue(other.credentials().replacePassword(ada, Optional.of(hash), aHash(),
                Optional.empty())));
        assertFalse(credentials.open(aSession(ada, Duration.ofDays(1)), hash, 5));
        assertEquals(List.of(), credentials.sessions(ada, clock.instant()));
    }

    @Test
    void aPasswordThatIsReplacedWhileASessionIsOpenedEndsThatSession() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        UserSession session = aSession(ada, Duration.ofDays(1));
        meanwhile(() -> assertTrue(other.credentials().open(session, hash, 5)));
        assertTrue(credentials.replacePassword(ada, Optional.of(hash), aHash(), Optional.empty()));
        assertEquals(Optional.empty(), credentials.recent(session.key()));
    }

    @Test
    void theLastRoomForASessionIsTakenOnce() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        UserSession first = aSession(ada, Duration.ofDays(1));
        meanwhile(() -> assertTrue(other.credentials().open(first, hash, 1)));
        assertThrows(Refusal.TooManySessions.class,
                () -> credentials.open(aSession(ada, Duration.ofDays(1)), hash, 1));
        assertEquals(List.of(first), credentials.sessions(ada, clock.instant()));
    }

    @Test
    void someoneElsesSessionThatIsNamedAmongOnesOwnStaysOnBothSides() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        UserId bob = newProtectedUser(hash);
        UserSession bobs = opened(bob, hash);
        List<SessionKey> keys = IntStream.range(0, Credentials.SESSIONS_CEILING - 1)
                .mapToObj(i -> opened(ada, hash).key()).toList();
        credentials.end(ada, Stream.concat(keys.stream(), Stream.of(bobs.key()))
                .toList());
        assertEquals(List.of(), credentials.sessions(ada, clock.instant()));
        assertEquals(List.of(bobs), credentials.sessions(bob, clock.instant()));
        assertEquals(Optional.of(bobs), credentials.recent(bobs.key()));
    }

    @Test
    void sessionsThatHaveExpiredButStandYetLeaveRoom() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        IntStream.range(0, Credentials.SESSIONS_CEILING).forEach(i -> assertTrue(
                credentials.open(aSession(ada, Duration.ofSeconds(5)), hash, Credentials.SESSIONS_CEILING)));
        clock.move(Duration.ofSeconds(6));
        UserSession session = opened(ada, hash);
        assertEquals(List.of(session), credentials.sessions(ada, clock.instant()));
        String table = TableDefinition.DIRECTORY.name(tables.prefix());
        assertEquals(1, tables.client().query(query -> query.tableName(table)
                .keyConditionExpression("pk = :pk AND begins_with(sk, :session)")
                .expressionAttributeValues(
                        Map.of(":pk", Item.of(ada.value()), ":session", Item.of(Key.SESSION))))
                .count());
        assertTrue(credentials.replacePassword(ada, Optional.of(hash), aHash(), Optional.empty()));
        assertEquals(List.of(), credentials.sessions(ada, clock.instant()));
    }

    @Test
    void aSessionExpiresByTheAttributeThatTheTableIsSetUpFor() {
        PasswordHash hash = aHash();
        UserSession session = opened(newProtectedUser(hash), hash);
        for (Key key : List.of(Key.session(session.key()), Key.session(session.user(), session.key()))) {
            assertEquals(session.expiresAt().getEpochSecond(),
                    item(key).number(TableDefinition.DIRECTORY.expiryAttribute().orElseThrow()));
        }
    }

    @Test
    void whatAReplicaDoesNotKnowYetIsFoundByAStrongRead() {
        PasswordHash hash = aHash();
        UserId ada = newProtectedUser(hash);
        UserSession session = opened(ada, hash);
        faults.when(request -> request instanceof GetItemRequest get && !Boolean.TRUE.equals(get.consistentRead()),
                (request, send) -> GetItemResponse.builder().build());
        assertEquals(Optional.of(session), credentials.recent(session.key()));
        assertEquals(Optional.of(hash), credentials.recent(ada).flatMap(Account::password));
    }

    @Test
    void whoLearnsThatAnAccountIsProtectedKnowsItForTheNextCheck() {
        UserId ada = newProtectedUser(aHash());
        assertEquals(Optional.of(Standing.PROTECTED), credentials.recent(ada).map(Account::standing));
        UserId bob = newUser();
        assertTrue(credentials.replacePassword(bob, Optional.empty(), aHash(), Optional.empty()));
        faults.when(Faults.is(GetItemRequest.class), Faults.die());
        Refusal no = new Refusal.Unauthenticated();
        for (UserId user : List.of(ada, bob)) {
            assertEquals(no, assertThrows(Refusal.class, () -> store.inboxes().read(user, From.beginning(), 10,
                    AccountCondition.isOpen(no, no))));
        }
    }

    @Test
    void aReplicaThatIsBehindOpensNoProtectedAccountAgain() {
        UserId ada = newUser();
        Map<String, AttributeValue> before = profile(ada).attributes();
        assertTrue(credentials.replacePassword(ada, Optional.empty(), aHash(), Optional.empty()));
        faults.when(request -> request instanceof GetItemRequest get && !Boolean.TRUE.equals(get.consistentRead()),
                (request, send) -> GetItemResponse.builder().item(before).build());
        assertEquals(Optional.of(Standing.OPEN), credentials.recent(ada).map(Account::standing));
        Refusal no = new Refusal.Unauthenticated();
        assertEquals(no, assertThrows(Refusal.class,
                () -> store.inboxes().read(ada, From.beginning(), 10, AccountCondition.isOpen(no, no))));
    }

    /** With 5 s for the replica that it asks then. */
    @Test
    void aNodeThatKnowsAnAccountAsItWasAsksAgainBeforeAMinuteIsOver() {
        SerialSurroundings time = new SerialSurroundings(clock);
        DynamoStore idle = tables.store().surroundings(time).open();
        UserId ada = newUser();
        UserId bob = newUser();
        AccountCondition mayAct = AccountCondition.mayAct();
        for (UserId user : List.of(ada, bob)) {
            assertEquals(List.of(), idle.inboxes().read(user, From.beginning(), 10, mayAct).entries());
        }
        credentials.suspend(ada, true);
        assertEquals(new Erasure.Nothing(), store.erase(bob, 10).left());
        time.sleep(Duration.ofSeconds(55));
        assertThrows(Refusal.Suspended.class, () -> idle.inboxes().read(ada, From.beginning(), 10, mayAct));
        assertThrows(Refusal.NoSuchUser.class, () -> idle.inboxes().read(bob, From.laterThan(5), 10, mayAct));
    }

    private UserSession aSession(UserId user, Duration lasting) {
        return Opening.session(user, clock, lasting);
    }

    private UserSession opened(UserId user, PasswordHash hash) {
        UserSession session = aSession(user, Duration.ofDays(30));
        assertTrue(credentials.open(session, hash, Credentials.SESSIONS_CEILING));
        return session;
    }

    /** Between the look and the change that follows it, once. */
    private void meanwhile(Runnable change) {
        faults.when(Faults.nth(1, CHANGE), (request, send) -> {
            change.run();
            return send.apply(request);
        });
    }

    private void loseNextAnswer() {
        faults.heal();
        faults.when(Faults.nth(1, CHANGE), Faults.lostAnswer());
    }

    private Item profile(UserId user) {
        return item(Key.profile(user));
    }

    private Item item(Key key) {
        String table = TableDefinition.DIRECTORY.name(tables.prefix());
        Map<String, AttributeValue> item = tables.client()
                .getItem(get -> get.tableName(table).key(key.attributes())).item();
        return Item.of(item).orElseThrow();
    }

    private static Outcome outcome(Runnable call) {
        return assertThrows(StoreException.class, call::run).outcome();
    }
}
