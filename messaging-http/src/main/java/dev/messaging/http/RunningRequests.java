package dev.messaging.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Counts the requests in work: refuses one too many at once, and lets closing wait for the last. */
final class RunningRequests {
    private final int max;
    private final Semaphore room;
    private volatile boolean stopping;

    RunningRequests(int max) {
        this.max = max;
        this.room = new Semaphore(max);
    }

    /**
     * Takes a request on; {@link #leave} must follow.
     *
     * @throws ProblemException if there is no room, or the server is stopping
     */
    void enter() {
        if (stopping) {
            throw new ProblemException(ProblemType.STOPPING,
                    "Nothing was done. Ask another server, or this one again later.");
        }
        if (!room.tryAcquire()) {
            throw new ProblemException(ProblemType.BUSY, "Nothing was done: " + max + " requests are in work already.");
        }
    }

    void leave() {
        room.release();
    }

    boolean stopping() {
        return stopping;
    }

    /**
     * Takes on nothing more, and waits until nothing is in work.
     *
     * @param wait how long to wait at most
     * @return whether everything came to its end
     */
    boolean stop(Duration wait) {
        stopping = true;
        try {
            return room.tryAcquire(max, wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
