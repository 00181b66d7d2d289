package dev.messaging.cli.bulk;

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
import dev.messaging.core.port.Mend;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that answers so many questions about itself, and then no more, as if the process had been killed. */
final class FailingStore implements Store, Archive, Inboxes {
    private final Store store;
    private final AtomicInteger left;

    FailingStore(Store store, int calls) {
        this.store = store;
        this.left = new AtomicInteger(calls);
    }

    private void count() {
        if (left.getAndDecrement() <= 0) {
            throw StoreException.notDone("killed");
        }
    }

    @Override
    public Part read(Section section, Optional<String> after, int limit) {
        count();
        return store.archive().read(section, after, Math.min(limit, 20));
    }

    @Override
    public InboxPart inbox(UserId owner, long behind, int limit) {
        count();
        return store.archive().inbox(owner, behind, Math.min(limit, 3));
    }

    @Override
    public Optional<Decision> decided(RequestKey key) {
        count();
        return store.archive().decided(key);
    }

    @Override
    public List<Outcome> compare(List<Piece> pieces) {
        count();
        return store.archive().compare(pieces);
    }

    /** Half of it is written when it fails. */
    @Override
    public List<Outcome> write(List<Piece> pieces) {
        if (left.get() <= 0) {
            List<Outcome> unused = store.archive().write(pieces.subList(0, pieces.size() / 2));
        }
        count();
        return store.archive().write(pieces);
    }

    @Override
    public List<Seen> look(List<Subject> subjects) {
        count();
        return store.archive().look(subjects);
    }

    @Override
    public boolean mend(Mend mend) {
        count();
        return store.archive().mend(mend);
    }

    @Override
    public boolean keepsBothSides() {
        return store.archive().keepsBothSides();
    }

    @Override
    public List<Flaw> flaws(int atMost) {
        count();
        return store.archive().flaws(atMost);
    }

    @Override
    public InboxPage read(UserId owner, From from, int limit, AccountCondition onOwner) {
        count();
        return store.inboxes().read(owner, from, Math.min(limit, 3), onOwner);
    }

    @Override
    public Position tail(UserId owner) {
        return store.inboxes().tail(owner);
    }

    @Override
    public Decision.Done deliver(Message message, AccountCondition onSender, Admission admission,
            Optional<RequestKey> key) {
        return store.inboxes().deliver(message, onSender, admission, key);
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
    public Archive archive() {
        return this;
    }

    @Override
    public Inboxes inboxes() {
        return this;
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
    public Erasure erase(UserId user, int atMost) {
        count();
        return store.erase(user, atMost);
    }

    @Override
    public String location() {
        return store.location();
    }

    @Override
    public void ping() {
        store.ping();
    }

    @Override
    public int recover() {
        return store.recover();
    }

    @Override
    public void close() {
        store.close();
    }
}
