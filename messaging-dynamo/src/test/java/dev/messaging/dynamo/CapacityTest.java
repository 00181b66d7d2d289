package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.MembershipLimits;
import dev.messaging.core.port.Store;
import dev.messaging.dynamo.schema.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * What each operation costs: trips to DynamoDB one after another, and capacity units. This is the source of the cost
 * model: whoever changes a figure here changes the design.
 */
@OnDynamoDbLocal
class CapacityTest implements StoreContract {
    /** Units vary by halves. */
    private static final double EXACT = 0.001;
    /** Keys of 86 bytes, and when the member joined. */
    private static final int BYTES_OF_MEMBER = 102;
    /** In an inbox that is empty yet; about ten more in one that is not. */
    private static final int BYTES_OF_START = 20;
    private static final int BYTES_OF_DELIVERY = 280;
    /** To learn that nobody blocks the sender. */
    private static final int NOBODY_BLOCKS = 1;

    private final TestClock clock = new TestClock();
    private final Meter meter = new Meter(new SerialSurroundings(clock));
    private final LocalTables tables;
    private DynamoStore store;

    CapacityTest(LocalTables tables) {
        this.tables = tables;
        this.store = metered();
    }

    /** A process that knows nothing yet. */
    private DynamoStore metered() {
        return tables.store(Wire.before(tables.client(), meter)).surroundings(meter.surroundings()).open();
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
    void aCheckFromACursorIsHalfAUnitWhenTheAccountIsCachedAndOneOtherwise() {
        UserId ada = newUser();
        InboxPage seen = filled(ada, 20);
        assertCost(1, 0.5, 0, () -> check(ada, From.after(seen.next())));
        store = metered();
        assertCost(1, 1, 0, () -> check(ada, From.after(seen.next())));
        assertCost(1, 0.5, 0, () -> check(ada, From.after(seen.next())));
    }

    @Test
    void aCheckFromTheLastTimestampIsHalfAUnitToOne() {
        UserId ada = newUser();
        InboxPage seen = filled(ada, 20);
        From last = From.laterThan(seen.next().position().atMillis());
        assertCost(1, 0.5, 0, () -> check(ada, last));
        store = metered();
        assertCost(1, 1, 0, () -> check(ada, last));
        sendTo(ada, ada, "new");
        assertCost(1, 0.5, 0, () -> assertEquals(1,
                store.inboxes().read(ada, last, 100, AccountCondition.exists()).entries().size()));
    }

    @Test
    void aFirstCheckReadsStronglyForOneToTwoUnits() {
        UserId ada = newUser();
        assertCost(1, 1.5, 0, () -> check(ada, From.beginning()));
        assertCost(1, 1, 0, () -> check(ada, From.beginning()));
        var unused = filled(ada, 20);
        assertCost(1, 1, 0, () -> check(ada, From.beginning()));
    }

    @Test
    void aMessageToAUserIsTwoTripsAndOneUnitToWrite() {
        UserId ada = newUser();
        UserId bob = newUser();
        assertCost(2, 3.5, 1, () -> sendTo(ada, bob, "é".repeat(400)));
        // Where the inbox ends is known for some seconds.
        assertCost(2, 3, 1, () -> sendTo(ada, bob, "again"));
        assertCost(2, 2.5, 1, () -> sendTo(ada, ada, "to myself"));
    }

    @Test
    void aMessageToAGroupIsFiveTripsTheLastAfterTheAnswer() {
        for (int members : new int[]{2, 20, 60}) {
            List<UserId> users = newUsersWithSystemIds(members);
            GroupId group = newGroup(users);
            store = metered();
            int outboxItem = 1 + (members * BYTES_OF_START + BYTES_OF_DELIVERY) / 1_024;
            assertCost(5, Math.ceil(members * BYTES_OF_MEMBER / 4_096.0) + NOBODY_BLOCKS + members / 2.0,
                    members + 2 * outboxItem,
                    () -> send(users.getFirst(), group, "Hello, all of you"));
        }
    }

    @Test
    void creatingIsOneTripAndOneUnit() {
        UserId ada = unknownUser();
        GroupId group = unknownGroup();
        Name longest = new Name("🦊".repeat(Name.CODE_POINTS_MAX));
        assertCost(1, 0, 1, () -> store.directory()
                .createUser(new Account(new User(ada, longest, clock.instant()), Optional.empty())));
        assertCost(1, 0, 1,
                () -> store.directory().createGroup(new Group(group, longest, clock.instant(), 0, Optional.empty()),
                        List.of(), new MembershipLimits(1_000, 1_000)));
    }

    @Test
    void blockingAndUnblockingAreOneTripAndEightUnitsAtMost() {
        UserId ada = newUser();
        UserId bob = newUser();
        assertCost(1, 0, 8, () -> store.directory().block(new Block(ada, bob, BlockScope.DIRECT, clock.instant()),
                AccountCondition.exists(), 1_000));
        assertCost(1, 0, 8, () -> store.directory().unblock(ada, bob, AccountCondition.exists()));
        assertCost(1, 0, 6, () -> store.directory().block(new Block(ada, ada, BlockScope.DIRECT, clock.instant()),
                AccountCondition.exists(), 1_000));
    }

    @Test
    void joiningAndLeavingAreOneTripAndTenUnitsAtMost() {
        UserId ada = newUser();
        GroupId group = newGroup(List.of());
        assertCost(1, 0, 8, () -> store.directory().addMember(group, ada, clock.instant(), GroupCondition.exists(),
                new MembershipLimits(10, 1_000)));
        assertCost(1, 0, 8, () -> store.directory().removeMember(group, ada, GroupCondition.exists()));
    }

    @Test
    void aTimeFarBackIsFoundInFewTripsHoweverLongTheInboxIs() {
        UserId ada = newUser();
        InboxPage all = filled(ada, 300);
        store = metered();
        long second = all.entries().get(1).position().atMillis();
        meter.reset();
        assertEquals(298,
                store.inboxes().read(ada, From.laterThan(second), 1_000, AccountCondition.exists()).entries().size());
        assertTrue(meter.trips() <= 20, meter.trips() + " trips");
    }

    @Test
    @Tag("long")
    void theLastTimestampOfAHundredThousandMessagesIsOneTripAwayAndAnyOtherAFew() {
        UserId ada = newUser();
        long firstAt = clock.millis();
        int messages = 100_000;
        for (int from = 1; from <= messages; from += 25) {
            putEntries(ada, from, from + 24, firstAt);
        }
        From last = From.laterThan(firstAt + messages);
        store = metered();
        assertCost(1, 1, 0, () -> check(ada, last));
        store = metered();
        meter.reset();
        InboxPage page = store.inboxes().read(ada, From.laterThan(firstAt + 50_000), 100, AccountCondition.exists());
        assertEquals(50_001, page.entries().getFirst().position().sequence());
        assertTrue(meter.trips() <= 40, meter.trips() + " trips");
    }

    /** The n-th entry at the n-th millisecond. */
    private void putEntries(UserId owner, int first, int last, long startMillis) {
        List<WriteRequest> puts = IntStream.rangeClosed(first, last)
                .mapToObj(i -> MessageItems.entry(owner, new Position(i, startMillis + i),
                        message(owner, owner, "short " + i)))
                .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build()).toList();
        String table = TableDefinition.MESSAGES.name(tables.prefix());
        assertTrue(tables.client().batchWriteItem(write -> write.requestItems(Map.of(table, puts)))
                .unprocessedItems().isEmpty());
    }

    private void check(UserId user, From from) {
        assertEquals(user, store.inboxes().read(user, from, 100, AccountCondition.exists()).next().owner());
    }

    private InboxPage filled(UserId user, int messages) {
        IntStream.range(0, messages).forEach(i -> sendTo(user, user, "short " + i));
        return store.inboxes().read(user, From.beginning(), 1_000, AccountCondition.exists());
    }

    private List<UserId> newUsersWithSystemIds(int count) {
        return IntStream.range(0, count).mapToObj(i -> newUser()).toList();
    }

    private void assertCost(int trips, double readUnits, double writeUnits, Runnable operation) {
        meter.reset();
        operation.run();
        assertEquals(trips, meter.trips(), "trips: " + meter);
        assertEquals(readUnits, meter.readUnits(), EXACT, "read units: " + meter);
        assertEquals(writeUnits, meter.writeUnits(), EXACT, "write units: " + meter);
    }
}
