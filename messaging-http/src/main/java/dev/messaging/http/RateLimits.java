package dev.messaging.http;

import java.time.Duration;

/**
 * How often clients may call, and try passwords out. Failed logins are limited always, the rest only if wanted.
 *
 * @param on whether calls are limited too
 * @param sends messages, by user and address
 * @param calls everything else but creations, by user and address
 * @param creations users and groups that are created, by address
 * @param failedLoginsOfAccount wrong passwords for one account from one address
 * @param failedLoginsOfAddress wrong passwords from one address
 * @param rememberedMax how many users and addresses are remembered for each of these, so that memory is bounded; those who
 *     called least lately and least often are forgotten first, and start anew
 */
public record RateLimits(boolean on, Rate sends, Rate calls, Rate creations, Rate failedLoginsOfAccount,
        Rate failedLoginsOfAddress, int rememberedMax) {
    /** Checks the bounds. */
    public RateLimits {
        if (rememberedMax < 1 || rememberedMax > 10_000_000) {
            throw new IllegalArgumentException("from 1 to 10000000 callers are remembered, not " + rememberedMax);
        }
    }

    /**
     * The usual figures, switched off but for failed logins: 20 sends and 20 other calls a second (100 at once), 100
     * creations an hour, 10 failed logins of an account in 10 minutes and 100 of an address.
     *
     * @return limits to begin with
     */
    public static RateLimits standard() {
        Duration tenMinutes = Duration.ofMinutes(10);
        return new RateLimits(false, Rate.perSecond(20, 100), Rate.perSecond(20, 100),
                Rate.of(100, Duration.ofHours(1)), Rate.of(10, tenMinutes), Rate.of(100, tenMinutes), 20_000);
    }

    /**
     * Switches the limits of calls on or off.
     *
     * @param value whether they are wanted
     * @return new limits
     */
    public RateLimits withOn(boolean value) {
        return new RateLimits(value, sends, calls, creations, failedLoginsOfAccount, failedLoginsOfAddress,
                rememberedMax);
    }

    /**
     * Sets how often a user may send.
     *
     * @param value the rate
     * @return new limits
     */
    public RateLimits withSends(Rate value) {
        return new RateLimits(on, value, calls, creations, failedLoginsOfAccount, failedLoginsOfAddress, rememberedMax);
    }

    /**
     * Sets how often a user may call for anything else.
     *
     * @param value the rate
     * @return new limits
     */
    public RateLimits withCalls(Rate value) {
        return new RateLimits(on, sends, value, creations, failedLoginsOfAccount, failedLoginsOfAddress, rememberedMax);
    }

    /**
     * Sets how many users and groups may be created from an address.
     *
     * @param value the rate
     * @return new limits
     */
    public RateLimits withCreations(Rate value) {
        return new RateLimits(on, sends, calls, value, failedLoginsOfAccount, failedLoginsOfAddress, rememberedMax);
    }

    /**
     * Sets how many wrong passwords may be tried out.
     *
     * @param ofAccount for one account from one address
     * @param ofAddress from one address
     * @return new limits
     */
    public RateLimits withFailedLogins(Rate ofAccount, Rate ofAddress) {
        return new RateLimits(on, sends, calls, creations, ofAccount, ofAddress, rememberedMax);
    }

    /**
     * Sets how many users and addresses are remembered.
     *
     * @param value from 1 to 10,000,000
     * @return new limits
     */
    public RateLimits withRememberedMax(int value) {
        return new RateLimits(on, sends, calls, creations, failedLoginsOfAccount, failedLoginsOfAddress, value);
    }
}
