package dev.messaging.dynamo;

import dev.messaging.core.contract.ClosingContract;
import dev.messaging.core.contract.ConcurrencyContract;
import dev.messaging.core.contract.CredentialsContract;
import dev.messaging.core.contract.DirectoryContract;
import dev.messaging.core.contract.ErasureContract;
import dev.messaging.core.contract.GroupDeletionContract;
import dev.messaging.core.contract.GroupsContract;
import dev.messaging.core.contract.InboxesContract;
import dev.messaging.core.contract.NewsContract;
import dev.messaging.core.contract.RequestKeysContract;
import dev.messaging.core.contract.RightsContract;
import dev.messaging.core.contract.SuspensionContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.contract.TrimContract;
import dev.messaging.core.port.Store;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

@OnDynamoDbLocal
class DynamoStoreTest
        implements
            DirectoryContract,
            GroupsContract,
            GroupDeletionContract,
            CredentialsContract,
            RightsContract,
            InboxesContract,
            RequestKeysContract,
            NewsContract,
            TrimContract,
            SuspensionContract,
            ErasureContract,
            ConcurrencyContract,
            ClosingContract {
    private final TestClock clock = new TestClock();
    private final LocalTables tables;
    private final Store store;

    DynamoStoreTest(LocalTables tables) {
        this.tables = tables;
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

    /** Another node: the first one would stop writing when its clock is far from that of DynamoDB Local. */
    @Override
    public Store later(Duration time) {
        clock.move(time);
        Wire nothingSpecial = (request, send) -> send.apply(request);
        return tables.store(Wire.before(tables.client(), nothingSpecial.timeless())).clock(clock).open();
    }

    @Override
    public Store another() {
        return tables.open(clock);
    }
}
