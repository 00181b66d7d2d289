package dev.messaging.core.model;

import java.time.Instant;

/**
 * A session, under which a user acts without showing the password again.
 *
 * @param key which session it is
 * @param user who acts under it
 * @param openedAt when it was opened, to the millisecond
 * @param expiresAt when it ends, to the second; from then on it is as if it had never been
 */
public record UserSession(SessionKey key, UserId user, Instant openedAt, Instant expiresAt) {}
