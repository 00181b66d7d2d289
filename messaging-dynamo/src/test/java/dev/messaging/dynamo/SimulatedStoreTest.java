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
import dev.messaging.dynamo.schema.TableDefinition;
import dev.messaging.dynamo.simulated.Expressions;
import dev.messaging.dynamo.simulated.SimulatedDynamoDb;
import java.time.Duration;

/** What the simulation rests on: over the simulated DynamoDB the store keeps the same contract as over the real one. */
class SimulatedStoreTest
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
    private final SimulatedDynamoDb database = new SimulatedDynamoDb(clock, System::nanoTime, () -> () -> 0,
            new Expressions());
    private final Store store;

    SimulatedStoreTest() {
        DynamoTables.of(database, TableDefinition.DEFAULT_PREFIX).create();
        this.store = another();
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
    public Store later(Duration time) {
        clock.move(time);
        return another();
    }

    @Override
    public Store another() {
        return DynamoStore.over(database).clock(clock).recovery(false).open();
    }
}
