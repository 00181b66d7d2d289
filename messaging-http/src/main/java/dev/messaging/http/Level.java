package dev.messaging.http;

import io.javalin.http.Header;
import java.time.Duration;
import java.util.Map;

/**
 * How much a caller has left of a quota.
 *
 * @param name the quota's name
 * @param rate what the quota allows
 * @param taken whether there was something to take
 * @param left how much is left; negative if the caller owes
 * @param pause if something was taken, how long until all of it is back; if not, how long until there is something
 */
record Level(String name, Rate rate, boolean taken, long left, Duration pause) {
    static final String LIMIT_HEADER = "RateLimit";
    static final String POLICY_HEADER = "RateLimit-Policy";

    private static final int SPARSE_PERCENT = 20;

    /** Whether so little is left that the client had better know. */
    boolean sparse() {
        return left * 100 <= (long) rate.burst() * SPARSE_PERCENT;
    }

    /** The value of Retry-After: whole seconds, rounded up, so that nobody comes back too early. */
    long waitSeconds() {
        return Math.max(1, seconds(pause));
    }

    /**
     * What a caller is told for whom nothing was left.
     *
     * @param reason what there was too much of
     */
    ProblemException refusal(String reason) {
        return new ProblemException(ProblemType.TOO_MANY_REQUESTS,
                "Nothing was done: " + reason + ". Try again in " + waitSeconds() + " s.",
                Map.of(Header.RETRY_AFTER, String.valueOf(waitSeconds()), LIMIT_HEADER, limitField(), POLICY_HEADER,
                        policyField()));
    }

    /** The field RateLimit of draft-ietf-httpapi-ratelimit-headers: do not count on more than r in the next t seconds. */
    String limitField() {
        return "\"" + name + "\";r=" + Math.max(0, left) + ";t=" + waitSeconds();
    }

    /** The field RateLimit-Policy of the same draft: at most q in a window of w seconds. */
    String policyField() {
        return "\"" + name + "\";q=" + rate.burst() + ";w=" + seconds(rate.whole());
    }

    private static long seconds(Duration time) {
        return time.plusNanos(999_999_999).toSeconds();
    }
}
