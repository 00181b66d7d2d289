package dev.messaging.dynamo.simulation;

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
import dev.messaging.core.port.Decision;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Stands between the core and the store, and writes down what the rules decide; changes nothing. */
final class RecordingStore implements Store, Inboxes {
    private final Store store;
    private final World world;

    RecordingStore(Store store, World world) {
        this.store = store;
        this.world = world;
    }

    @Override
    public Decision.Done deliver(Message message, AccountCondition onSender, Admission admission,
            Optional<RequestKey> key) {
        long since = world.scheduler().now();
        return store.inboxes().deliver(message, onSender, facts -> {
            List<UserId> recipients = admission.admit(facts);
            world.ledger().decided(message, recipients, since, world.scheduler().now());
            return recipients;
        }, key);
    }

    @Override
    public InboxPage read(UserId owner, From from, int limit, AccountCondition onOwner) {
        return store.inboxes().read(owner, from, limit, onOwner);
    }

    @Override
    public Position tail(UserId owner) {
        return store.inboxes().tail(owner);
    }

    @Override
    public Set<UserId> grown(Map<UserId, Position> places) {
        return store.inboxes().grown(places);
    }

    @Override
    public Duration newsEvery() {
        return store.inboxes().newsEvery();
    }

    @Override
    public int trim(UserId owner, Instant before, int atMost) {
        return store.inboxes().trim(owner, before, atMost);
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
    public Archive archive() {
        return store.archive();
    }

    @Override
    public Inboxes inboxes() {
        return this;
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
