package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import dev.messaging.dynamo.InboxTable.Consistency;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** One message into one inbox: from a start, past everything, exactly once, and honest about what is not known. */
@OnDynamoDbLocal
class AppendTest implements StoreContract {
    private static final Predicate<DynamoDbRequest> PUT = Faults.is(PutItemRequest.class);
    private static final Predicate<DynamoDbRequest> QUERY = Faults.is(QueryRequest.class);

    private final TestClock clock = new TestClock();
    private final Store store;
    private final Faults faults = new Faults();
    private final SerialSurroundings surroundings = new SerialSurroundings(clock);
    private final InboxTable inboxes;
    private final Tails tails;
    private final Append append;

    AppendTest(LocalTables tables) {
        this.store = tables.open(clock);
        Database database = new Database(Wire.before(tables.client(), faults), tables.prefix(), surroundings);
        this.inboxes = new InboxTable(database, surroundings);
        this.tails = new Tails(inboxes, surroundings);
        this.append = new Append(inboxes, tails, surroundings);
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
    void fromAnOldStartItGoesPastEverythingToTheEnd() {
        UserId ada = filled(210);
        Message message = message(ada, ada, "last");
        assertEquals(211, append(ada, message, Position.START).sequence());
        assertStandsOnce(ada, message);
    }

    @Test
    void whatStandsAlreadyIsFoundHoweverFarBehindTheStart() {
        UserId ada = filled(3);
        Message message = message(ada, ada, "mine");
        Position first = append(ada, message, Position.START);
        IntStream.range(0, 210).forEach(i -> sendTo(ada, ada, "later " + i));
        assertEquals(first, append(ada, message, Position.START));
        assertEquals(first,
                append(ada, message, inboxes.firstFrom(patience(), ada, 2, Consistency.STRONG).orElseThrow()));
        assertStandsOnce(ada, message);
    }

    /** Behind it the inbox may have grown, and been trimmed: who began there would put a message at a freed number. */
    @Test
    void whereAMessageIsFoundAgainIsNoPlaceToBeginAt() {
        UserId ada = filled(3);
        Message message = message(ada, ada, "mine");
        Position first = append(ada, message, Position.START);
        assertEquals(first, tails.known(ada));
        sendTo(ada, ada, "later");
        clock.move(Duration.ofMinutes(1));
        assertEquals(first, append(ada, message, Position.START));
        assertEquals(Position.START, tails.known(ada));
        assertEquals(first, tails.seen(ada));
    }

    @Test
    void anAnswerThatGotLostIsAskedForAgainAtTheSameNumber() {
        UserId ada = filled(2);
        faults.when(Faults.nth(1, PUT), Faults.lostAnswer());
        faults.when(Faults.nth(1, PUT), Faults.lostAnswer());
        Message message = message(ada, ada, "once");
        assertEquals(3, append(ada, message, tail(ada)).sequence());
        assertStandsOnce(ada, message);
    }

    @Test
    void aLostAnswerIsNotDoubledWhenOthersWroteMeanwhile() {
        UserId ada = filled(1);
        Message message = message(ada, ada, "once");
        faults.when(Faults.nth(1, PUT), (request, send) -> {
            try {
                return Faults.lostAnswer().pass(request, send);
            } finally {
                sendTo(ada, ada, "between");
                sendTo(ada, ada, "between");
            }
        });
        assertEquals(2, append(ada, message, tail(ada)).sequence());
        assertStandsOnce(ada, message);
    }

    @Test
    void aRequestThatArrivesLateFindsItsPlaceTaken() {
        UserId ada = filled(1);
        Message message = message(ada, ada, "once");
        faults.when(Faults.nth(1, PUT), faults.late());
        assertEquals(2, append(ada, message, tail(ada)).sequence());
        faults.arrive();
        assertStandsOnce(ada, message);
    }

    @Test
    void withoutAnyAnswerTheOutcomeIsUnknownForItMayStillArrive() {
        UserId ada = filled(1);
        Message message = message(ada, ada, "late");
        Position start = tail(ada);
        faults.when(PUT, faults.late());
        assertEquals(Outcome.UNKNOWN, failure(ada, message, start));
        faults.heal();
        assertEquals(0, count(ada, message));
        faults.arrive();
        assertStandsOnce(ada, message);
    }

    @Test
    void throttledToTheEndItIsCertainlyNotDone() {
        UserId ada = filled(1);
        Message message = message(ada, ada, "no");
        Position start = tail(ada);
        faults.when(PUT, Faults.throttle());
        assertEquals(Outcome.NOT_DONE, failure(ada, message, start));
        assertEquals(0, count(ada, message));
    }

    @Test
    void throttledAfterOneLostRequestItIsUnknown() {
        UserId ada = filled(1);
        Position start = tail(ada);
        faults.when(Faults.nth(1, PUT), Faults.lostRequest());
        faults.when(PUT, Faults.throttle());
        assertEquals(Outcome.UNKNOWN, failure(ada, message(ada, ada, "who knows"), start));
    }

    @Test
    void aPlaceThatSomebodyElseHasSettlesWhatALostRequestLeftOpen() {
        UserId ada = filled(1);
        Message message = message(ada, ada, "no");
        Position start = tail(ada);
        faults.when(Faults.nth(1, PUT), (request, send) -> {
            sendTo(ada, ada, "faster");
            return Faults.lostRequest().pass(request, send);
        });
        faults.when(QUERY, Faults.throttle());
        assertEquals(Outcome.NOT_DONE, failure(ada, message, start));
        faults.heal();
        assertEquals(0, count(ada, message));
    }

    @Test
    void itDoesNotGoOnForEverWhenOthersAreAlwaysFaster() {
        UserId ada = filled(1);
        faults.when(PUT, (request, send) -> {
            sendTo(ada, ada, "faster");
            surroundings.sleep(Duration.ofSeconds(1));
            return send.apply(request);
        });
        assertEquals(Outcome.NOT_DONE, failure(ada, message(ada, ada, "slow"), tail(ada)));
    }

    @Test
    void timesRiseFromThoseOfANodeWhoseClockIsAhead() {
        UserId ada = newUser();
        clock.move(Duration.ofSeconds(20));
        sendTo(ada, ada, "from the future");
        clock.move(Duration.ofSeconds(-20));
        Position place = append(ada, message(ada, ada, "now"), Position.START);
        assertEquals(new Position(2, clock.millis() + 20_001), place);
    }

    private Position append(UserId owner, Message message, Position start) {
        return append.append(patience(), owner, message, () -> start);
    }

    private Outcome failure(UserId owner, Message message, Position start) {
        return assertThrows(StoreException.class, () -> {
            var unused = append(owner, message, start);
        }).outcome();
    }

    private Patience patience() {
        return new Patience(surroundings, Duration.ofSeconds(10));
    }

    private Position tail(UserId owner) {
        return store.inboxes().tail(owner);
    }

    private UserId filled(int messages) {
        UserId user = newUser();
        IntStream.range(0, messages).forEach(i -> sendTo(user, user, "earlier " + i));
        return user;
    }

    private long count(UserId owner, Message message) {
        return store.inboxes().read(owner, From.beginning(), 1_000, AccountCondition.exists()).entries().stream()
                .filter(entry -> entry.message().id().equals(message.id())).count();
    }

    private void assertStandsOnce(UserId owner, Message message) {
        assertEquals(1, count(owner, message));
        List<Long> sequences = store.inboxes().read(owner, From.beginning(), 1_000, AccountCondition.exists()).entries()
                .stream()
                .map(entry -> entry.position().sequence()).toList();
        assertEquals(IntStream.rangeClosed(1, sequences.size()).mapToObj(Long::valueOf).toList(), sequences);
    }
}
