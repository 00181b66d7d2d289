package dev.messaging.sqlite;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Leaves the file unlocked for two milliseconds whenever the writer has had it for ten. SQLite waits for a lock by
 * asking again and again (our processes every millisecond, see {@link DatabaseFile}), so beside a writer that commits
 * back to back others would hardly ever find the file free. A writer that never rests pays a sixth of its time for this.
 */
final class Gaps {
    private static final long HELD_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private long heldNanos;
    private long changedAt = System.nanoTime();

    void beforeBatch() {
        if (System.nanoTime() - changedAt >= GAP_NANOS) {
            heldNanos = 0;
        } else if (heldNanos >= HELD_NANOS_MAX) {
            LockSupport.parkNanos(GAP_NANOS);
            heldNanos = 0;
        }
        changedAt = System.nanoTime();
    }

    void afterBatch() {
        long now = System.nanoTime();
        heldNanos += now - changedAt;
        changedAt = now;
    }
}
