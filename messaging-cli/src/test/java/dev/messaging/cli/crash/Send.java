package dev.messaging.cli.crash;

/**
 * A message that somebody sent, or tried to.
 *
 * @param text no other send has the same
 * @param sender who
 * @param recipient to which user or group
 * @param copied whether the sender asked for a copy
 * @param during from the first request to the last answer
 * @param outcome what the sender learned
 */
record Send(String text, String sender, String recipient, boolean copied, Span during, Outcome outcome) {
    boolean toGroup() {
        return recipient.startsWith("group-");
    }

    /** When it may have taken effect. */
    Span effect() {
        return outcome instanceof Outcome.Unknown ? new Span(during.from(), Span.FOR_EVER) : during;
    }

    /** As much of the text as tells which one it is. */
    String name() {
        return text.split(" ", 2)[0] + " from " + sender + " to " + recipient;
    }
}
