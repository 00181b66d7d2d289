package dev.messaging.http;

import java.time.Duration;

/**
 * How often something may be done: as often as {@code burst} says at once, and from then on as often as comes back.
 *
 * @param burst how many at once, from 1 to 1,000,000; they come back within 30 days
 * @param count how many come back in the time, from 1 to 1,000,000; not all at its end, but one after the other
 * @param time the time in which so many come back, from a second to a day
 */
public record Rate(int burst, int count, Duration time) {
    private static final int MAX = 1_000_000;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WHOLE_MAX = Duration.ofDays(30);

    /** Checks the bounds. */
    public Rate {
        if (burst < 1 || burst > MAX || count < 1 || count > MAX) {
            throw new IllegalArgumentException("a rate has numbers from 1 to " + MAX + ", not " + count
                    + " with a burst of " + burst);
        }
        if (time.compareTo(SECOND) < 0 || time.compareTo(DAY) > 0) {
            throw new IllegalArgumentException("a rate is counted in a time from a second to a day, not " + time);
        }
        if (time.multipliedBy(burst).dividedBy(count).compareTo(WHOLE_MAX) > 0) {
            throw new IllegalArgumentException(
                    "a burst comes back within 30 days: " + burst + " at " + count + " in " + time + " do not");
        }
    }

    /**
     * So many a second.
     *
     * @param count how many come back in a second
     * @param burst how many at once
     * @return the rate
     */
    public static Rate perSecond(int count, int burst) {
        return new Rate(burst, count, SECOND);
    }

    /**
     * So many in a time, whether at once or not.
     *
     * @param count how many
     * @param time in which time
     * @return the rate
     */
    public static Rate of(int count, Duration time) {
        return new Rate(count, count, time);
    }

    /** How long it takes until the whole burst has come back. */
    Duration whole() {
        return timeFor(burst);
    }

    /** How long it takes until so many have come back. */
    Duration timeFor(long howMany) {
        return time.multipliedBy(howMany).dividedBy(count);
    }
}
