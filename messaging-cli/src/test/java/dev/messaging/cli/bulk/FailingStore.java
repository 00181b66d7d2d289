package dev.messaging.cli.bulk;

import dev.messaging.core.contract.ForwardingInboxes;
import dev.messaging.core.contract.ForwardingStore;
import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Decision;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.Mend;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.Subject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that answers so many questions about itself, and then no more, as if the process had been killed. */
final class FailingStore extends ForwardingStore implements Archive {
    private final Store store;
    private final AtomicInteger left;

    FailingStore(Store store, int calls) {
        super(store);
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
    public Archive archive() {
        return this;
    }

    @Override
    public Inboxes inboxes() {
        return new ForwardingInboxes(super.inboxes()) {
            @Override
            public InboxPage read(UserId owner, From from, int limit, AccountCondition onOwner) {
                count();
                return super.read(owner, from, Math.min(limit, 3), onOwner);
            }
        };
    }

    @Override
    public Erasure erase(UserId user, int atMost) {
        count();
        return super.erase(user, atMost);
    }
}
