package dev.messaging.core.model;

import java.time.Instant;

/**
 * A user.
 *
 * @param id who it is
 * @param name what people call the user; the id, if none was given
 * @param createdAt when the user was created, to the millisecond
 */
public record User(UserId id, Name name, Instant createdAt) {}
