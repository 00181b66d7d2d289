package dev.messaging.dynamo;

import dev.messaging.core.contract.ConcurrencyContract;
import dev.messaging.core.contract.DirectoryContract;
import dev.messaging.core.contract.InboxesContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.port.Store;
import org.junit.jupiter.api.AfterEach;

@OnDynamoDbLocal
class DynamoStoreTest implements DirectoryContract, InboxesContract, ConcurrencyContract {
    private final TestClock clock = new TestClock();
    private final Store store;

    DynamoStoreTest(LocalTables tables) {
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
}
