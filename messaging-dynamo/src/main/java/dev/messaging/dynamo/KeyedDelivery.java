package dev.messaging.dynamo;

import dev.messaging.core.model.Message;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Admission;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.StoreException;
import dev.messaging.dynamo.RequestRecord.Nowhere;
import dev.messaging.dynamo.RequestRecord.ThroughOutbox;
import dev.messaging.dynamo.RequestRecord.ToInbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers a message once, however often and wherever its request is repeated. The message is accepted by remembering the request
 * together with where the message begins: in the one inbox it goes to; or, of several, in the outbox, in the same transaction.
 * Whoever finds that it is remembered, begins there again, and so finds what an earlier attempt has appended.
 */
final class KeyedDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(KeyedDelivery.class);

    private final SendFacts facts;
    private final Starts starts;
    private final Requests requests;
    private final Append append;
    private final FanOut fanOut;
    private final OutboxTable outbox;
    private final Surroundings surroundings;

    KeyedDelivery(SendFacts facts, Starts starts, Requests requests, Append append, FanOut fanOut, OutboxTable outbox,
            Surroundings surroundings) {
        this.facts = facts;
        this.starts = starts;
        this.requests = requests;
        this.append = append;
        this.fanOut = fanOut;
        this.outbox = outbox;
        this.surroundings = surroundings;
    }

    Done deliver(Patience patience, Message message, AccountCondition onSender, Admission admission, RequestKey key) {
        SendFacts.Looked looked = facts.look(patience, message, onSender, Optional.of(key));
        if (looked.decided().isPresent()) {
            return follow(patience, message, key, looked.decided().get());
        }
        return requests.once(patience, key, () -> {
            List<UserId> owners = admission.admit(looked.facts());
            Done done = Delivery.done(message, owners);
            return new Requests.Attempt(done, accept(patience, message, key, done,
                    starts.of(patience, owners, looked.tails())));
        }, first -> follow(patience, message, key, first));
    }

    /** Accepts and delivers, or gives how it was decided already. */
    private Optional<RequestRecord> accept(Patience patience, Message message, RequestKey key, Done done,
            Map<UserId, Position> begin) {
        return switch (begin.size()) {
            case 0 -> requests.decide(patience, key, RequestRecord.of(key, done, new Nowhere()));
            case 1 -> {
                Map.Entry<UserId, Position> only = begin.entrySet().iterator().next();
                yield acceptForOne(patience, message, key, done, only.getKey(), only.getValue());
            }
            default -> acceptForMany(patience, message, key, done, begin);
        };
    }

    /** In one turn, so that nobody in this process gets in between the start and the append. */
    private Optional<RequestRecord> acceptForOne(Patience patience, Message message, RequestKey key, Done done,
            UserId owner, Position lookedUp) {
        return append.inTurn(patience, owner, () -> {
            Position start = starts.latest(owner, lookedUp);
            Optional<RequestRecord> first = requests.decide(patience, key,
                    RequestRecord.of(key, done, new ToInbox(owner, start)));
            if (first.isEmpty()) {
                var unused = onceDecided(() -> append.appendInTurn(patience, owner, message, start));
            }
            return first;
        });
    }

    private Optional<RequestRecord> acceptForMany(Patience patience, Message message, RequestKey key, Done done,
            Map<UserId, Position> begin) {
        long now = surroundings.nowMillis();
        Outbound delivery = new Outbound(Key.delivery(message.id(), now), message, begin);
        Optional<RequestRecord> first = requests.decide(patience, key,
                RequestRecord.of(key, done, new ThroughOutbox(now)), delivery.key(), OutboxTable.attributes(delivery));
        if (first.isEmpty()) {
            fanOut.finish(patience, delivery);
        }
        return first;
    }

    private Done follow(Patience patience, Message message, RequestKey key, RequestRecord first) {
        Done done = first.answer(key);
        Message accepted = new Message(new MessageId(done.id()), message.sender(), message.recipient(), message.text(),
                done.at());
        switch (first.way()) {
            case Nowhere() -> LOG.debug("{} goes to nobody.", accepted.id());
            case ToInbox(UserId owner, Position start) -> {
                var unused = onceDecided(() -> append.append(patience, owner, accepted, () -> start));
            }
            case ThroughOutbox(long millis) -> finish(patience, Key.delivery(accepted.id(), millis));
        }
        return done;
    }

    /** Helps, if the delivery still stands. Whether this succeeds or not, it is accepted, and the recovery brings it to all. */
    private void finish(Patience patience, Key delivery) {
        try {
            outbox.get(patience, delivery).ifPresent(standing -> fanOut.finish(patience, standing));
        } catch (StoreException trouble) {
            LOG.info("{} is left to the recovery: {}", delivery.sk(), trouble.getMessage());
        }
    }

    /** What is remembered may be done by whoever repeats the request, so that nobody can say that it was not. */
    private static <T> T onceDecided(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreException trouble) {
            throw StoreException.unknown("The message is not there yet, but will be if this is repeated with the same"
                    + " key: " + trouble.getMessage(), trouble);
        }
    }
}
