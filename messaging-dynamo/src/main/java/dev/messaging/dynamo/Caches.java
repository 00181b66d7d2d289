package dev.messaging.dynamo;

import com.github.benmanes.caffeine.cache.Caffeine;

/** Caches that take their time from the surroundings and need no threads of their own. */
final class Caches {
    private Caches() {}

    static Caffeine<Object, Object> of(Surroundings surroundings) {
        return Caffeine.newBuilder().ticker(surroundings::nanoTime).executor(Runnable::run);
    }
}
