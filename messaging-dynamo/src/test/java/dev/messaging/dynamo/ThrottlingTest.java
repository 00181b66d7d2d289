package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.From;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** DynamoDB throttles for long, and then no more: everything drains by itself. */
@OnDynamoDbLocal
class ThrottlingTest implements StoreContract {
    private static final int MESSAGES = 12;
    private static final int ROUNDS_MAX = 100;

    private final TestClock clock = new TestClock();
    private final Faults faults = new Faults();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DynamoStore store;

    ThrottlingTest(LocalTables tables) {
        LocalTables fresh = tables.fresh();
        this.store = fresh.store(Wire.before(fresh.client(), faults)).surroundings(new SerialSurroundings(clock))
                .overdueAfter(Duration.ofMillis(1)).meters(meters).open();
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
    void whatWasAcceptedMeanwhileArrivesOnceWhenItIsOver() {
        List<UserId> members = newUsers(3);
        GroupId group = newGroup(members);
        faults.when(ThrottlingTest::isAppend, Faults.throttle());
        List<String> accepted = IntStream.range(0, MESSAGES).mapToObj(i -> "message " + i).toList();
        accepted.forEach(text -> {
            letTimePass();
            var unused = send(members.getFirst(), group, text);
        });
        letTimePass();
        clock.move(Duration.ofMillis(2));
        faults.when(request -> !(request instanceof QueryRequest), Faults.throttle());
        StoreException refused = assertThrows(StoreException.class,
                () -> sendTo(members.getFirst(), members.getLast(), "not now"));
        assertEquals(StoreException.Outcome.NOT_DONE, refused.outcome(), "so the client is told 503, and may repeat");
        assertEquals(0, roundsUntil(() -> store.recovery().budget() == 1), "deliveries finished meanwhile");
        assertEquals(MESSAGES, gauge("messaging.outbox.overdue"));
        assertTrue(gauge("messaging.outbox.oldest") > 0);
        assertTrue(count("messaging.store.throttled") > count("messaging.outbox.unfinished"));
        assertTrue(count("messaging.store.retries") > MESSAGES);
        faults.heal();
        assertEquals(MESSAGES, roundsUntil(() -> gauge("messaging.outbox.overdue") == 0));
        assertEquals(MESSAGES, count("messaging.outbox.recovered"));
        for (UserId member : members) {
            assertEquals(accepted.stream().sorted().toList(),
                    texts(store.inboxes().read(member, From.beginning(), 100, AccountCondition.exists())).stream()
                            .sorted().toList());
        }
        int unused = roundsUntil(() -> store.recovery().budget() == 64);
        assertEquals(64, gauge("messaging.outbox.budget"));
    }

    private static boolean isAppend(DynamoDbRequest request) {
        return request instanceof PutItemRequest put && put.item().containsKey(Attributes.RECIPIENT);
    }

    /** Looks again and again, as the recovery of a node does, and tells how many deliveries it finished. */
    private int roundsUntil(BooleanSupplier reached) {
        int finished = 0;
        for (int rounds = 0; !reached.getAsBoolean(); rounds++) {
            assertTrue(rounds < ROUNDS_MAX, "this does not end");
            letTimePass();
            finished += store.recovery().round();
        }
        return finished;
    }

    /** A node that is off DynamoDB's clock would not write, and this takes a while. */
    private void letTimePass() {
        Duration behind = Duration.between(clock.instant(), Instant.now());
        clock.move(behind.isPositive() ? behind.plusMillis(1) : Duration.ofMillis(1));
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    private double count(String name) {
        return meters.get(name).meter() instanceof Counter counter
                ? counter.count()
                : meters.get(name).functionCounter().count();
    }
}
