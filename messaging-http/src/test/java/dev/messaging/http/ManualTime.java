package dev.messaging.http;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A time that passes only when it is told to. */
final class ManualTime implements TimeMeter {
    private final AtomicLong nanos = new AtomicLong(1);

    void pass(Duration time) {
        long unused = nanos.addAndGet(time.toNanos());
    }

    @Override
    public long currentTimeNanos() {
        return nanos.get();
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
