package dev.messaging.core;

/**
 * How busy the hashing of passwords is at a moment.
 *
 * @param running how many are being hashed
 * @param waiting how many wait for it
 */
public record HashingLoad(int running, int waiting) {}
