package dev.messaging.core;

import dev.messaging.core.contract.ForwardingStore;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.Credentials;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A store during whose cheap reads something else can happen, whose changes of passwords can lose their answers, and which
 * counts how often it is asked about accounts.
 */
final class SlowStore extends ForwardingStore implements Credentials {
    private final Store store;
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    private final AtomicInteger reads = new AtomicInteger();
    private volatile boolean losesAnswers;

    SlowStore(Store store) {
        super(store);
        this.store = store;
    }

    /** What happens between the next cheap read and its answer. */
    void whileReading(Runnable act) {
        meanwhile.set(act);
    }

    void loseAnswers(boolean lost) {
        losesAnswers = lost;
    }

    /** A look for an account that is not behind its time is counted as well: it follows each cheap one that failed. */
    int reads() {
        return reads.get();
    }

    private <T> T slowly(T read) {
        reads.incrementAndGet();
        meanwhile.getAndSet(() -> {}).run();
        return read;
    }

    @Override
    public Optional<Account> recent(UserId user) {
        return slowly(store.credentials().recent(user));
    }

    @Override
    public Optional<UserSession> recent(SessionKey key) {
        return slowly(store.credentials().recent(key));
    }

    @Override
    public boolean replacePassword(UserId user, Optional<PasswordHash> current, PasswordHash next,
            Optional<SessionKey> kept) {
        boolean replaced = store.credentials().replacePassword(user, current, next, kept);
        if (losesAnswers) {
            throw StoreException.unknown("The answer was lost.", new IllegalStateException());
        }
        return replaced;
    }

    @Override
    public void suspend(UserId user, boolean suspended) {
        store.credentials().suspend(user, suspended);
    }

    @Override
    public boolean open(UserSession session, PasswordHash verified, int sessionsMax) {
        return store.credentials().open(session, verified, sessionsMax);
    }

    @Override
    public List<UserSession> sessions(UserId user, Instant now) {
        return store.credentials().sessions(user, now);
    }

    @Override
    public void end(UserId user, List<SessionKey> keys) {
        store.credentials().end(user, keys);
    }

    @Override
    public Directory directory() {
        reads.incrementAndGet(); // The core asks the directory anew for each look.
        return store.directory();
    }

    @Override
    public Credentials credentials() {
        return this;
    }

    @Override
    public void close() {
        // The store is another's.
    }
}
