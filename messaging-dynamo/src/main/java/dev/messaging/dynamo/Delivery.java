package dev.messaging.dynamo;

import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Admission;
import dev.messaging.core.port.StoreException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers a message to whomever the rule names. To one inbox it is one put, which either stands or does not. To several
 * the message is accepted by putting it into the outbox, together with where it begins in each inbox: whoever dies after
 * that, the recovery of some node brings it to all.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    /** For what is done when the caller has its answer already. */
    private static final Duration REMOVAL = Duration.ofSeconds(5);

    private final SendFacts facts;
    private final Tails tails;
    private final RecentStarts recent;
    private final Append append;
    private final FanOut fanOut;
    private final OutboxTable outbox;
    private final Surroundings surroundings;

    Delivery(SendFacts facts, Tails tails, Append append, FanOut fanOut, OutboxTable outbox,
            Surroundings surroundings) {
        this.facts = facts;
        this.tails = tails;
        this.recent = new RecentStarts(surroundings);
        this.append = append;
        this.fanOut = fanOut;
        this.outbox = outbox;
        this.surroundings = surroundings;
    }

    void deliver(Patience patience, Message message, AccountCondition onSender, Admission admission) {
        switch (message.recipient()) {
            case UserId receiver -> {
                SendFacts.OfDirect looked = facts.ofDirect(patience, message.sender(), receiver, onSender);
                deliver(patience, message, admission.admit(looked.facts()), Map.of(receiver, looked.tail()));
            }
            case GroupId group -> deliver(patience, message,
                    admission.admit(facts.ofGroup(patience, message.sender(), group, onSender)), Map.of());
        }
    }

    private void deliver(Patience patience, Message message, List<UserId> owners, Map<UserId, Position> lookedUp) {
        if (owners.isEmpty()) {
            return;
        }
        Map<UserId, Position> starts = starts(patience, owners, lookedUp);
        if (owners.size() == 1) {
            deliverToOne(patience, message, owners.getFirst(), starts);
        } else {
            deliverToMany(patience, message, starts);
        }
    }

    private Map<UserId, Position> starts(Patience patience, List<UserId> owners, Map<UserId, Position> lookedUp) {
        List<Position> places = surroundings.inParallel(owners.stream().<Supplier<Position>>map(owner -> () -> {
            Position place = lookedUp.get(owner);
            return place != null ? place : tails.of(patience, owner);
        }).toList());
        Map<UserId, Position> starts = new LinkedHashMap<>();
        IntStream.range(0, owners.size()).forEach(i -> starts.put(owners.get(i), places.get(i)));
        return starts;
    }

    /** The put accepts the message, so every tail known up to then is a start: also what was learned in the queue. */
    private void deliverToOne(Patience patience, Message message, UserId owner, Map<UserId, Position> starts) {
        Position place = append.append(patience, owner, message, () -> {
            Position latest = Tails.further(tails.known(owner), starts.getOrDefault(owner, Position.START));
            return recent.decide(message.id(), Map.of(owner, latest)).getOrDefault(owner, latest);
        });
        LOG.debug("{} stands in the inbox of {} at {}", message.id(), owner, place);
    }

    private void deliverToMany(Patience patience, Message message, Map<UserId, Position> starts) {
        Outbound delivery = new Outbound(Key.delivery(message.id(), surroundings.nowMillis()), message,
                recent.decide(message.id(), starts));
        outbox.put(patience, delivery);
        if (fanOut.deliver(patience, delivery).isEmpty()) {
            surroundings.later(() -> remove(delivery));
        }
    }

    private void remove(Outbound delivery) {
        try {
            outbox.remove(new Patience(surroundings, REMOVAL), delivery.key());
        } catch (StoreException trouble) {
            LOG.info("{} is delivered, but stays in the outbox for now: {}", delivery.message().id(),
                    trouble.getMessage());
        }
    }
}
