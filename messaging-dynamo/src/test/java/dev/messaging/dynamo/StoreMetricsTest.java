package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.From;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Store;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** What the store counts, compared with what CapacityTest says that the operations cost. */
@OnDynamoDbLocal
class StoreMetricsTest implements StoreContract {
    private final TestClock clock = new TestClock();
    private final LocalTables tables;
    private final Faults faults = new Faults();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DynamoStore store;

    StoreMetricsTest(LocalTables tables) {
        this.tables = tables.fresh();
        this.store = node();
    }

    private DynamoStore node() {
        return tables.store(Wire.before(tables.client(), faults)).surroundings(new SerialSurroundings(clock))
                .meters(meters).open();
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
    void aMessageToAUserIsOneUnitToWrite() {
        UserId ada = newUser();
        UserId bob = newUser();
        double before = units("messages", "write");
        var unused = sendTo(ada, bob, "Hello");
        assertEquals(1, units("messages", "write") - before);
        assertEquals(2 + 1, calls("PutItem", "ok"), "those that created the users included");
    }

    @Test
    void aMessageToAGroupIsAUnitAMemberAndTheOutboxTwice() {
        List<UserId> members = IntStream.range(0, 20).mapToObj(i -> newUser()).toList();
        GroupId group = newGroup(members);
        double directory = units("directory", "write");
        var unused = send(members.getFirst(), group, "Hello, all of you");
        assertEquals(20, units("messages", "write"));
        assertEquals(2 * 1, units("directory", "write") - directory, "put and removed, up to 1 KB each");
    }

    @Test
    void aCheckFromACursorIsHalfAUnitToRead() {
        UserId ada = newUser();
        var unused = sendTo(ada, ada, "Hello");
        var seen = store.inboxes().read(ada, From.beginning(), 10, AccountCondition.exists());
        double before = units("messages", "read");
        var again = store.inboxes().read(ada, From.after(seen.next()), 10, AccountCondition.exists());
        assertEquals(0, again.entries().size());
        assertEquals(0.5, units("messages", "read") - before);
    }

    @Test
    void anOccupiedPlaceIsAConflict() {
        UserId ada = newUser();
        var unused = sendTo(ada, ada, "known to this process");
        var another = tables.store().surroundings(new SerialSurroundings(clock)).open();
        another.inboxes().deliver(message(ada, ada, "from another node"), AccountCondition.exists(),
                facts -> List.of(ada));
        var unusedToo = sendTo(ada, ada, "behind both");
        assertEquals(List.of("known to this process", "from another node", "behind both"),
                texts(store.inboxes().read(ada, From.beginning(), 10, AccountCondition.exists())));
        assertEquals(1, meters.get("messaging.store.conflicts").tag("kind", "place-taken").counter().count());
        assertEquals(1, calls("PutItem", "condition"));
    }

    @Test
    void attemptsBeyondTheFirstAreCountedThoseOfTheSdkIncluded() {
        UserId ada = newUser();
        faults.when(Faults.nth(1, Faults.is(PutItemRequest.class)), Faults.throttle());
        var unused = sendTo(ada, ada, "at the second attempt");
        assertEquals(1, retries());
        assertEquals(1, calls("PutItem", "throttled"));
        faults.heal();
        SdkClientException timeout = SdkClientException.builder().message("no answer")
                .cause(new IOException("timeout")).numAttempts(4).build();
        faults.when(Faults.nth(1, Faults.is(GetItemRequest.class)), Faults.fail(timeout));
        store.ping();
        assertEquals(1 + 3 + 1, retries());
        assertEquals(1, calls("GetItem", "not-done"));
    }

    private double retries() {
        return meters.get("messaging.store.retries").counter().count();
    }

    private double units(String table, String kind) {
        Counter counter = meters.find("messaging.dynamodb.consumed.units").tags("table", table, "kind", kind).counter();
        return counter == null ? 0 : counter.count();
    }

    private long calls(String operation, String outcome) {
        Timer timer = meters.find("messaging.store.calls").tags("operation", operation, "outcome", outcome).timer();
        return timer == null ? 0 : timer.count();
    }
}
