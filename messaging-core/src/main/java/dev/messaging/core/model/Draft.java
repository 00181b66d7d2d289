package dev.messaging.core.model;

/**
 * A message that somebody wants to send.
 *
 * @param sender who writes it
 * @param recipient whom it is addressed to
 * @param text what it says
 * @param copyToSender whether a direct message to somebody else is put into the sender's own inbox too; messages to
 *     groups and to oneself are there anyway
 */
public record Draft(UserId sender, Recipient recipient, Text text, boolean copyToSender) {}
