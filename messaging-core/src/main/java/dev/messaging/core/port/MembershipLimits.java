package dev.messaging.core.port;

/**
 * How large groups and lists of groups may grow.
 *
 * @param membersOfGroup how many members a group may have, from 1 to 5,000
 * @param groupsOfUser how many groups a user may be in, from 1 to 10,000
 */
public record MembershipLimits(int membersOfGroup, int groupsOfUser) {}
