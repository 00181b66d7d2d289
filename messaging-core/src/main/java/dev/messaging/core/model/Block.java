package dev.messaging.core.model;

import java.time.Instant;

/**
 * One user's wish not to hear from another.
 *
 * @param owner who does not want the messages
 * @param blocked whose messages are refused; may be the owner
 * @param scope whether messages in groups are meant too
 * @param since when the block was set, to the millisecond
 */
public record Block(UserId owner, UserId blocked, BlockScope scope, Instant since) {}
