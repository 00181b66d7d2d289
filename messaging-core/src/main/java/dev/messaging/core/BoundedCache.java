package dev.messaging.core;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Remembers values for a while, and no more than so many: the one that was not asked for the longest goes first. What
 * somebody knows better ({@link #put}, {@link #forget}) is never overwritten by what another was reading meanwhile. The core has
 * no libraries, and needs no more than this.
 */
final class BoundedCache<K, V> {
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<K, Kept<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final LongSupplier nanoTime;
    private final Duration keptFor;
    private final int entriesMax;
    private long changes;

    private record Kept<V>(V value, long sinceNanos) {}

    /** @param nanoTime tells how much time passes, as {@link System#nanoTime()} does */
    BoundedCache(LongSupplier nanoTime, Duration keptFor, int entriesMax) {
        this.nanoTime = nanoTime;
        this.keptFor = keptFor;
        this.entriesMax = entriesMax;
    }

    Optional<V> get(K key) {
        return get(key, keptFor);
    }

    /** A value that is not older than it may be. */
    Optional<V> get(K key, Duration ageBelow) {
        long now = nanoTime.getAsLong();
        lock.lock();
        try {
            Kept<V> kept = entries.get(key);
            if (kept == null) {
                return Optional.empty();
            }
            if (now - kept.sinceNanos >= keptFor.toNanos()) {
                entries.remove(key);
                return Optional.empty();
            }
            return now - kept.sinceNanos < ageBelow.toNanos() ? Optional.of(kept.value) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** A value that is remembered, or is read now, and is as old as the beginning of the reading. */
    Optional<V> get(K key, Supplier<Optional<V>> read) {
        Optional<V> known = get(key);
        if (known.isPresent()) {
            return known;
        }
        long since = nanoTime.getAsLong();
        long before = changes();
        Optional<V> found = read.get();
        found.ifPresent(value -> keepUnlessChanged(key, value, since, before));
        return found;
    }

    void put(K key, V value) {
        long since = nanoTime.getAsLong();
        lock.lock();
        try {
            changes++;
            keep(key, value, since);
        } finally {
            lock.unlock();
        }
    }

    /** Puts a value if nobody knew better since {@link #changes()} was asked; otherwise what is remembered is forgotten. */
    void putUnlessChanged(K key, V value, long before) {
        long since = nanoTime.getAsLong();
        lock.lock();
        try {
            boolean unchanged = changes++ == before;
            entries.remove(key);
            if (unchanged) {
                keep(key, value, since);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How often somebody knew better so far. */
    long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    void forget(K key) {
        lock.lock();
        try {
            changes++;
            entries.remove(key);
        } finally {
            lock.unlock();
        }
    }

    void forgetAll() {
        lock.lock();
        try {
            changes++;
            entries.clear();
        } finally {
            lock.unlock();
        }
    }

    private void keepUnlessChanged(K key, V value, long since, long before) {
        lock.lock();
        try {
            if (changes == before) {
                keep(key, value, since);
            }
        } finally {
            lock.unlock();
        }
    }

    private void keep(K key, V value, long since) {
        entries.put(key, new Kept<>(value, since));
        if (entries.size() > entriesMax) {
            entries.pollFirstEntry();
        }
    }
}
