package dev.messaging.core.model;

import java.time.Instant;

/**
 * An accepted message: the same in every inbox that it stands in.
 *
 * @param id which message it is
 * @param sender who wrote it
 * @param recipient whom it is addressed to
 * @param text what it says
 * @param sentAt when it was accepted, to the millisecond; the time to display
 */
public record Message(MessageId id, UserId sender, Recipient recipient, Text text, Instant sentAt) {}
