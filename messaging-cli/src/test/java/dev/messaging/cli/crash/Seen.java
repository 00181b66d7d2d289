package dev.messaging.cli.crash;

import java.util.Optional;

/**
 * A message as a reader got it.
 *
 * @param text what it says
 * @param sender from whom
 * @param recipient to whom, if that is not the owner of the inbox alone
 * @param place what only the first dialect tells
 */
record Seen(String text, String sender, Optional<String> recipient, Optional<Place> place) {
    /**
     * Which message, and where in the inbox.
     *
     * @param messageId what the message is called
     * @param timestamp its position
     */
    record Place(String messageId, long timestamp) {}
}
