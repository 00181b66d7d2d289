package dev.messaging.core.contract;

import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Credentials;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.Store;

/** Hands everything on to another store: tests override what is to be different. */
public class ForwardingStore implements Store {
    private final Store store;

    /** Forwards to this store. */
    public ForwardingStore(Store store) {
        this.store = store;
    }

    @Override
    public Directory directory() {
        return store.directory();
    }

    @Override
    public Credentials credentials() {
        return store.credentials();
    }

    @Override
    public Inboxes inboxes() {
        return store.inboxes();
    }

    @Override
    public Archive archive() {
        return store.archive();
    }

    @Override
    public Erasure erase(UserId user, int atMost) {
        return store.erase(user, atMost);
    }

    @Override
    public String location() {
        return store.location();
    }

    @Override
    public int recover() {
        return store.recover();
    }

    @Override
    public void ping() {
        store.ping();
    }

    @Override
    public void close() {
        store.close();
    }
}
