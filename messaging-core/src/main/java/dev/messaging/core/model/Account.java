package dev.messaging.core.model;

import java.util.Optional;

/**
 * A user, and how it is protected. An account with a password is <em>protected</em>: only that user acts as it. One without is
 * <em>open</em>: anyone may.
 *
 * @param user the user
 * @param password what is kept of the password; empty if the account is open
 */
public record Account(User user, Optional<PasswordHash> password) {
    /**
     * How the account is protected.
     *
     * @return {@link Standing#OPEN} or {@link Standing#PROTECTED}
     */
    public Standing standing() {
        return password.isEmpty() ? Standing.OPEN : Standing.PROTECTED;
    }

    /** What there is under a user's id. */
    public enum Standing {
        /** Nothing. */
        ABSENT,
        /** An account without a password. */
        OPEN,
        /** An account with a password. */
        PROTECTED
    }
}
