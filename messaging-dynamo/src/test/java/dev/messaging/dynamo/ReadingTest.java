package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Caller;
import dev.messaging.core.Messages;
import dev.messaging.core.Messaging;
import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Store;
import dev.messaging.dynamo.schema.TableDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Replicas that are behind, entries that were deleted, places that were made up, and times far back. */
@OnDynamoDbLocal
class ReadingTest implements StoreContract {
    private final TestClock clock = new TestClock();
    private final LocalTables tables;
    private final Faults faults = new Faults();
    private final SerialSurroundings surroundings = new SerialSurroundings(clock);
    /** Another node writes, so that the one that reads knows nothing. */
    private final DynamoStore writer;
    private final DynamoStore reader;

    ReadingTest(LocalTables tables) {
        this.tables = tables;
        this.writer = tables.open(clock);
        this.reader = tables.store(Wire.before(tables.client(), faults)).surroundings(surroundings).open();
    }

    @Override
    public Store store() {
        return writer;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    @Test
    void aReplicaThatLacksAnEntryInBetweenIsNotBelieved() {
        UserId ada = filled(10);
        Cursor third = cursor(ada, 3);
        replicaLacks(6);
        assertEquals(texts(4, 10), texts(read(ada, From.after(third))));
        assertEquals(texts(4, 10), texts(read(ada, From.laterThan(third.position().atMillis()))));
        assertEquals(0, reader.counters().holesMet());
    }

    @Test
    void aReplicaThatDoesNotReachTheCursorIsNotBelieved() {
        UserId ada = filled(10);
        Cursor ninth = cursor(ada, 9);
        replicaEndsAt(5);
        assertEquals(texts(10, 10), texts(read(ada, From.after(ninth))));
        assertEquals(texts(10, 10), texts(read(ada, From.laterThan(ninth.position().atMillis()))));
    }

    @Test
    void aReplicaThatIsBehindShowsNothingNewButNothingTwiceEither() {
        UserId ada = filled(10);
        replicaEndsAt(7);
        Cursor seventh = cursor(ada, 7);
        assertEquals(new InboxPage(List.of(), seventh, false), read(ada, From.after(seventh)));
        InboxPage lastTime = read(ada, From.laterThan(cursor(ada, 8).position().atMillis()));
        assertEquals(texts(9, 10), texts(lastTime));
    }

    @Test
    void checkingAllReachesWhereTheInboxEndedThoughTheReplicaIsBehind() {
        UserId ada = filled(600);
        replicaEndsAt(550);
        Messages messages = Messaging.over(reader).build().as(Caller.anonymous()).messages();
        List<String> seen = new ArrayList<>();
        messages.checkAll(ada, From.beginning()).forEachRemaining(page -> seen.addAll(texts(page)));
        assertEquals(texts(1, 600), seen);
    }

    @Test
    void checkingAllEndsWhereEntriesWereDeletedOnTheWay() {
        UserId ada = filled(600);
        Messages messages = Messaging.over(reader).build().as(Caller.anonymous()).messages();
        Iterator<InboxPage> pages = messages.checkAll(ada, From.beginning());
        assertEquals(500, ofFivePages(pages));
        IntStream.rangeClosed(551, 600).forEach(sequence -> delete(ada, sequence));
        assertEquals(texts(501, 550), texts(pages.next()));
        assertFalse(pages.hasNext());
    }

    @Test
    void checkingAllEndsThoughTheLastEntriesWereDeletedAndNewOnesStandBehindThem() {
        UserId ada = filled(600);
        Messages messages = Messaging.over(reader).build().as(Caller.anonymous()).messages();
        Iterator<InboxPage> pages = messages.checkAll(ada, From.beginning());
        assertEquals(500, ofFivePages(pages));
        sendTo(ada, ada, "new");
        IntStream.rangeClosed(501, 600).forEach(sequence -> delete(ada, sequence));
        assertEquals(List.of(), pages.next().entries());
        assertFalse(pages.hasNext());
    }

    private static int ofFivePages(Iterator<InboxPage> pages) {
        return IntStream.range(0, 5).map(i -> pages.next().entries().size()).sum();
    }

    @Test
    void whatThisProcessDeliveredIsThereAtOnce() {
        UserId ada = filled(3);
        replicaEndsAt(3);
        Cursor seen = cursor(ada, 3);
        reader.inboxes().deliver(message(ada, ada, "mine"), AccountCondition.exists(), facts -> List.of(ada));
        assertEquals(List.of("mine"), texts(read(ada, From.after(seen))));
        assertEquals(List.of("mine"), texts(read(ada, From.laterThan(seen.position().atMillis()))));
    }

    @Test
    void whatSomebodyDeletedIsLeftOutAndCounted() {
        UserId ada = filled(10);
        delete(ada, 5);
        delete(ada, 6);
        assertEquals(8, read(ada, From.beginning()).entries().size());
        assertEquals(2, reader.counters().holesMet());
        assertEquals(6, read(ada, From.after(cursor(ada, 2))).entries().size());
        assertEquals(6, read(ada, From.laterThan(cursor(ada, 2).position().atMillis())).entries().size());
        assertEquals(6, reader.counters().holesMet());
    }

    @Test
    void aPageThatEndsAtItsLimitSaysExactlyWhetherMoreStandsBehind() {
        UserId ada = filled(5);
        assertTrue(reader.inboxes().read(ada, From.after(cursor(ada, 1)), 3, AccountCondition.exists()).more());
        assertEquals(new InboxPage(entries(ada).subList(1, 5), cursor(ada, 5), false),
                reader.inboxes().read(ada, From.after(cursor(ada, 1)), 4, AccountCondition.exists()));
        assertEquals(new InboxPage(entries(ada).subList(4, 5), cursor(ada, 5), false),
                reader.inboxes().read(ada, From.laterThan(cursor(ada, 4).position().atMillis()), 1,
                        AccountCondition.exists()));
    }

    @Test
    void anAccountThatAReplicaLacksExistsAllTheSame() {
        UserId ada = filled(1);
        faults.when(request -> request instanceof GetItemRequest get && !Boolean.TRUE.equals(get.consistentRead()),
                (request, send) -> GetItemResponse.builder().build());
        assertEquals(texts(1, 1), texts(read(ada, From.beginning())));
        assertThrows(Refusal.NoSuchUser.class, () -> read(unknownUser(), From.beginning()));
    }

    @Test
    void whoIsNotThereYetIsFoundOnceCreated() {
        UserId ada = unknownUser();
        assertThrows(Refusal.NoSuchUser.class, () -> read(ada, From.laterThan(5)));
        newUser(ada);
        assertEquals(List.of(), read(ada, From.laterThan(5)).entries());
    }

    @Test
    void anUnknownUserWithACursorIsNoSuchUserRatherThanABadCursor() {
        UserId nobody = unknownUser();
        assertThrows(Refusal.NoSuchUser.class,
                () -> read(nobody, From.after(new Cursor(nobody, new Position(3, 1_000)))));
    }

    @Test
    void everyTimeIsFoundInAnInboxOfHundreds() {
        UserId ada = filled(260);
        List<InboxEntry> entries = entries(ada);
        for (int i : new int[]{0, 1, 2, 50, 99, 100, 101, 157, 158, 159, 160, 200, 255, 257, 258, 259}) {
            long at = entries.get(i).position().atMillis();
            DynamoStore fresh = tables.store().surroundings(new SerialSurroundings(clock)).open();
            assertEquals(entries.subList(i + 1, 260),
                    fresh.inboxes().read(ada, From.laterThan(at), 1_000, AccountCondition.exists()).entries());
            assertEquals(entries.subList(i, 260),
                    fresh.inboxes().read(ada, From.laterThan(at - 1), 1_000, AccountCondition.exists()).entries());
        }
        assertEquals(entries, read(ada, From.laterThan(1)).entries());
    }

    @Test
    void aTimeIsFoundAcrossDeletedEntriesToo() {
        UserId ada = filled(150);
        List<InboxEntry> entries = entries(ada);
        IntStream.rangeClosed(10, 20).forEach(sequence -> delete(ada, sequence));
        assertEquals(entries.subList(20, 150),
                read(ada, From.laterThan(entries.get(14).position().atMillis())).entries());
        assertEquals(entries.subList(20, 150),
                read(ada, From.laterThan(entries.get(8).position().atMillis())).entries());
        assertEquals(131, read(ada, From.laterThan(entries.get(7).position().atMillis())).entries().size());
    }

    @Test
    void aClockOfTheClientsOwnBetweenTwoEntriesOrBeyondAllIsTakenAsItIs() {
        UserId ada = filled(3);
        clock.move(Duration.ofSeconds(5));
        sendTo(ada, ada, "4");
        long between = cursor(ada, 3).position().atMillis() + 1_000;
        assertEquals(List.of("4"), texts(read(ada, From.laterThan(between))));
        InboxPage nothing = read(ada, From.laterThan(clock.millis() + 1_000_000));
        assertEquals(new InboxPage(List.of(), cursor(ada, 4), false), nothing);
    }

    private InboxPage read(UserId owner, From from) {
        return reader.inboxes().read(owner, from, 1_000, AccountCondition.exists());
    }

    private UserId filled(int messages) {
        UserId user = newUser();
        IntStream.rangeClosed(1, messages).forEach(i -> sendTo(user, user, Integer.toString(i)));
        return user;
    }

    private List<InboxEntry> entries(UserId owner) {
        return writer.inboxes().read(owner, From.beginning(), 1_000, AccountCondition.exists()).entries();
    }

    private Cursor cursor(UserId owner, int sequence) {
        return new Cursor(owner, entries(owner).stream().map(InboxEntry::position)
                .filter(position -> position.sequence() == sequence).findFirst().orElseThrow());
    }

    private static List<String> texts(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
    }

    private void delete(UserId owner, long sequence) {
        var unused = tables.client().deleteItem(delete -> delete
                .tableName(TableDefinition.MESSAGES.name(tables.prefix())).key(MessageItems.key(owner, sequence)));
    }

    private void replicaEndsAt(long sequence) {
        replica(seen -> seen <= sequence);
    }

    private void replicaLacks(long sequence) {
        replica(seen -> seen != sequence);
    }

    private void replica(java.util.function.LongPredicate has) {
        faults.when(ReadingTest::isEventual, (request, send) -> {
            QueryResponse response = (QueryResponse) send.apply(request);
            return response.toBuilder().items(response.items().stream()
                    .filter(item -> has.test(new Item(item).number(Attributes.SEQUENCE))).toList()).build();
        });
    }

    private static boolean isEventual(DynamoDbRequest request) {
        return request instanceof QueryRequest query && !Boolean.TRUE.equals(query.consistentRead());
    }
}
