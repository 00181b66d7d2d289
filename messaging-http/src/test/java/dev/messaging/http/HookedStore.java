package dev.messaging.http;

import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Admission;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Credentials;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A store in memory that runs something of the test's before it answers; what that throws, the store throws. */
final class HookedStore implements Store {
    private final MemoryStore memory = MemoryStore.create();
    volatile Runnable beforeDeliver = HookedStore::nothing;
    volatile Runnable beforeRead = HookedStore::nothing;
    volatile int recovered;
    volatile Runnable beforePing = HookedStore::nothing;

    private static void nothing() {
        // The store is well.
    }

    @Override
    public Directory directory() {
        return memory.directory();
    }

    @Override
    public Credentials credentials() {
        return memory.credentials();
    }

    @Override
    public Archive archive() {
        return memory.archive();
    }

    @Override
    public Inboxes inboxes() {
        return new Inboxes() {
            @Override
            public Done deliver(Message message, AccountCondition onSender, Admission admission,
                    Optional<RequestKey> key) {
                beforeDeliver.run();
                return memory.inboxes().deliver(message, onSender, admission, key);
            }

            @Override
            public InboxPage read(UserId owner, From from, int limit, AccountCondition onOwner) {
                beforeRead.run();
                return memory.inboxes().read(owner, from, limit, onOwner);
            }

            @Override
            public Position tail(UserId owner) {
                return memory.inboxes().tail(owner);
            }

            @Override
            public Set<UserId> grown(Map<UserId, Position> places) {
                return memory.inboxes().grown(places);
            }

            @Override
            public Duration newsEvery() {
                return memory.inboxes().newsEvery();
            }

            @Override
            public int trim(UserId owner, Instant before, int atMost) {
                return memory.inboxes().trim(owner, before, atMost);
            }
        };
    }

    @Override
    public Erasure erase(UserId user, int atMost) {
        return memory.erase(user, atMost);
    }

    @Override
    public String location() {
        return memory.location();
    }

    @Override
    public int recover() {
        return recovered;
    }

    @Override
    public void ping() {
        beforePing.run();
    }

    @Override
    public void close() {
        memory.close();
    }
}
