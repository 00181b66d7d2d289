package dev.messaging.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.messaging.core.contract.ArchiveContract;
import dev.messaging.core.contract.ClosingContract;
import dev.messaging.core.contract.ConcurrencyContract;
import dev.messaging.core.contract.CredentialsContract;
import dev.messaging.core.contract.DirectoryContract;
import dev.messaging.core.contract.ErasureContract;
import dev.messaging.core.contract.GroupDeletionContract;
import dev.messaging.core.contract.GroupsContract;
import dev.messaging.core.contract.InboxesContract;
import dev.messaging.core.contract.ListingContract;
import dev.messaging.core.contract.NewsContract;
import dev.messaging.core.contract.RandomOperations;
import dev.messaging.core.contract.RequestKeysContract;
import dev.messaging.core.contract.RightsContract;
import dev.messaging.core.contract.SuspensionContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.contract.TrimContract;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.port.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That SQLite keeps every promise of the ports, and answers as the store in memory does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqliteStoreTest
        implements
            DirectoryContract,
            GroupsContract,
            GroupDeletionContract,
            ListingContract,
            RightsContract,
            CredentialsContract,
            InboxesContract,
            RequestKeysContract,
            NewsContract,
            TrimContract,
            SuspensionContract,
            ErasureContract,
            ArchiveContract,
            ConcurrencyContract,
            ClosingContract {
    private final TestClock clock = new TestClock();
    private final Path folder;
    private final Store store;

    SqliteStoreTest(@TempDir Path folder) {
        this.folder = folder;
        this.store = SqliteStore.at(folder.resolve("messaging.db")).clock(clock).open();
    }

    @AfterAll
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

    @Override
    public Store another() {
        return SqliteStore.at(folder.resolve("another.db")).clock(clock).open();
    }

    @Override
    public int messagesOfManySenders() {
        return 5_008;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_121, -7})
    void aRandomRunGetsTheSameAnswersAsInMemory(long seed) {
        TestClock here = new TestClock();
        TestClock there = new TestClock(here.instant());
        try (Store sqlite = SqliteStore.at(folder.resolve("run" + seed + ".db")).clock(here).open()) {
            RandomOperations onSqlite = new RandomOperations(seed, sqlite, here);
            RandomOperations inMemory = new RandomOperations(seed, MemoryStore.create(there), there);
            for (int i = 0; i < 1_000; i++) {
                assertEquals(inMemory.next(), onSqlite.next(), "seed " + seed + ", operation " + i);
            }
        }
    }
}
