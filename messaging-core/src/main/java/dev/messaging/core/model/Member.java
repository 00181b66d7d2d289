package dev.messaging.core.model;

import java.time.Instant;

/**
 * A member, as a group sees it.
 *
 * @param user who it is
 * @param joinedAt when the user was added, to the millisecond
 */
public record Member(UserId user, Instant joinedAt) {}
