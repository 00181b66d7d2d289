package dev.messaging.http;

import dev.messaging.core.Attempts;

/** Counts how often passwords are tried out: from where, and on which account. */
@FunctionalInterface
interface LoginAttempts {
    /**
     * A say in one attempt.
     *
     * @param address where the request comes from
     * @param user whose password it is said to be; any text
     */
    Attempts of(String address, String user);

    static LoginAttempts unlimited() {
        return (address, user) -> Attempts.unlimited();
    }
}
