package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.messaging.core.contract.RandomOperations;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.port.Store;
import dev.messaging.dynamo.DynamoDbLocal;
import dev.messaging.dynamo.DynamoStore;
import dev.messaging.dynamo.DynamoTables;
import dev.messaging.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A random run of operations from a printed seed gives the same answers on all stores, word for word. */
class StoresAgreeTest {
    private static final int OPERATIONS = 1_500;

    /** Another one each time; {@code -Dmessaging.test.seed=…} repeats one. */
    private final long seed = Long.getLong("messaging.test.seed", ThreadLocalRandom.current().nextLong());
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @TempDir
    Path folder;

    @Test
    void sqliteAnswersAsMemoryDoes() {
        compareWithMemory(clock -> SqliteStore.at(folder.resolve("messaging.db")).clock(clock).open());
    }

    @Test
    @DisabledIfSystemProperty(named = "messaging.test.dynamodb-local", matches = "skip")
    void dynamoDbAnswersAsMemoryDoes() throws Exception {
        try (DynamoDbLocal database = DynamoDbLocal.start(DynamoDbLocalJars.folder(), 0, Optional.empty());
                DynamoDbClient client = DynamoDbLocalJars.client(database)) {
            DynamoTables.of(client, "messaging-").create();
            compareWithMemory(clock -> DynamoStore.over(client).clock(clock).open());
        }
    }

    private void compareWithMemory(Function<TestClock, Store> open) {
        TestClock memoryClock = new TestClock(start);
        TestClock clock = new TestClock(start);
        try (Store store = open.apply(clock)) {
            RandomOperations expected = new RandomOperations(seed, MemoryStore.create(memoryClock), memoryClock);
            RandomOperations actual = new RandomOperations(seed, store, clock);
            for (int i = 0; i < OPERATIONS; i++) {
                TestClock.keepUp(memoryClock, clock);
                assertEquals(expected.next(), actual.next(), "operation " + i + " of seed " + seed);
            }
        }
    }
}
