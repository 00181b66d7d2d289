package dev.messaging.dynamo;

import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How long one call of a port may take, and the only place where requests are repeated: with pauses that grow and are
 * random, until an answer comes or the time is up. A request that is under way when the time is up is waited for, so a
 * call ends at the latest one request's timeout later.
 */
final class Patience {
    private static final long PAUSE_FIRST_MILLIS = 8;
    private static final int DOUBLINGS_MAX = 7;

    private final Surroundings surroundings;
    private final long deadlineNanos;

    Patience(Surroundings surroundings, Duration atMost) {
        this(surroundings, surroundings.nanoTime() + atMost.toNanos());
    }

    private Patience(Surroundings surroundings, long deadlineNanos) {
        this.surroundings = surroundings;
        this.deadlineNanos = deadlineNanos;
    }

    /** For what takes longer the larger it is. */
    Patience longer(Duration by) {
        return new Patience(surroundings, deadlineNanos + by.toNanos());
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

    Duration left() {
        return Duration.ofNanos(Math.max(0, deadlineNanos - surroundings.nanoTime()));
    }
}
