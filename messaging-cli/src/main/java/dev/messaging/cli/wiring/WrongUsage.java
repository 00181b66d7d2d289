package dev.messaging.cli.wiring;

import org.jspecify.annotations.Nullable;

/** What was asked for cannot be meant so. The message says what would be right. */
@SuppressWarnings("serial") // never serialized
public final class WrongUsage extends RuntimeException {
    /**
     * Says what is wrong.
     *
     * @param message a sentence for people
     */
    public WrongUsage(@Nullable String message) {
        super(message, null, false, false);
    }
}
