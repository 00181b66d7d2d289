package dev.messaging.http;

import io.javalin.config.Key;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Counts the requests: refuses one too many at once, and lets closing wait for the last. Those whose bodies are still on
 * their way cost little and may take their time, so they have a larger room of their own and none in the one for work.
 */
final class RunningRequests {
    /** Where answers find it. */
    static final Key<RunningRequests> KEY = new Key<>("running-requests");
    static final int ARRIVING_FOR_ONE_IN_WORK = 4;

    private final Room arriving;
    private final Room work;
    private final Room resting = new Room(Integer.MAX_VALUE, "requests rest");
    private volatile boolean stopping;

    RunningRequests(int max) {
        this.arriving = new Room((int) Math.min(Integer.MAX_VALUE, (long) ARRIVING_FOR_ONE_IN_WORK * max),
                "bodies are on their way");
        this.work = new Room(max, "requests are in work");
    }

    /**
     * Takes a request on, until the answer is closed.
     *
     * @param body whether it has a body, which is to be read before {@link Stay#work} is called
     * @throws ProblemException if there is no room, or the server is stopping
     */
    Stay enter(boolean body) {
        if (stopping) {
            throw new ProblemException(ProblemType.STOPPING,
                    "Nothing was done. Ask another server, or this one again later.");
        }
        return new Stay(body ? arriving : work);
    }

    boolean stopping() {
        return stopping;
    }

    /** How many requests are in work. */
    int inWork() {
        return work.max - work.places.availablePermits();
    }

    /**
     * Takes on nothing more, and waits until nothing is in work or on its way.
     *
     * @param wait how long to wait at most
     * @return whether everything came to its end
     */
    boolean stop(Duration wait) {
        stopping = true;
        long deadlineNanos = System.nanoTime() + wait.toNanos();
        return arriving.empties(deadlineNanos) && work.empties(deadlineNanos) && resting.empties(deadlineNanos);
    }

    /** The place of one request. */
    final class Stay implements AutoCloseable {
        private Room room;

        private Stay(Room room) {
            room.take();
            this.room = room;
        }

        /**
         * Goes over to the room for work, even while the server is stopping.
         *
         * @throws ProblemException if there is no place in it
         */
        void work() {
            if (room != work) {
                work.take();
                room.places.release();
                room = work;
            }
        }

        /** Gives the place to others: from here on the request does little but wait. What bounds those is elsewhere. */
        void rest() {
            if (room != resting) {
                resting.take();
                room.places.release();
                room = resting;
            }
        }

        @Override
        public void close() {
            room.places.release();
        }
    }

    private static final class Room {
        private final int max;
        private final String whoIsIn;
        private final Semaphore places;

        Room(int max, String whoIsIn) {
            this.max = max;
            this.whoIsIn = whoIsIn;
            this.places = new Semaphore(max);
        }

        void take() {
            if (!places.tryAcquire()) {
                throw new ProblemException(ProblemType.BUSY,
                        "Nothing was done: " + max + " " + whoIsIn + " already.");
            }
        }

        boolean empties(long deadlineNanos) {
            try {
                return places.tryAcquire(max, deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
