package dev.messaging.core.model;

import java.util.Optional;

/**
 * A user, how it is protected, and whether it may act. An account with a password is <em>protected</em>: only that user acts as
 * it. One without is <em>open</em>: anyone may. One that is <em>suspended</em> is nobody's to act as, but an administrator's; it
 * still gets messages, and stays in its groups.
 *
 * @param user the user
 * @param password what is kept of the password; empty if the account is open
 * @param suspended whether nobody may act as it for now
 */
public record Account(User user, Optional<PasswordHash> password, boolean suspended) {
    /**
     * An account that is not suspended.
     *
     * @param user the user
     * @param password what is kept of the password; empty if the account is open
     */
    public Account(User user, Optional<PasswordHash> password) {
        this(user, password, false);
    }

    /**
     * How the account is protected, and whether it is suspended.
     *
     * @return any but {@link Standing#ABSENT}
     */
    public Standing standing() {
        return Standing.of(password.isPresent(), suspended);
    }

    /** What there is under a user's id. */
    public enum Standing {
        /** Nothing. */
        ABSENT,
        /** An account without a password. */
        OPEN,
        /** An account with a password. */
        PROTECTED,
        /** An account without a password, as which nobody may act for now. */
        OPEN_SUSPENDED,
        /** An account with a password, as which nobody may act for now. */
        PROTECTED_SUSPENDED;

        /**
         * The standing of an account.
         *
         * @param isProtected whether it has a password
         * @param suspended whether it is suspended
         * @return the standing
         */
        public static Standing of(boolean isProtected, boolean suspended) {
            if (isProtected) {
                return suspended ? PROTECTED_SUSPENDED : PROTECTED;
            }
            return suspended ? OPEN_SUSPENDED : OPEN;
        }

        /**
         * What it is but for a suspension: for acts that this does not hinder.
         *
         * @return {@link #ABSENT}, {@link #OPEN} or {@link #PROTECTED}
         */
        public Standing butForSuspension() {
            return switch (this) {
                case ABSENT -> ABSENT;
                case OPEN, OPEN_SUSPENDED -> OPEN;
                case PROTECTED, PROTECTED_SUSPENDED -> PROTECTED;
            };
        }
    }
}
