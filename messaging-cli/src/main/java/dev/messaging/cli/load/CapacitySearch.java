package dev.messaging.cli.load;

import java.util.function.DoubleFunction;

/**
 * Looks for the highest rate that a server holds: doubles it until it is held no longer, then halves the gap until it is a
 * tenth of the rate. A rate that was not held is tried once more before that is believed. A rate is held if the 99th percentile
 * of each operation, from when it was due, is within the bound, and at most one request in a thousand was not done.
 *
 * @param p99MillisMax the bound
 * @param firstASecond where to begin, in operations a second
 * @param mostASecond where to end: no higher rate is tried
 */
public record CapacitySearch(double p99MillisMax, double firstASecond, double mostASecond) {
    private static final double NOT_DONE_SHARE_MAX = 0.001;
    private static final double GAP_SHARE = 0.1;
    private static final double P99 = 99;

    /**
     * A rate that was held.
     *
     * @param asked for how many operations a second were due
     * @param doneASecond how many were done
     * @param p99Millis the worst operation's 99th percentile
     */
    record Held(double asked, double doneASecond, double p99Millis) {
        static final Held NOTHING = new Held(0, 0, 0);

        boolean atLeast(double rate) {
            return asked >= rate;
        }
    }

    /** @param trial lets a rate run */
    Held highest(DoubleFunction<Measured> trial) {
        Held held = Held.NOTHING;
        double next = Math.min(firstASecond, mostASecond);
        double tooMuch = Double.POSITIVE_INFINITY;
        while (next >= 1 && tooMuch - held.asked > GAP_SHARE * next && held.asked < mostASecond) {
            Measured measured = trial.apply(next);
            if (!isHeld(measured)) {
                measured = trial.apply(next);
            }
            if (isHeld(measured)) {
                held = new Held(next, measured.doneASecond(), measured.millisAt(P99));
            } else {
                tooMuch = next;
            }
            next = Double.isInfinite(tooMuch) ? Math.min(next * 2, mostASecond) : (held.asked + tooMuch) / 2;
        }
        return held;
    }

    private boolean isHeld(Measured measured) {
        return measured.due() > 0 && measured.of(Outcome.DONE) >= (1 - NOT_DONE_SHARE_MAX) * measured.due()
                && measured.millisAt(P99) <= p99MillisMax;
    }
}
