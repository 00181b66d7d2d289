package dev.messaging.core.model;

import java.time.Instant;

/**
 * A group.
 *
 * @param id which it is
 * @param name what people call the group; the id, if none was given
 * @param createdAt when the group was created, to the millisecond
 * @param members how many members it has
 */
public record Group(GroupId id, Name name, Instant createdAt, int members) {}
