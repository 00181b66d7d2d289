package dev.messaging.dynamo.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Time, and whose turn it is. Each task is a virtual thread, and only the one that holds the baton runs: it passes it on
 * where it waits, to whomever the next event wakes. So the order of everything that happens is the order of the events, and
 * time passes only from one event to the next.
 */
final class Scheduler {
    /** Thrown in a task that does not go on, because its process died or the world came to its end. */
    @SuppressWarnings("serial") // never serialized
    static final class Ended extends Error {
        Ended() {
            super("ended", null, false, false);
        }
    }

    /** One thread of what happens. */
    final class Task {
        private final Life life;
        private final String name;
        private final Thread thread;
        /** Counts the waits: what would wake it from an earlier one comes too late. */
        private long waits;
        private boolean started;
        private boolean ended;

        private Task(Life life, String name, Runnable body) {
            this.life = life;
            this.name = name;
            this.thread = Thread.ofVirtual().unstarted(() -> run(this, body));
        }

        boolean hasEnded() {
            return ended;
        }

        long waits() {
            return waits;
        }

        Life life() {
            return life;
        }

        @Override
        public String toString() {
            return life.name() + "/" + name;
        }
    }

    private record Event(long atNanos, long order, @Nullable Runnable action, @Nullable Task task,
            long waited) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return atNanos != other.atNanos ? Long.compare(atNanos, other.atNanos) : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<Task> tasks = new ArrayList<>();
    private final List<Throwable> defects = new ArrayList<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Trace trace;
    private final int stepsMax;
    private volatile @Nullable Task holder;
    private long now;
    private long orders;
    private int steps;
    private boolean over;
    private @Nullable Task main;

    Scheduler(Trace trace, int stepsMax) {
        this.trace = trace;
        this.stepsMax = stepsMax;
    }

    long now() {
        return now;
    }

    int steps() {
        return steps;
    }

    /** What tasks threw that nobody expected. */
    List<Throwable> defects() {
        return defects;
    }

    /** Runs a task, and all that it starts, until it ends; to be called from outside. */
    void run(Life life, Runnable body) {
        Task first = new Task(life, "main", body);
        tasks.add(first);
        main = first;
        pass(first);
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a simulation was interrupted", e);
        }
    }

    Task current() {
        Task task = holder;
        if (task == null) {
            throw new IllegalStateException("nothing runs yet");
        }
        return task;
    }

    Task start(Life life, String name, long afterNanos, Runnable body) {
        Task task = new Task(life, name, body);
        life.add(task);
        if (tasks.size() > 256) {
            tasks.removeIf(Task::hasEnded);
        }
        tasks.add(task);
        events.add(new Event(now + afterNanos, orders++, null, task, 0));
        return task;
    }

    /** Lets something happen that is no task's doing. */
    void at(long nanos, Runnable action) {
        events.add(new Event(nanos, orders++, action, null, 0));
    }

    void wakeNow(Task task) {
        wakeAt(now, task, task.waits);
    }

    /** Wakes a task from one of its waits, if it is in it still. */
    void wakeAt(long nanos, Task task, long wait) {
        events.add(new Event(nanos, orders++, null, task, wait));
    }

    /** Wakes as {@link #wakeAt}, doing something just before. */
    void wakeAt(long nanos, Task task, long wait, Runnable before) {
        events.add(new Event(nanos, orders++, before, task, wait));
    }

    void sleep(long nanos) {
        Task me = current();
        wakeAt(now + nanos, me, me.waits);
        await();
    }

    /** Waits until something wakes the current task. */
    void await() {
        Task me = current();
        if (!over) {
            Task next = next();
            if (next != me) {
                passOn(next);
                while (holder != me) {
                    LockSupport.park();
                }
            }
        }
        me.waits++;
        if (over || me.life.isOver()) {
            throw new Ended();
        }
    }

    /** Whom the next event wakes; null if nothing will ever happen again. */
    private @Nullable Task next() {
        for (Event event = events.poll(); event != null; event = events.poll()) {
            now = Math.max(now, event.atNanos);
            Task task = event.task;
            if (task != null) {
                if (task.ended || task.waits != event.waited) {
                    continue;
                }
                if (now < task.life.pausedUntilNanos() && !task.life.isOver()) {
                    events.add(new Event(task.life.pausedUntilNanos(), orders++, event.action, task, event.waited));
                    continue;
                }
            }
            if (++steps > stepsMax) {
                defects.add(new IllegalStateException("did not end within " + stepsMax + " steps"));
                return null;
            }
            trace.add(event.atNanos + event.order);
            if (event.action != null) {
                event.action.run();
            }
            if (task != null) {
                return task;
            }
        }
        return null;
    }

    private void passOn(@Nullable Task next) {
        if (next != null) {
            pass(next);
            return;
        }
        if (!over && steps <= stepsMax) {
            defects.add(new IllegalStateException("everybody waits for ever: " + left()));
        }
        endWorld();
    }

    private List<Task> left() {
        return tasks.stream().filter(task -> !task.ended).toList();
    }

    private void pass(Task task) {
        holder = task;
        if (task.started) {
            LockSupport.unpark(task.thread);
        } else {
            task.started = true;
            task.thread.start();
        }
    }

    /** One after the other, all who are still there come to their end. */
    private void endWorld() {
        over = true;
        for (Task task : tasks) {
            if (task.started && !task.ended) {
                pass(task);
                return;
            }
        }
        finished.countDown();
    }

    private void run(Task task, Runnable body) {
        try {
            if (!over && !task.life.isOver()) {
                task.waits++;
                body.run();
            }
        } catch (Ended ended) {
            trace.say(now, () -> task + " does not go on");
        } catch (RuntimeException | Error defect) {
            defects.add(defect);
        }
        task.ended = true;
        if (over || task == main) {
            endWorld();
        } else {
            passOn(next());
        }
    }
}
