package dev.messaging.cli.bulk;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** At most so many a second. What was held up is not made up for afterwards. */
public final class Pace {
    private final long nanosEach;
    private final LongSupplier nanoTime;
    private final LongConsumer waitNanos;
    private long freeNanos;

    /**
     * Begins now.
     *
     * @param perSecond how many; 0 for as many as there are
     */
    public Pace(long perSecond) {
        this(perSecond, System::nanoTime, LockSupport::parkNanos);
    }

    Pace(long perSecond, LongSupplier nanoTime, LongConsumer waitNanos) {
        this.nanosEach = perSecond == 0 ? 0 : Duration.ofSeconds(1).toNanos() / perSecond;
        this.nanoTime = nanoTime;
        this.waitNanos = waitNanos;
        this.freeNanos = nanoTime.getAsLong();
    }

    /**
     * How many to do at once: never more than in a second.
     *
     * @param perSecond how many a second; 0 for as many as there are
     * @param most as many as are worth doing at once
     * @return at least one
     */
    static int atOnce(long perSecond, int most) {
        return perSecond == 0 ? most : (int) Math.min(most, perSecond);
    }

    /**
     * Waits until so many may be done; an interrupt ends the wait.
     *
     * @param count how many
     */
    public void before(int count) {
        long wait = freeNanos - nanoTime.getAsLong();
        while (wait > 0 && !Thread.currentThread().isInterrupted()) {
            waitNanos.accept(wait);
            wait = freeNanos - nanoTime.getAsLong();
        }
        freeNanos = nanoTime.getAsLong() + nanosEach * count;
    }
}
