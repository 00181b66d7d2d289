package dev.messaging.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A group. One that an authenticated user created is <em>owned</em> for ever: by that user, after it has left by the
 * longest-standing member, and when nobody is left by whoever left last. All others are <em>open</em> for ever.
 *
 * @param id which it is
 * @param name what people call the group; the id, if none was given
 * @param createdAt when the group was created, to the millisecond
 * @param members how many members it has
 * @param owner who owns it; empty if it is open
 */
public record Group(GroupId id, Name name, Instant createdAt, int members, Optional<UserId> owner) {}
