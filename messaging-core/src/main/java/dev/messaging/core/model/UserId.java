package dev.messaging.core.model;

import java.util.Optional;

/**
 * Names a user: {@code user-} followed by 1 to 64 ASCII letters and digits. Ids that the system makes have 32 lowercase hex
 * digits there (128 random bits).
 *
 * @param value the whole id, prefix included
 */
public record UserId(String value) implements Recipient {
    /** What every such id begins with. */
    public static final String PREFIX = "user-";

    /**
     * Checks the form.
     *
     * @throws Refusal.BadValue if the text is no id of this kind
     */
    public UserId {
        Ids.check("userId", PREFIX, value);
    }

    /**
     * Reads an id that came from outside.
     *
     * @param text any text
     * @return the id, or empty if the text has another form, so that nothing can exist under it
     */
    public static Optional<UserId> parse(String text) {
        return Ids.isValid(PREFIX, text) ? Optional.of(new UserId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
