package dev.messaging.core.memory;

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
import dev.messaging.core.contract.RequestKeysContract;
import dev.messaging.core.contract.RightsContract;
import dev.messaging.core.contract.SuspensionContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.contract.TrimContract;
import dev.messaging.core.port.Store;

class MemoryStoreTest
        implements
            DirectoryContract,
            GroupsContract,
            GroupDeletionContract,
            ListingContract,
            CredentialsContract,
            RightsContract,
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
    private final Store store = MemoryStore.create(clock);

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
        return MemoryStore.create(clock);
    }
}
