package dev.messaging.core.model;

import java.util.Optional;

/**
 * Names a message: {@code message-} followed by 1 to 64 ASCII letters and digits. Ids that the system makes have 32 lowercase hex
 * digits there (128 random bits).
 *
 * @param value the whole id, prefix included
 */
public record MessageId(String value) {
    /** What every such id begins with. */
    public static final String PREFIX = "message-";

    /**
     * No message's: where a store closes the inbox of a user who was erased, the entry behind which nothing is put bears it.
     */
    public static final MessageId CLOSING = new MessageId(PREFIX + "closed");

    /**
     * Checks the form.
     *
     * @throws Refusal.BadValue if the text is no id of this kind
     */
    public MessageId {
        Ids.check("messageId", PREFIX, value);
    }

    /**
     * Reads an id that came from outside.
     *
     * @param text any text
     * @return the id, or empty if the text has another form, so that nothing can exist under it
     */
    public static Optional<MessageId> parse(String text) {
        return Ids.isValid(PREFIX, text) ? Optional.of(new MessageId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
