package dev.messaging.dynamo;

import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.StoreException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings an accepted message to all its inboxes; done by the sender and, if that was in vain, again by the recovery. */
final class FanOut {
    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);

    /** For what is done when the caller has its answer already. */
    private static final Duration REMOVAL = Duration.ofSeconds(5);

    private final Append append;
    private final OutboxTable outbox;
    private final Surroundings surroundings;

    FanOut(Append append, OutboxTable outbox, Surroundings surroundings) {
        this.append = append;
        this.outbox = outbox;
        this.surroundings = surroundings;
    }

    /** Delivers, and removes the delivery from the outbox later; what cannot be done now is left to the recovery. */
    void finish(Patience patience, Outbound delivery) {
        if (deliver(patience, delivery).isEmpty()) {
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

    /**
     * Appends to every inbox, each from its recorded start.
     *
     * @return the starts of those inboxes in which the message may not stand yet
     */
    Map<UserId, Position> deliver(Patience patience, Outbound delivery) {
        List<Map.Entry<UserId, Position>> starts = List.copyOf(delivery.starts().entrySet());
        List<Boolean> delivered = surroundings.inParallel(starts.stream()
                .<Supplier<Boolean>>map(start -> () -> isDelivered(patience, delivery, start)).toList());
        Map<UserId, Position> left = new LinkedHashMap<>();
        IntStream.range(0, starts.size()).filter(i -> !delivered.get(i))
                .forEach(i -> left.put(starts.get(i).getKey(), starts.get(i).getValue()));
        return left;
    }

    private boolean isDelivered(Patience patience, Outbound delivery, Map.Entry<UserId, Position> start) {
        try {
            Position place = append.append(patience, start.getKey(), delivery.message(), start::getValue);
            return place.sequence() > start.getValue().sequence();
        } catch (StoreException trouble) {
            LOG.info("{} is not in the inbox of {} yet: {}", delivery.message().id(), start.getKey(),
                    trouble.getMessage());
            return false;
        }
    }
}
