package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Trims that are interrupted, that would go too far, and what readers and writers make of what is left. */
@OnDynamoDbLocal
class TrimTest implements StoreContract {
    private static final Duration OLD = Duration.ofHours(27);

    private final TestClock clock = new TestClock();
    private final Faults faults = new Faults();
    private final LocalTables tables;
    private final DynamoStore store;

    TrimTest(LocalTables tables) {
        this.tables = tables.fresh();
        this.store = node(faults);
    }

    private DynamoStore node(Faults wire) {
        return tables.store(Wire.before(tables.client(), wire.timeless())).surroundings(new SerialSurroundings(clock))
                .open();
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    /** A second apart, and old by now. */
    private UserId filled(int count) {
        UserId owner = newUser();
        long start = clock.millis();
        for (int first = 1; first <= count; first += 25) {
            tables.putEntries(owner, IntStream.rangeClosed(first, Math.min(count, first + 24))
                    .mapToObj(i -> new InboxEntry(new Position(i, start + i * 1_000L),
                            message(owner, owner, String.valueOf(i))))
                    .toList());
        }
        clock.move(Duration.ofSeconds(count));
        clock.move(OLD);
        return owner;
    }

    @Test
    void everyTimeIsFoundInATrimmedInboxOfHundredsAndNothingSeemsMissing() {
        UserId ada = filled(300);
        List<InboxEntry> entries = all(ada).entries();
        assertEquals(130, trim(ada, entries.get(130)));
        for (int i : new int[]{1, 129, 130, 131, 132, 180, 250, 299, 300}) {
            DynamoStore reader = node(new Faults());
            List<InboxEntry> later = reader.inboxes().read(ada,
                    From.laterThan(entries.get(i - 1).position().atMillis()), 1_000, AccountCondition.exists())
                    .entries();
            assertEquals(entries.subList(Math.max(130, i), 300), later, "later than entry " + i);
            assertEquals(170, reader.inboxes().read(ada, From.beginning(), 1_000, AccountCondition.exists()).entries()
                    .size());
            assertEquals(0, reader.counters().holesMet());
        }
    }

    @Test
    void whereverATrimDiesNothingSeemsMissingAndTheNextOneFinishes() {
        for (boolean afterwards : new boolean[]{false, true}) {
            for (int n = 1;; n++) {
                UserId ada = filled(40);
                List<InboxEntry> entries = all(ada).entries();
                faults.when(Faults.fromNth(n, TrimTest::writes), afterwards ? Faults.dieAfter() : Faults.die());
                boolean died = dies(() -> assertEquals(30, trim(ada, entries.get(30))));
                faults.heal();
                DynamoStore reader = node(new Faults());
                List<InboxEntry> left = reader.inboxes().read(ada, From.beginning(), 100, AccountCondition.exists())
                        .entries();
                assertEquals(entries.subList(30, 40), left.subList(left.size() - 10, left.size()));
                assertEquals(0, reader.counters().holesMet(), "died at " + n);
                assertEquals(left.size() - 10, trim(ada, entries.get(30)), "died at " + n);
                assertEquals(entries.subList(30, 40), all(ada).entries());
                sendTo(ada, ada, "next");
                assertEquals(41, store.inboxes().tail(ada).sequence());
                if (!died) {
                    break;
                }
            }
        }
    }

    @Test
    void whatATrimThatDiedLeftGoesWithTheNextOneThoughThatGoesLessFar() {
        UserId ada = filled(10);
        List<InboxEntry> entries = all(ada).entries();
        faults.when(Faults.is(BatchWriteItemRequest.class), Faults.die());
        assertTrue(dies(() -> assertEquals(5, trim(ada, entries.get(5)))));
        faults.heal();
        assertEquals(5, trim(ada, entries.get(2)));
        assertEquals(entries.subList(5, 10), all(ada).entries());
    }

    @Test
    void nothingGoesThatIsYoungerThanADeliveryUnderWay() {
        UserId ada = filled(10);
        List<InboxEntry> entries = all(ada).entries();
        Message message = message(ada, unknownGroup(), "under way");
        // As old as the sixth entry; and what it begins with may be older by an hour.
        Key key = Key.delivery(message.id(), entries.get(5).position().atMillis() + Duration.ofHours(1).toMillis());
        OutboxTable outbox = outbox();
        Patience patience = new Patience(new SerialSurroundings(clock), Duration.ofSeconds(10));
        outbox.put(patience, new Outbound(key, message, Map.of(ada, entries.get(5).position())));
        assertEquals(5, trim(ada, entries.get(8)));
        outbox.remove(patience, key);
        assertEquals(3, trim(ada, entries.get(8)));
    }

    private OutboxTable outbox() {
        SerialSurroundings surroundings = new SerialSurroundings(clock);
        return new OutboxTable(new Database(Wire.before(tables.client(), new Faults().timeless()), tables.prefix(),
                surroundings), surroundings);
    }

    @Test
    void whoStoodStillForADayPutsNothingBelowTheFloor() {
        UserId ada = filled(3);
        faults.when(Faults.nth(1, Faults.is(QueryRequest.class)), (request, send) -> {
            var tail = send.apply(request);
            DynamoStore other = node(new Faults());
            for (int i = 4; i <= 6; i++) {
                other.inboxes().deliver(message(ada, ada, String.valueOf(i)), AccountCondition.exists(),
                        facts -> List.of(ada));
            }
            clock.move(OLD);
            assertEquals(5, other.inboxes().trim(ada, clock.instant(), 10));
            return tail;
        });
        DynamoStore slow = node(faults);
        StoreException given = assertThrows(StoreException.class, () -> slow.inboxes()
                .deliver(message(ada, ada, "late"), AccountCondition.exists(), facts -> List.of(ada)));
        assertEquals(Outcome.NOT_DONE, given.outcome());
        assertEquals(List.of("6"), texts(all(ada)));
    }

    @Test
    void whoKnowsOfNoEntryHearsThatATrimmedInboxHasGrown() {
        UserId ada = filled(3);
        assertEquals(2, store.inboxes().trim(ada, clock.instant(), 10));
        Inboxes fresh = node(new Faults()).inboxes();
        Position last = fresh.tail(ada);
        assertEquals(Set.of(ada), node(new Faults()).inboxes().grown(Map.of(ada, Position.START)));
        assertEquals(Set.of(), node(new Faults()).inboxes().grown(Map.of(ada, last)));
    }

    @Test
    void whatWasBegunAndNotFinishedIsUnknownAndWhatWasNotBegunIsNotDone() {
        UserId ada = filled(3);
        faults.when(Faults.is(UpdateItemRequest.class), Faults.throttle());
        assertEquals(Outcome.NOT_DONE, failure(ada));
        faults.heal();
        faults.when(Faults.is(BatchWriteItemRequest.class), Faults.throttle());
        assertEquals(Outcome.UNKNOWN, failure(ada));
        faults.heal();
        assertEquals(2, store.inboxes().trim(ada, clock.instant(), 10));
    }

    private static boolean writes(DynamoDbRequest request) {
        return request instanceof UpdateItemRequest || request instanceof BatchWriteItemRequest;
    }

    private Outcome failure(UserId owner) {
        return assertThrows(StoreException.class, () -> store.inboxes().trim(owner, clock.instant(), 10)).outcome();
    }

    private int trim(UserId owner, InboxEntry firstThatStays) {
        return store.inboxes().trim(owner, Instant.ofEpochMilli(firstThatStays.position().atMillis()), 1_000);
    }

    private static boolean dies(Runnable call) {
        try {
            call.run();
            return false;
        } catch (Faults.ProcessDied died) {
            return true;
        }
    }
}
