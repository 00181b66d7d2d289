package dev.messaging.dynamo;

import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How messages stand in items: those of an inbox, and those of deliveries under way. */
final class MessageItems {
    private MessageItems() {}

    static Map<String, AttributeValue> entry(UserId owner, Position position, Message message) {
        Map<String, AttributeValue> attributes = message(message);
        if (message.recipient().equals(owner)) {
            attributes.remove(Attributes.RECEIVER);
        }
        attributes.putAll(key(owner, position.sequence()));
        attributes.put(Attributes.AT, Item.of(position.atMillis()));
        return attributes;
    }

    static Map<String, AttributeValue> key(UserId owner, long sequence) {
        return Map.of(Attributes.RECIPIENT, Item.of(owner.value()), Attributes.SEQUENCE, Item.of(sequence));
    }

    /**
     * Reads an entry.
     *
     * @throws Refusal.NoSuchUser if it closes the inbox: whose it was, is no more
     */
    static InboxEntry entry(Item item) {
        if (id(item).equals(Closing.ID)) {
            throw new Refusal.NoSuchUser(item.text(Attributes.RECIPIENT));
        }
        return new InboxEntry(position(item), message(item, new UserId(item.text(Attributes.RECIPIENT))));
    }

    static Position position(Item item) {
        return new Position(item.number(Attributes.SEQUENCE), item.number(Attributes.AT));
    }

    static MessageId id(Item item) {
        return new MessageId(item.text(Attributes.ID));
    }

    static Map<String, AttributeValue> message(Message message) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        attributes.put(Attributes.ID, Item.of(message.id().value()));
        attributes.put(Attributes.SENDER, Item.of(message.sender().value()));
        attributes.put(message.recipient() instanceof GroupId ? Attributes.GROUP : Attributes.RECEIVER,
                Item.of(message.recipient().value()));
        attributes.put(Attributes.TEXT, Item.of(message.text().value()));
        attributes.put(Attributes.SENT, Item.of(message.sentAt()));
        return attributes;
    }

    /** Reads a message. */
    static Message message(Item item, UserId receiverUnlessNamed) {
        return new Message(id(item), new UserId(item.text(Attributes.SENDER)), recipient(item, receiverUnlessNamed),
                new Text(item.text(Attributes.TEXT)), item.time(Attributes.SENT));
    }

    private static Recipient recipient(Item item, UserId receiverUnlessNamed) {
        if (item.has(Attributes.GROUP)) {
            return new GroupId(item.text(Attributes.GROUP));
        }
        return item.has(Attributes.RECEIVER) ? new UserId(item.text(Attributes.RECEIVER)) : receiverUnlessNamed;
    }
}
