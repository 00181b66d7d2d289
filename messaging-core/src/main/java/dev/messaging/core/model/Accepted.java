package dev.messaging.core.model;

/**
 * A message that was accepted.
 *
 * @param message the message
 * @param inboxes how many inboxes it goes to
 */
public record Accepted(Message message, int inboxes) {}
