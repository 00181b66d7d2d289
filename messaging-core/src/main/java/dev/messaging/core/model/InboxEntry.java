package dev.messaging.core.model;

/**
 * A message in one user's inbox.
 *
 * @param position where in this inbox it stands
 * @param message what stands there
 */
public record InboxEntry(Position position, Message message) {}
