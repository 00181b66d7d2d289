package dev.messaging.dynamo;

import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * How long one call of a port may take, and the only place where requests are repeated: with pauses that grow and are
 * random, until an answer comes or the time is up. A request that is under way when the time is up is waited for, so a
 * call ends at the latest one request's timeout later.
 *
 * <p>A process that stood still asks nothing more of DynamoDB when its time was up long ago: what it knows is so old that
 * entries which it relies on may have been trimmed meanwhile. There are two clocks for that, for one stands still with a
 * machine that is suspended, and the other may be set.
 */
final class Patience {
    private static final long PAUSE_FIRST_MILLIS = 8;
    private static final int DOUBLINGS_MAX = 7;

    /** How much later than its time a call may go on at the most: far beyond what a request takes, and well below an hour. */
    private static final Duration OVERSLEPT = Duration.ofMinutes(15);

    private final Surroundings surroundings;
    private final long deadlineNanos;
    private final long deadlineMillis;

    Patience(Surroundings surroundings, Duration atMost) {
        this(surroundings, surroundings.nanoTime() + atMost.toNanos(), surroundings.nowMillis() + atMost.toMillis());
    }

    private Patience(Surroundings surroundings, long deadlineNanos, long deadlineMillis) {
        this.surroundings = surroundings;
        this.deadlineNanos = deadlineNanos;
        this.deadlineMillis = deadlineMillis;
    }

    /** For what takes longer the larger it is. */
    Patience longer(Duration by) {
        return new Patience(surroundings, deadlineNanos + by.toNanos(), deadlineMillis + by.toMillis());
    }

    /**
     * Asks until there is an answer. What is asked must do no harm when it takes effect more than once.
     *
     * @throws StoreException unknown if one of the attempts may have taken effect, or may still; not done otherwise
     */
    <T> T ask(Supplier<T> question) {
        Outcome outcome = Outcome.NOT_DONE;
        for (int failures = 1;; failures++) {
            try {
                if (hasOverslept()) {
                    throw Trouble.here("This process stood still for long, and has given up what it was about to do.");
                }
                return question.get();
            } catch (Trouble trouble) {
                outcome = trouble.outcome() == Outcome.UNKNOWN ? Outcome.UNKNOWN : outcome;
                if (!trouble.worthRepeating() || !pause(failures)) {
                    throw trouble.asStoreException(outcome);
                }
            }
        }
    }

    /**
     * Lets some time pass before the next attempt.
     *
     * @param failures how many attempts there were: the more, the longer the pause
     * @return false at once if the time would be up by then
     */
    boolean pause(int failures) {
        long bound = PAUSE_FIRST_MILLIS << Math.min(failures - 1, DOUBLINGS_MAX);
        Duration time = Duration.ofMillis((long) (bound * surroundings.jitter()));
        if (time.compareTo(left()) >= 0) {
            return false;
        }
        surroundings.sleep(time);
        return true;
    }

    /**
     * Makes sure that what the caller took for the present still is: the age of what is remembered is reckoned from it.
     *
     * @throws StoreException (not done) if this process has stood still since then
     */
    void checkFresh(Instant present) {
        if (surroundings.nowMillis() - present.toEpochMilli() > OVERSLEPT.toMillis()) {
            throw StoreException
                    .notDone("This process stood still for long, and has given up what it was about to do.");
        }
    }

    /** Whether the time is up by either clock, of which one may stand still while this process does. */
    boolean isOver() {
        return surroundings.nanoTime() >= deadlineNanos || surroundings.nowMillis() >= deadlineMillis;
    }

    private boolean hasOverslept() {
        return surroundings.nanoTime() - deadlineNanos > OVERSLEPT.toNanos()
                || surroundings.nowMillis() - deadlineMillis > OVERSLEPT.toMillis();
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, deadlineNanos - surroundings.nanoTime()));
    }
}
