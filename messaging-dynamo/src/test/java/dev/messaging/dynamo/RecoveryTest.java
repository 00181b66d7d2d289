package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.From;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Which deliveries the recovery takes up, in which order, and that it gives none up. */
@OnDynamoDbLocal
class RecoveryTest implements StoreContract {
    private static final Duration OVERDUE = Duration.ofSeconds(2);
    /** Longer than what a node may be off, so only readers of the clock that do not write come here. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final TestClock clock = new TestClock();
    private final LocalTables tables;
    private final Faults faults = new Faults();
    private final DynamoStore store;
    private final OutboxTable outbox;

    RecoveryTest(LocalTables tables) {
        this.tables = tables.fresh();
        this.store = node();
        SerialSurroundings surroundings = new SerialSurroundings(clock);
        this.outbox = new OutboxTable(new Database(tables.client(), this.tables.prefix(), surroundings), surroundings);
    }

    private DynamoStore node() {
        return tables.store(Wire.before(tables.client(), faults)).surroundings(new SerialSurroundings(clock))
                .overdueAfter(OVERDUE).open();
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
    void whatIsYoungIsLeftToItsSender() {
        List<UserId> users = newUsers(2);
        put(left(users, "young"));
        clock.move(OVERDUE.minusMillis(1));
        assertEquals(0, store.recovery().round());
        clock.move(Duration.ofMillis(2));
        assertEquals(1, store.recovery().round());
        assertEquals(List.of("young"),
                texts(store.inboxes().read(users.getLast(), From.beginning(), 10, AccountCondition.exists())));
        assertEquals(0, store.recovery().round());
    }

    @Test
    void whatAnotherNodeWorksOnIsLeftToIt() {
        put(left(newUsers(2), "leased"));
        clock.move(OVERDUE.plusMillis(1));
        var overdue = overdue().getFirst();
        assertTrue(outbox.lease(patience(), overdue, clock.millis(), clock.millis() + 1_000).isPresent());
        assertTrue(outbox.lease(patience(), overdue, clock.millis(), clock.millis() + 1_000).isEmpty());
        assertEquals(0, store.recovery().round());
        clock.move(Duration.ofMillis(1_001));
        assertEquals(1, store.recovery().round());
    }

    @Test
    void aLeaseDoesNotBringBackWhatWasRemoved() {
        put(left(newUsers(2), "removed"));
        clock.move(OVERDUE.plusMillis(1));
        var overdue = overdue().getFirst();
        outbox.remove(patience(), overdue.key());
        assertTrue(outbox.lease(patience(), overdue, clock.millis(), clock.millis() + 1_000).isEmpty());
        assertEquals(List.of(), overdue());
    }

    @Test
    void whatCannotBeFinishedStaysAndIsReportedAndGoesLast() {
        List<UserId> users = newUsers(3);
        UserId unreachable = users.getFirst();
        put(left(List.of(unreachable, users.get(1)), "stuck"));
        clock.move(Duration.ofMillis(5));
        put(left(List.of(users.get(1), users.get(2)), "fine"));
        clock.move(OVERDUE.plusMillis(1));
        faults.when(request -> isPutTo(request, unreachable), Faults.throttle());
        assertEquals(1, store.recovery().round());
        assertEquals(1, store.counters().deliveriesUnfinished());
        assertEquals(List.of("stuck", "fine"),
                texts(store.inboxes().read(users.get(1), From.beginning(), 10, AccountCondition.exists())));
        assertEquals(List.of(1L), overdue().stream().map(OutboxTable.Overdue::tries).toList());
    }

    @Test
    void anAttemptThatReachedSomeLeavesOnlyTheOthersToTheNext() {
        List<UserId> users = newUsers(20);
        UserId unreachable = users.getFirst();
        put(left(users, "large"));
        clock.move(OVERDUE.plusMillis(1));
        faults.when(request -> isPutTo(request, unreachable), Faults.throttle());
        assertEquals(0, store.recovery().round());
        assertEquals(Set.of(unreachable), outbox.lease(patience(), overdue().getFirst(), clock.millis() + 3_600_000,
                clock.millis() + 3_600_000).orElseThrow().starts().keySet());
    }

    private static boolean isPutTo(DynamoDbRequest request, UserId owner) {
        return request instanceof PutItemRequest put && put.item().containsKey(Attributes.RECIPIENT)
                && put.item().get(Attributes.RECIPIENT).s().equals(owner.value());
    }

    @Test
    void whatANewerProgramWroteStaysAndKeepsNobodyElseWaiting() {
        Outbound newer = left(newUsers(2), "newer");
        put(newer);
        put(left(newUsers(2), "fine"));
        var unused = tables.client()
                .updateItem(update -> update.tableName(tables.prefix() + "directory").key(newer.key().attributes())
                        .updateExpression("SET starts = :starts")
                        .expressionAttributeValues(Map.of(":starts", Item.of(new byte[]{99}))));
        clock.move(OVERDUE.plusMillis(1));
        assertEquals(1, store.recovery().round());
        assertEquals(1, store.counters().deliveriesUnfinished());
        assertEquals(1, overdue().size());
    }

    @Test
    void severalNodesAtOnceDeliverEverythingOnce() throws InterruptedException {
        List<UserId> users = newUsers(4);
        List<Outbound> left = IntStream.range(0, 10).mapToObj(i -> left(users, "left " + i)).toList();
        left.forEach(this::put);
        clock.move(OVERDUE.plusMillis(1));
        CountDownLatch together = new CountDownLatch(1);
        List<Integer> rounds = Collections.synchronizedList(new ArrayList<>());
        List<Thread> nodes = IntStream.range(0, 3).mapToObj(i -> Thread.ofVirtual().start(() -> {
            DynamoStore node = tables.store().clock(clock).overdueAfter(OVERDUE).open();
            await(together);
            int finished = node.recovery().round();
            // As if leases had run out while the others were paused.
            left.forEach(delivery -> outbox.put(patience(), delivery));
            rounds.add(finished + node.recovery().round());
        })).toList();
        together.countDown();
        for (Thread node : nodes) {
            node.join();
        }
        assertEquals(3, rounds.size());
        for (UserId user : users) {
            assertEquals(10, store.inboxes().tail(user).sequence());
        }
    }

    @Test
    void theBudgetShrinksUnderThrottlingAndNothingIsForgotten() {
        List<UserId> users = newUsers(1);
        IntStream.range(0, 70).forEach(i -> put(left(users, "left " + i)));
        clock.move(OVERDUE.plusMillis(1));
        faults.when(Faults.nth(1, Faults.is(PutItemRequest.class)), Faults.throttle());
        assertEquals(64, store.recovery().round(),
                () -> store.counters().deliveriesUnfinished() + " unfinished, " + overdue());
        IntStream.range(70, 140).forEach(i -> put(left(users, "left " + i)));
        clock.move(OVERDUE.plusMillis(1));
        assertEquals(32, store.recovery().round());
        assertEquals(36, store.recovery().round());
        assertEquals(8, store.recovery().round());
        assertEquals(140, store.inboxes().tail(users.getFirst()).sequence());
    }

    @Test
    void theLargestDeliveryFitsIntoOneItemAndComesBackWhole() {
        Map<UserId, Position> starts = new StartsCodecTest().starts(5_000, 64, 64);
        GroupId group = new GroupId(GroupId.PREFIX + "g".repeat(64));
        UserId sender = starts.keySet().iterator().next();
        Message message = new Message(new MessageId(MessageId.PREFIX + "m".repeat(64)), sender, group,
                new Text("é".repeat(Text.BYTES_MAX / 2)), clock.instant());
        Outbound delivery = new Outbound(Key.delivery(message.id(), clock.millis()), message, starts);
        put(delivery);
        clock.move(OVERDUE.plusMillis(1));
        assertEquals(delivery, outbox.lease(patience(), overdue().getFirst(), clock.millis(),
                clock.millis() + LEASE.toMillis()).orElseThrow());
    }

    /** What a sender leaves that died right after its message was accepted. */
    private Outbound left(List<UserId> recipients, String text) {
        Message message = message(recipients.getFirst(), unknownGroup(), text);
        Map<UserId, Position> starts = new LinkedHashMap<>();
        recipients.forEach(recipient -> starts.put(recipient, store.inboxes().tail(recipient)));
        return new Outbound(Key.delivery(message.id(), clock.millis()), message, starts);
    }

    private void put(Outbound delivery) {
        outbox.put(patience(), delivery);
    }

    private List<OutboxTable.Overdue> overdue() {
        return IntStream.range(0, Key.OUTBOX_SHARDS).mapToObj(shard -> outbox.overdue(patience(), shard,
                Optional.empty(), clock.millis() - OVERDUE.toMillis(), 100).deliveries())
                .flatMap(List::stream).toList();
    }

    private Patience patience() {
        return new Patience(new SerialSurroundings(clock), Duration.ofSeconds(10));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
