package dev.messaging.core.model;

import java.time.Instant;

/**
 * One user's wish not to get direct messages from another. Messages in groups that both are in still arrive.
 *
 * @param owner who does not want the messages
 * @param blocked whose messages are refused; may be the owner
 * @param since when the block was set, to the millisecond
 */
public record Block(UserId owner, UserId blocked, Instant since) {}
