package dev.messaging.dynamo;

import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Admission;
import dev.messaging.core.port.Inboxes;
import dev.messaging.dynamo.InboxTable.Consistency;
import java.util.function.Supplier;

/** Everybody's inbox in the messages table. */
final class DynamoInboxes implements Inboxes {
    private final Delivery delivery;
    private final Reading reading;
    private final InboxTable table;
    private final Tails tails;
    private final Supplier<Patience> patience;

    DynamoInboxes(Delivery delivery, Reading reading, InboxTable table, Tails tails, Supplier<Patience> patience) {
        this.delivery = delivery;
        this.reading = reading;
        this.table = table;
        this.tails = tails;
        this.patience = patience;
    }

    @Override
    public void deliver(Message message, AccountCondition onSender, Admission admission) {
        delivery.deliver(patience.get(), message, onSender, admission);
    }

    @Override
    public InboxPage read(UserId owner, From from, int limit, AccountCondition onOwner) {
        return reading.read(patience.get(), owner, from, limit, onOwner);
    }

    @Override
    public Position tail(UserId owner) {
        Position tail = table.tail(patience.get(), owner, Consistency.STRONG);
        if (!tail.equals(Position.START)) {
            tails.remember(owner, tail);
        }
        return tail;
    }
}
