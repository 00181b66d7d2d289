package dev.messaging.core.model;

import java.time.Instant;

/**
 * A group that a user is in, as the user sees it.
 *
 * @param group which group it is
 * @param groupName what people call the group
 * @param joinedAt when the user was added, to the millisecond
 */
public record Membership(GroupId group, Name groupName, Instant joinedAt) {}
