package dev.messaging.dynamo.simulation;

import dev.messaging.core.port.StoreException;
import dev.messaging.dynamo.Surroundings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one life of a node runs on. */
final class SimulatedSurroundings implements Surroundings {
    private static final long MICRO = 1_000;

    private final Scheduler scheduler;
    private final Chance chance;
    private final Life life;
    private final LongSupplier clock;
    private final int helpersMax;
    /** Whoever has a turn, and behind it those who wait for theirs. */
    private final Map<String, Deque<Waiting>> queues = new HashMap<>();

    private static final class Waiting {
        private final Scheduler.Task task;
        private boolean given;

        Waiting(Scheduler.Task task) {
            this.task = task;
        }
    }

    SimulatedSurroundings(Scheduler scheduler, Chance chance, Life life, LongSupplier clock, int helpersMax) {
        this.scheduler = scheduler;
        this.chance = chance;
        this.life = life;
        this.clock = clock;
        this.helpersMax = helpersMax;
    }

    @Override
    public long nowMillis() {
        return clock.getAsLong();
    }

    @Override
    public long nanoTime() {
        return scheduler.now();
    }

    @Override
    public double jitter() {
        return chance.share();
    }

    @Override
    public void sleep(Duration time) {
        scheduler.sleep(time.toNanos());
    }

    @Override
    public <T> List<T> inParallel(List<? extends Supplier<T>> tasks) {
        Work<T> work = new Work<>(tasks);
        int helpers = Math.min(tasks.size() - 1, helpersMax);
        work.atWork = helpers + 1;
        for (int i = 0; i < helpers; i++) {
            var unused = scheduler.start(life, "helper", soon(), () -> work.takePart(scheduler));
        }
        work.takePart(scheduler);
        while (work.atWork > 0) {
            work.waiting = scheduler.current();
            scheduler.await();
        }
        return work.results();
    }

    private long soon() {
        return chance.evenly(1, 100 * MICRO);
    }

    @Override
    public <T> T inTurn(String key, Duration atMost, Supplier<T> task) {
        Waiting me = new Waiting(scheduler.current());
        Deque<Waiting> queue = queues.computeIfAbsent(key, unused -> new ArrayDeque<>());
        queue.add(me);
        me.given = queue.peekFirst() == me;
        long until = scheduler.now() + atMost.toNanos();
        while (!me.given) {
            if (scheduler.now() >= until) {
                queue.remove(me);
                throw StoreException.notDone("Too many messages are on their way to " + key + " at the moment.");
            }
            scheduler.wakeAt(until, me.task, me.task.waits());
            scheduler.await();
        }
        try {
            return task.get();
        } finally {
            queue.remove(me);
            Waiting next = queue.peekFirst();
            if (next != null) {
                next.given = true;
                scheduler.wakeNow(next.task);
            }
        }
    }

    @Override
    public void later(Runnable task) {
        var unused = scheduler.start(life, "later", soon(), task);
    }

    @Override
    public void settle(Duration atMost) {
        throw new IllegalStateException("no simulated node is ever closed, they crash");
    }

    /** Tasks that several take from one pile. */
    private static final class Work<T> {
        private final List<? extends Supplier<T>> tasks;
        private final Map<Integer, T> results = new TreeMap<>();
        private final TreeMap<Integer, RuntimeException> failures = new TreeMap<>();
        private int taken;
        private int atWork;
        private Scheduler.@Nullable Task waiting;

        Work(List<? extends Supplier<T>> tasks) {
            this.tasks = tasks;
        }

        void takePart(Scheduler scheduler) {
            while (taken < tasks.size()) {
                int mine = taken++;
                try {
                    results.put(mine, tasks.get(mine).get());
                } catch (RuntimeException failure) {
                    failures.put(mine, failure);
                }
            }
            if (--atWork == 0 && waiting != null) {
                scheduler.wakeNow(waiting);
            }
        }

        List<T> results() {
            if (!failures.isEmpty()) {
                throw failures.firstEntry().getValue();
            }
            if (results.size() < tasks.size()) {
                throw new IllegalStateException("a task was left out");
            }
            return List.copyOf(results.values());
        }
    }
}
