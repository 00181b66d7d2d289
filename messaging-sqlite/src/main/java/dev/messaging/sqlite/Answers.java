package dev.messaging.sqlite;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for another thread's answer, with a bound. */
final class Answers {
    private Answers() {}

    /** The wait ended, or was interrupted, before there was an answer. */
    static final class NoneInTime extends Exception {
        private static final long serialVersionUID = 1;

        NoneInTime(Throwable cause) {
            super(cause);
        }
    }

    static <T> T await(Future<T> answer, Duration patience) throws NoneInTime {
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new NoneInTime(late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NoneInTime(interrupted);
        } catch (ExecutionException failed) {
            throw unchecked(failed);
        }
    }

    private static RuntimeException unchecked(ExecutionException failed) {
        if (failed.getCause() instanceof Error error) {
            throw error;
        }
        return failed.getCause() instanceof RuntimeException refusal ? refusal : new IllegalStateException(failed);
    }
}
