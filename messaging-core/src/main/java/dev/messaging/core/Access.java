package dev.messaging.core;

/**
 * What one caller can do: the ways in, by subject.
 *
 * @param caller on whose behalf everything is done
 * @param users users and blocks
 * @param groups groups and memberships
 * @param messages sending, and checking inboxes
 * @param sessions sessions that are open
 */
public record Access(Caller caller, Users users, Groups groups, Messages messages, Sessions sessions) {}
