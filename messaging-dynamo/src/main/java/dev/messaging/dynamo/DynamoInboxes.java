package dev.messaging.dynamo;

import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Admission;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.RequestKey;
import dev.messaging.dynamo.InboxTable.Consistency;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Everybody's inbox in the messages table. */
final class DynamoInboxes implements Inboxes {
    private final Delivery delivery;
    private final KeyedDelivery keyedDelivery;
    private final Reading reading;
    private final Growth growth;
    private final Trim trim;
    private final InboxTable table;
    private final Tails tails;
    private final Supplier<Patience> patience;

    DynamoInboxes(Delivery delivery, KeyedDelivery keyedDelivery, Reading reading, Growth growth, Trim trim,
            InboxTable table, Tails tails, Supplier<Patience> patience) {
        this.delivery = delivery;
        this.keyedDelivery = keyedDelivery;
        this.reading = reading;
        this.growth = growth;
        this.trim = trim;
        this.table = table;
        this.tails = tails;
        this.patience = patience;
    }

    @Override
    public Done deliver(Message message, AccountCondition onSender, Admission admission, Optional<RequestKey> key) {
        Patience waiting = patience.get();
        key.ifPresent(known -> waiting.checkFresh(known.usedAt()));
        return key.isPresent()
                ? keyedDelivery.deliver(waiting, message, onSender, admission, key.get())
                : delivery.deliver(waiting, message, onSender, admission);
    }

    @Override
    public InboxPage read(UserId owner, From from, int limit, AccountCondition onOwner) {
        return reading.read(patience.get(), owner, from, limit, onOwner);
    }

    @Override
    public Position tail(UserId owner) {
        Patience waiting = patience.get();
        Optional<Position> tail = table.last(waiting, owner, Consistency.STRONG).filter(mark -> !mark.closes())
                .map(Mark::position);
        tail.ifPresent(place -> tails.remember(waiting, owner, place));
        return tail.orElse(Position.START);
    }

    @Override
    public Set<UserId> grown(Map<UserId, Position> places) {
        return growth.grown(patience.get(), places);
    }

    @Override
    public Duration newsEvery() {
        return Growth.LOOKED_EVERY;
    }

    @Override
    public int trim(UserId owner, Instant before, int atMost) {
        return trim.trim(patience.get(), owner, before, atMost);
    }
}
