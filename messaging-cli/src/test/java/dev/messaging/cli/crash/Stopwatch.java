package dev.messaging.cli.crash;

import java.time.Duration;

/** The time since the run began. */
final class Stopwatch {
    private final long begun = System.nanoTime();

    long nanos() {
        return System.nanoTime() - begun;
    }

    boolean isBefore(Duration end) {
        return nanos() < end.toNanos();
    }
}
