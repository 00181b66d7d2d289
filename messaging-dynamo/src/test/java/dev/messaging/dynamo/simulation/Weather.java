package dev.messaging.dynamo.simulation;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** How bad things are: what becomes of requests, and of the machines that send them. Different for each seed. */
final class Weather {
    private static final long MILLI = 1_000_000;
    /** Requests are signed; AWS refuses older ones. */
    static final long LATE_MAX = Duration.ofMinutes(15).toNanos() - Duration.ofSeconds(1).toNanos();
    /** So long DynamoDB knows a transaction that it did by its token; nothing is promised beyond that. */
    private static final long TRANSACTION_LATE_MAX = Duration.ofMinutes(9).toNanos();

    private final Chance chance;
    private final long answerTimeoutNanos;
    private final long lagMaxNanos;
    private final boolean ragged;
    private final double slow;
    private final double lost;
    private final double late;
    private final double failing;
    private final double crowded;
    private final double crashing;
    private final double pausing;
    private final double outages;
    private final long pauseMaxNanos;
    private long outageUntilNanos;
    private boolean internal;
    private boolean calm = true;

    /** What becomes of one request. */
    enum Fate {
        ANSWERED, LOST, ANSWER_LOST, LATE, RESET_BEFORE, RESET_AFTER, NOT_CONNECTED, INTERNAL_BEFORE, INTERNAL_AFTER,
        THROTTLED, CROWDED
    }

    /** @param forDays whether all of it takes days: then who stands still does so for long */
    Weather(Chance chance, boolean forDays) {
        this.chance = chance;
        double level = chance.any(List.of(0.0, 0.02, 0.1, 0.3));
        this.answerTimeoutNanos = chance.magnitude(Duration.ofMillis(250).toNanos(), Duration.ofSeconds(4).toNanos());
        this.lagMaxNanos = chance.any(List.of(0L, 20 * MILLI, 1_000 * MILLI, 60_000 * MILLI));
        this.ragged = chance.happens(0.3);
        this.slow = chance.any(List.of(0.0, 0.1, 0.4));
        this.lost = level * chance.share();
        this.late = level * chance.share();
        this.failing = level * chance.share() / 2;
        this.crowded = level * chance.share() / 2;
        this.outages = chance.happens(0.3) ? level / 20 : 0;
        this.crashing = chance.any(List.of(0.0, 0.0, 0.005, 0.03));
        this.pausing = forDays
                ? chance.any(List.of(0.01, 0.03))
                : chance.any(List.of(0.0, 0.0, 0.005, 0.02));
        Duration pauseMax = chance.any(List.of(Duration.ofSeconds(20), Duration.ofHours(3), Duration.ofDays(5)));
        this.pauseMaxNanos = (forDays ? Duration.ofDays(5) : pauseMax).toNanos();
    }

    void begin() {
        calm = false;
    }

    /** From now on nothing fails any more; what is on its way still arrives. */
    void calmDown() {
        calm = true;
        outageUntilNanos = 0;
    }

    boolean isCalm() {
        return calm;
    }

    long answerTimeoutNanos() {
        return answerTimeoutNanos;
    }

    /**
     * A replica to read from: mostly one that is a while behind, as a whole. DynamoDB does not promise even that, so in some
     * worlds each item is behind by itself.
     */
    LongSupplier replica() {
        if (lagMaxNanos == 0 || chance.happens(0.3)) {
            return () -> 0;
        }
        if (ragged && chance.happens(0.5)) {
            return () -> chance.evenly(0, lagMaxNanos);
        }
        long lag = chance.evenly(0, lagMaxNanos);
        return () -> lag;
    }

    /** How long one way through the network takes. */
    long wayNanos() {
        return !calm && chance.happens(slow)
                ? chance.magnitude(5 * MILLI, 2_000 * MILLI)
                : chance.magnitude(MILLI / 8, 4 * MILLI);
    }

    long lateNanos(boolean transaction) {
        return chance.magnitude(Duration.ofSeconds(1).toNanos(), transaction ? TRANSACTION_LATE_MAX : LATE_MAX);
    }

    Fate fate(long now) {
        if (calm) {
            return Fate.ANSWERED;
        }
        if (chance.happens(outages)) {
            outageUntilNanos = now + chance.magnitude(10 * MILLI, 20_000 * MILLI);
            internal = chance.happens(0.3);
        }
        if (now < outageUntilNanos && chance.happens(0.8)) {
            return internal ? chance.any(List.of(Fate.INTERNAL_BEFORE, Fate.INTERNAL_AFTER)) : Fate.THROTTLED;
        }
        if (chance.happens(lost)) {
            return chance.any(List.of(Fate.LOST, Fate.ANSWER_LOST, Fate.ANSWER_LOST));
        }
        if (chance.happens(late)) {
            return Fate.LATE;
        }
        if (chance.happens(failing)) {
            return chance.any(List.of(Fate.RESET_BEFORE, Fate.RESET_AFTER, Fate.NOT_CONNECTED,
                    Fate.INTERNAL_BEFORE, Fate.INTERNAL_AFTER));
        }
        return chance.happens(crowded) ? Fate.CROWDED : Fate.ANSWERED;
    }

    /** Whether DynamoDB leaves out a part of a batch. */
    boolean leavesOut() {
        return !calm && chance.happens(0.2);
    }

    boolean isLeftOut() {
        return chance.happens(0.5);
    }

    boolean crashes() {
        return !calm && chance.happens(crashing);
    }

    boolean pauses() {
        return !calm && chance.happens(pausing);
    }

    long pauseNanos() {
        return chance.happens(0.3)
                ? chance.evenly(10 * MILLI, pauseMaxNanos)
                : chance.magnitude(10 * MILLI, pauseMaxNanos);
    }

    long downNanos() {
        return chance.magnitude(10 * MILLI, Duration.ofMinutes(5).toNanos());
    }
}
