package dev.messaging.dynamo.simulation;

import dev.messaging.core.contract.ForwardingInboxes;
import dev.messaging.core.contract.ForwardingStore;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Admission;
import dev.messaging.core.port.Decision;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Store;
import java.util.List;
import java.util.Optional;

/** Stands between the core and the store, and writes down what the rules decide; changes nothing. */
final class RecordingStore extends ForwardingStore {
    private final Inboxes recording;

    RecordingStore(Store store, World world) {
        super(store);
        this.recording = new ForwardingInboxes(store.inboxes()) {
            @Override
            public Decision.Done deliver(Message message, AccountCondition onSender, Admission admission,
                    Optional<RequestKey> key) {
                long since = world.scheduler().now();
                return super.deliver(message, onSender, facts -> {
                    List<UserId> recipients = admission.admit(facts);
                    world.ledger().decided(message, recipients, since, world.scheduler().now());
                    return recipients;
                }, key);
            }
        };
    }

    @Override
    public Inboxes inboxes() {
        return recording;
    }
}
