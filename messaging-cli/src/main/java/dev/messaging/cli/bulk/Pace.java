package dev.messaging.cli.bulk;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** At most so many a second. What was held up is not made up for afterwards. */
final class Pace {
    private final long nanosEach;
    private long freeNanos = System.nanoTime();

    /** @param perSecond how many; 0 for as many as there are */
    Pace(long perSecond) {
        this.nanosEach = perSecond == 0 ? 0 : Duration.ofSeconds(1).toNanos() / perSecond;
    }

    /** Waits until so many may be done; an interrupt ends the wait. */
    void before(int count) {
        long wait = freeNanos - System.nanoTime();
        while (wait > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(wait);
            wait = freeNanos - System.nanoTime();
        }
        freeNanos = System.nanoTime() + nanosEach * count;
    }
}
