package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.From;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** DynamoDB Local tells the time in each answer, as DynamoDB does. */
@OnDynamoDbLocal
class ClockGuardTest implements StoreContract {
    private final TestClock clock = new TestClock();
    private final Store store;

    ClockGuardTest(LocalTables tables) {
        this.store = tables.open(clock);
    }

    @AfterEach
    void close() {
        store.close();
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
    void aNodeWhoseClockIsFarOffReadsButDoesNotWriteUntilTheClockIsRight() {
        UserId ada = newUser();
        for (Duration off : new Duration[]{Duration.ofSeconds(60), Duration.ofSeconds(-60)}) {
            clock.move(off);
            StoreException refused = assertThrows(StoreException.class, () -> sendTo(ada, ada, "no"));
            assertEquals(Outcome.NOT_DONE, refused.outcome());
            assertTrue(String.valueOf(refused.getMessage()).contains("clock is"), refused.getMessage());
            assertThrows(StoreException.class, () -> newUser(unknownUser()));
            assertEquals(0,
                    store.inboxes().read(ada, From.beginning(), 10, AccountCondition.exists()).entries().size());
            clock.move(off.negated());
            newUser(unknownUser());
        }
        sendTo(ada, ada, "yes");
        assertEquals(1, store.inboxes().tail(ada).sequence());
    }

    @Test
    void someSecondsOffDoNoHarm() {
        clock.move(Duration.ofSeconds(20));
        newUser(unknownUser());
        clock.move(Duration.ofSeconds(-40));
        newUser(unknownUser());
        assertEquals(Duration.ofSeconds(30), ClockGuard.OFF_AT_MOST);
    }
}
