package dev.messaging.cli.crash;

import java.util.Optional;

/** What the sender of a message learned. */
sealed interface Outcome {
    /**
     * It is, or will be, with all its recipients.
     *
     * @param messageId what it is called, if the dialect tells
     */
    record Accepted(Optional<String> messageId) implements Outcome {}

    /** A rule is against it. */
    record Refused() implements Outcome {}

    /** The server says so, or it was not even reached. */
    record NotDone() implements Outcome {}

    /** It may have been done, may still be done, or not. */
    record Unknown() implements Outcome {}
}
