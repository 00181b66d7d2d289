package dev.messaging.cli.crash;

/**
 * What a membership or a block is between.
 *
 * @param owner the group, or the user who blocks
 * @param other the member, or the user who is blocked
 */
record Tie(String owner, String other) {}
