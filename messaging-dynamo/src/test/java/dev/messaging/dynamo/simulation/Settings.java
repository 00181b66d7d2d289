package dev.messaging.dynamo.simulation;

import dev.messaging.core.Caller;
import java.time.Duration;
import java.util.List;

/**
 * How the nodes of a world are set up, and how much is going on.
 *
 * @param overdueAfter how old a delivery is when others take it up
 * @param patience how long a node tries
 * @param recoveryEvery how often the recovery runs, about
 * @param talkers how many clients do something at once
 * @param deeds how much each does
 * @param sends how many of a hundred deeds are messages
 * @param thinking how long each pauses at the most, mostly
 * @param trims whether it all takes days, and inboxes are trimmed meanwhile
 * @param caller as whom all clients act
 */
record Settings(Duration overdueAfter, Duration patience, Duration recoveryEvery, int talkers, int deeds, int sends,
        Duration thinking,
        boolean trims, Caller caller) {
    private static final long LONG_MIN = Duration.ofHours(1).toNanos();
    private static final long LONG_MAX = Duration.ofHours(50).toNanos();

    static Settings of(Chance chance) {
        boolean trims = chance.happens(0.15);
        return new Settings(
                chance.any(List.of(Duration.ofMillis(200), Duration.ofSeconds(3), Duration.ofSeconds(60))),
                chance.any(List.of(Duration.ofMillis(700), Duration.ofSeconds(3), Duration.ofSeconds(10))),
                chance.any(List.of(Duration.ofMillis(1_500), Duration.ofSeconds(20))), chance.from(1, 5),
                chance.from(2, 8), chance.any(List.of(80, 80, 80, 30)),
                chance.any(List.of(Duration.ofMillis(5), Duration.ofMillis(500), Duration.ofSeconds(20))),
                trims, trims || chance.happens(0.5) ? Caller.administrator() : Caller.anonymous());
    }

    /** How long a client does nothing. */
    long thinkingNanos(Chance chance) {
        return trims && chance.happens(0.4)
                ? chance.magnitude(LONG_MIN, LONG_MAX)
                : chance.magnitude(100_000, thinking.toNanos());
    }
}
