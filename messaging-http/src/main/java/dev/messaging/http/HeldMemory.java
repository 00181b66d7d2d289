package dev.messaging.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How much memory requests may hold that are larger than usual, all together: bodies that are on their way or in work, and
 * parts of answers that clients have yet to read. The usual ones are too small to count; how many there are is bounded.
 */
final class HeldMemory {
    /** What is no larger is not counted. */
    static final int USUAL_BYTES = 32 * 1024;
    private static final int HEAP_PART = 8;
    private static final int PERMIT_BYTES = 1_024;

    private final int max;
    private final Semaphore permits;

    HeldMemory(long bytes) {
        this.max = (int) Math.min(Integer.MAX_VALUE, bytes / PERMIT_BYTES);
        this.permits = new Semaphore(max);
    }

    /** An eighth of the heap. */
    static HeldMemory ofThisProcess() {
        return new HeldMemory(Runtime.getRuntime().maxMemory() / HEAP_PART);
    }

    /** What one request holds: nothing at first. */
    Share share() {
        return new Share();
    }

    /** How many bytes are held. */
    long held() {
        return (long) (max - permits.availablePermits()) * PERMIT_BYTES;
    }

    long max() {
        return (long) max * PERMIT_BYTES;
    }

    /** One request's part, for one thread. */
    final class Share implements AutoCloseable {
        private int taken;

        private Share() {}

        /**
         * Holds so much from here on, instead of what was held before.
         *
         * @param bytes how much; what is usual counts as nothing, and more than there is at all as all
         * @param wait how long to wait for others to let go
         * @throws ProblemException if they did not
         */
        void hold(long bytes, Duration wait) {
            int wanted = bytes <= USUAL_BYTES ? 0 : (int) Math.min(max, bytes / PERMIT_BYTES);
            if (wanted < taken) {
                permits.release(taken - wanted);
            } else if (wanted > taken && !acquired(wanted - taken, wait)) {
                throw new ProblemException(ProblemType.BUSY,
                        "Nothing was done: other requests hold all the memory that there is for large ones.");
            }
            taken = wanted;
        }

        private boolean acquired(int more, Duration wait) {
            try {
                return permits.tryAcquire(more, wait.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void close() {
            permits.release(taken);
            taken = 0;
        }
    }
}
