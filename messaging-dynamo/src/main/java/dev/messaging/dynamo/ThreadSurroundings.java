package dev.messaging.dynamo;

import dev.messaging.core.port.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads and the machine's clocks. Who does things in parallel works along, and gets helpers as long as there
 * are some to be had: at the bound everything still goes on, one thing after another.
 */
final class ThreadSurroundings implements Surroundings {
    /** Beyond the connections that a client keeps, more threads would only queue there. */
    private static final int HELPERS = DynamoClients.CONNECTIONS;
    private static final int HELPERS_FOR_ONE = 48;
    private static final int LATER = 256;
    private static final int STRIPES = 1_024;
    private static final int QUEUE = 256;

    private final InstantSource clock;
    private final Semaphore helpers = new Semaphore(HELPERS);
    private final Semaphore later = new Semaphore(LATER);
    private final List<ReentrantLock> stripes = IntStream.range(0, STRIPES).mapToObj(i -> new ReentrantLock(true))
            .toList();

    ThreadSurroundings(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public long nowMillis() {
        return clock.millis();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public double jitter() {
        return ThreadLocalRandom.current().nextDouble();
    }

    @Override
    public void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public <T> List<T> inParallel(List<? extends Supplier<T>> tasks) {
        Work<T> work = new Work<>(tasks);
        List<Thread> helping = new ArrayList<>();
        while (helping.size() < Math.min(tasks.size() - 1, HELPERS_FOR_ONE) && helpers.tryAcquire()) {
            helping.add(Thread.ofVirtual().start(() -> {
                try {
                    work.takePart();
                } finally {
                    helpers.release();
                }
            }));
        }
        work.takePart();
        helping.forEach(ThreadSurroundings::waitFor);
        return work.results();
    }

    /** Waits to the end even if interrupted: what the helpers do is ours to answer for. */
    private static void waitFor(Thread helper) {
        boolean interrupted = false;
        while (helper.isAlive()) {
            try {
                helper.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public <T> T inTurn(String key, Duration atMost, Supplier<T> task) {
        ReentrantLock stripe = stripes.get(Math.floorMod(key.hashCode(), STRIPES));
        if (stripe.getQueueLength() >= QUEUE || !acquired(stripe, atMost)) {
            throw StoreException.notDone("Too many messages are on their way to " + key + " at the moment.");
        }
        try {
            return task.get();
        } finally {
            stripe.unlock();
        }
    }

    private static boolean acquired(ReentrantLock stripe, Duration atMost) {
        try {
            return stripe.tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void later(Runnable task) {
        if (!later.tryAcquire()) {
            task.run();
            return;
        }
        var unused = Thread.ofVirtual().start(() -> {
            try {
                task.run();
            } finally {
                later.release();
            }
        });
    }

    @Override
    public void settle(Duration atMost) {
        try {
            if (later.tryAcquire(LATER, atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                later.release(LATER);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tasks that several threads take from one pile. */
    private static final class Work<T> {
        private final List<? extends Supplier<T>> tasks;
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicReferenceArray<@Nullable Ended<T>> ended;

        private record Ended<T>(List<T> result, @Nullable Throwable failure) {}

        Work(List<? extends Supplier<T>> tasks) {
            this.tasks = tasks;
            this.ended = new AtomicReferenceArray<>(tasks.size());
        }

        void takePart() {
            for (int i = taken.getAndIncrement(); i < tasks.size(); i = taken.getAndIncrement()) {
                ended.set(i, run(tasks.get(i)));
            }
        }

        private static <T> Ended<T> run(Supplier<T> task) {
            try {
                return new Ended<>(List.of(task.get()), null);
            } catch (RuntimeException | Error failure) {
                return new Ended<>(List.of(), failure);
            }
        }

        List<T> results() {
            List<T> results = new ArrayList<>(tasks.size());
            for (int i = 0; i < tasks.size(); i++) {
                Ended<T> one = ended.get(i);
                if (one == null) {
                    throw new IllegalStateException("a task was left out");
                }
                switch (one.failure) {
                    case null -> results.addAll(one.result);
                    case RuntimeException failure -> throw failure;
                    case Error failure -> throw failure;
                    case Throwable impossible -> throw new IllegalStateException(impossible);
                }
            }
            return results;
        }
    }
}
