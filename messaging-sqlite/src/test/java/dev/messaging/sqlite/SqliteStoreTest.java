package dev.messaging.sqlite;

import dev.messaging.core.contract.ConcurrencyContract;
import dev.messaging.core.contract.DirectoryContract;
import dev.messaging.core.contract.InboxesContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.port.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** That SQLite keeps every promise of the ports. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqliteStoreTest implements DirectoryContract, InboxesContract, ConcurrencyContract {
    private final TestClock clock = new TestClock();
    private Store store;

    @BeforeAll
    void open(@TempDir Path folder) {
        store = SqliteStore.at(folder.resolve("messaging.db")).clock(clock).open();
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
}
