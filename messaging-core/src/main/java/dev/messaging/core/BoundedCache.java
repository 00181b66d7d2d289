package dev.messaging.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Remembers values for a while, and no more than so many: the one that was not asked for the longest goes first. The core has
 * no libraries, and needs no more than this.
 */
final class BoundedCache<K, V> {
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<K, Kept<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final InstantSource clock;
    private final Duration keptFor;
    private final int entriesMax;

    private record Kept<V>(V value, Instant until) {}

    BoundedCache(InstantSource clock, Duration keptFor, int entriesMax) {
        this.clock = clock;
        this.keptFor = keptFor;
        this.entriesMax = entriesMax;
    }

    Optional<V> get(K key) {
        Instant now = clock.instant();
        lock.lock();
        try {
            Kept<V> kept = entries.get(key);
            if (kept == null) {
                return Optional.empty();
            }
            // Also when the clock was set back, so that nothing is kept for longer than it should.
            if (!now.isBefore(kept.until) || kept.until.isAfter(now.plus(keptFor))) {
                entries.remove(key);
                return Optional.empty();
            }
            return Optional.of(kept.value);
        } finally {
            lock.unlock();
        }
    }

    void put(K key, V value) {
        Kept<V> kept = new Kept<>(value, clock.instant().plus(keptFor));
        lock.lock();
        try {
            entries.put(key, kept);
            if (entries.size() > entriesMax) {
                entries.pollFirstEntry();
            }
        } finally {
            lock.unlock();
        }
    }

    void forget(K key) {
        lock.lock();
        try {
            entries.remove(key);
        } finally {
            lock.unlock();
        }
    }
}
