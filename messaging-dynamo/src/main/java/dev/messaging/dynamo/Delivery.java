package dev.messaging.dynamo;

import dev.messaging.core.model.Message;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Admission;
import dev.messaging.core.port.Decision.Done;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers a message to whomever the rule names. To one inbox it is one put, which either stands or does not. To several
 * the message is accepted by putting it into the outbox, together with where it begins in each inbox: whoever dies after
 * that, the recovery of some node brings it to all.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final SendFacts facts;
    private final Starts starts;
    private final RecentStarts recent;
    private final Append append;
    private final FanOut fanOut;
    private final OutboxTable outbox;
    private final Surroundings surroundings;

    Delivery(SendFacts facts, Starts starts, Append append, FanOut fanOut, OutboxTable outbox,
            Surroundings surroundings) {
        this.facts = facts;
        this.starts = starts;
        this.recent = new RecentStarts(surroundings);
        this.append = append;
        this.fanOut = fanOut;
        this.outbox = outbox;
        this.surroundings = surroundings;
    }

    Done deliver(Patience patience, Message message, AccountCondition onSender, Admission admission) {
        SendFacts.Looked looked = facts.look(patience, message, onSender, Optional.empty());
        List<UserId> owners = admission.admit(looked.facts());
        if (!owners.isEmpty()) {
            deliver(patience, message, starts.of(patience, owners, looked.tails()));
        }
        return done(message, owners);
    }

    static Done done(Message message, List<UserId> owners) {
        return new Done(message.id().value(), message.sentAt(), owners.size());
    }

    private void deliver(Patience patience, Message message, Map<UserId, Position> begin) {
        if (begin.size() == 1) {
            begin.forEach((owner, start) -> deliverToOne(patience, message, owner, start));
        } else {
            deliverToMany(patience, message, begin);
        }
    }

    /** The put accepts the message, so every tail known up to then is a start: also what was learned in the queue. */
    private void deliverToOne(Patience patience, Message message, UserId owner, Position lookedUp) {
        Position place = append.append(patience, owner, message, () -> {
            Position latest = starts.latest(owner, lookedUp);
            return recent.decide(message.id(), Map.of(owner, latest)).getOrDefault(owner, latest);
        });
        LOG.debug("{} stands in the inbox of {} at {}", message.id(), owner, place);
    }

    private void deliverToMany(Patience patience, Message message, Map<UserId, Position> begin) {
        Outbound delivery = new Outbound(Key.delivery(message.id(), surroundings.nowMillis()), message,
                recent.decide(message.id(), begin));
        outbox.put(patience, delivery);
        fanOut.finish(patience, delivery);
    }
}
