package dev.messaging.dynamo;

import java.time.Duration;

/**
 * How soon deliveries are taken up whose sender has died. What is overdue is noticed within the longest pause, so all that a
 * dead node left behind is delivered within one and a half times {@code overdueAfter}, an eighth of it being left for the
 * work itself; if the node that took it up dies as well, another lease and another pause later. Clocks that differ add what
 * they differ by.
 *
 * @param overdueAfter how long a delivery stands before others than its sender work on it
 */
record RecoveryPace(Duration overdueAfter) {
    /** Longer than what is done under a lease takes, so that mostly one node works on a delivery. */
    private static final Duration LEASE_MAX = Duration.ofSeconds(30);
    /** However short the rest, the database is not asked without end. */
    private static final Duration PAUSE_MIN = Duration.ofMillis(250);

    /**
     * The time between two looks for what is overdue: between an eighth and three eighths of {@code overdueAfter}.
     *
     * @param jitter from 0 up to, but not including, 1
     */
    Duration pause(double jitter) {
        Duration pause = Duration.ofNanos((long) (overdueAfter.toNanos() * (0.125 + jitter / 4)));
        return pause.compareTo(PAUSE_MIN) < 0 ? PAUSE_MIN : pause;
    }

    /** How long a node has a delivery for itself that it took up. */
    Duration lease() {
        Duration half = overdueAfter.dividedBy(2);
        return half.compareTo(LEASE_MAX) < 0 ? half : LEASE_MAX;
    }
}
