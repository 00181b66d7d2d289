package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.messaging.core.contract.RandomOperations;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.memory.MemoryStore;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** A random run of operations gets the same answers from DynamoDB as from memory. */
@OnDynamoDbLocal
class SameAnswersTest {
    private static final int OPERATIONS = 600;

    private final LocalTables tables;

    SameAnswersTest(LocalTables tables) {
        this.tables = tables;
    }

    @Test
    void aRandomRunIsAnsweredAsByTheMemoryStore() {
        long seed = ThreadLocalRandom.current().nextLong();
        TestClock clock = new TestClock();
        TestClock sameTime = new TestClock(clock.instant());
        try (DynamoStore store = tables.open(clock); MemoryStore memory = MemoryStore.create(sameTime)) {
            RandomOperations onDynamo = new RandomOperations(seed, store, clock);
            RandomOperations inMemory = new RandomOperations(seed, memory, sameTime);
            for (int i = 0; i < OPERATIONS; i++) {
                TestClock.keepUp(clock, sameTime);
                assertEquals(inMemory.next(), onDynamo.next(), "operation " + i + " of seed " + seed);
            }
        }
    }
}
