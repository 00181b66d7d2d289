package dev.messaging.dynamo;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * One thread, and time that passes only when somebody sleeps. Counts the rounds of requests that would have followed one
 * another if what may happen in parallel did.
 */
final class SerialSurroundings implements Surroundings {
    private final InstantSource clock;
    private final Random random = new Random(7);
    private long sleptNanos;
    private int rounds;

    SerialSurroundings(InstantSource clock) {
        this.clock = clock;
    }

    /** To be called for each request. */
    void request() {
        rounds++;
    }

    int rounds() {
        return rounds;
    }

    @Override
    public long nowMillis() {
        return clock.millis();
    }

    @Override
    public long nanoTime() {
        return sleptNanos;
    }

    @Override
    public double jitter() {
        return random.nextDouble();
    }

    @Override
    public void sleep(Duration time) {
        sleptNanos += time.toNanos();
    }

    @Override
    public <T> List<T> inParallel(List<? extends Supplier<T>> tasks) {
        int before = rounds;
        int longest = rounds;
        List<T> results = new ArrayList<>();
        for (Supplier<T> task : tasks) {
            rounds = before;
            results.add(task.get());
            longest = Math.max(longest, rounds);
        }
        rounds = longest;
        return results;
    }

    @Override
    public <T> T inTurn(String key, Duration atMost, Supplier<T> task) {
        return task.get();
    }

    @Override
    public void later(Runnable task) {
        task.run();
    }

    @Override
    public void settle(Duration atMost) {
        // Nothing is ever under way.
    }
}
