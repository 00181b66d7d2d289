package dev.messaging.http;

import io.javalin.config.Key;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Counts the requests: refuses one too many at once, and lets closing wait for the last. Those whose bodies are still on
 * their way cost little and may take their time, so they have a larger room of their own and none in the one for work. In
 * both a part of the places is for checks alone, so that users still get their messages when there is too much to do.
 */
final class RunningRequests {
    /** Where answers find it. */
    static final Key<RunningRequests> KEY = new Key<>("running-requests");
    static final int ARRIVING_FOR_ONE_IN_WORK = 4;
    /** One place of so many is for checks alone. */
    static final int PLACES_FOR_ONE_OF_CHECKS = 5;

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
     * @param check whether it may have the places that are for checks alone
     * @param body whether it has a body, which is to be read before {@link Stay#work} is called
     * @throws ProblemException if there is no room, or the server is stopping
     */
    Stay enter(boolean check, boolean body) {
        if (stopping) {
            throw new ProblemException(ProblemType.STOPPING,
                    "Nothing was done. Ask another server, or this one again later.");
        }
        return new Stay(check, body ? arriving : work);
    }

    boolean stopping() {
        return stopping;
    }

    /** How many requests are in work. */
    int inWork() {
        return work.taken();
    }

    int inWorkMax() {
        return work.max;
    }

    /** How many requests have bodies that are on their way. */
    int arriving() {
        return arriving.taken();
    }

    int arrivingMax() {
        return arriving.max;
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
        private final boolean check;
        private Room room;

        private Stay(boolean check, Room room) {
            room.take(check);
            this.check = check;
            this.room = room;
        }

        /**
         * Goes over to the room for work, even while the server is stopping.
         *
         * @throws ProblemException if there is no place in it
         */
        void work() {
            if (room != work) {
                work.take(check);
                room.leave(check);
                room = work;
            }
        }

        /** Gives the place to others: from here on the request does little but wait. What bounds those is elsewhere. */
        void rest() {
            if (room != resting) {
                resting.take(check);
                room.leave(check);
                room = resting;
            }
        }

        @Override
        public void close() {
            room.leave(check);
        }
    }

    private static final class Room {
        private final int max;
        private final int ordinaryMax;
        private final String whoIsIn;
        private final Semaphore places;
        private final Semaphore ordinaryPlaces;

        Room(int max, String whoIsIn) {
            this.max = max;
            this.ordinaryMax = max - max / PLACES_FOR_ONE_OF_CHECKS;
            this.whoIsIn = whoIsIn;
            this.places = new Semaphore(max);
            this.ordinaryPlaces = new Semaphore(ordinaryMax);
        }

        void take(boolean check) {
            if (!check && !ordinaryPlaces.tryAcquire()) {
                throw full(ordinaryMax);
            }
            if (!places.tryAcquire()) {
                if (!check) {
                    ordinaryPlaces.release();
                }
                throw full(max);
            }
        }

        private ProblemException full(int places) {
            return new ProblemException(ProblemType.BUSY, "Nothing was done: " + places + " " + whoIsIn + " already.");
        }

        void leave(boolean check) {
            places.release();
            if (!check) {
                ordinaryPlaces.release();
            }
        }

        int taken() {
            return max - places.availablePermits();
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
