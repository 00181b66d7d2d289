package dev.messaging.http;

import dev.messaging.core.contract.ForwardingInboxes;
import dev.messaging.core.contract.ForwardingStore;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Admission;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.RequestKey;
import java.util.Optional;

/** A store in memory that runs something of the test's before it answers; what that throws, the store throws. */
final class HookedStore extends ForwardingStore {
    volatile Runnable beforeDeliver = HookedStore::nothing;
    volatile Runnable beforeRead = HookedStore::nothing;
    volatile int recovered;
    volatile Runnable beforePing = HookedStore::nothing;

    HookedStore() {
        super(MemoryStore.create());
    }

    private static void nothing() {
        // The store is well.
    }

    @Override
    public Inboxes inboxes() {
        return new ForwardingInboxes(super.inboxes()) {
            @Override
            public Done deliver(Message message, AccountCondition onSender, Admission admission,
                    Optional<RequestKey> key) {
                beforeDeliver.run();
                return super.deliver(message, onSender, admission, key);
            }

            @Override
            public InboxPage read(UserId owner, From from, int limit, AccountCondition onOwner) {
                beforeRead.run();
                return super.read(owner, from, limit, onOwner);
            }
        };
    }

    @Override
    public int recover() {
        return recovered;
    }

    @Override
    public void ping() {
        beforePing.run();
    }
}
