package dev.messaging.dynamo.simulation;

import java.util.ArrayList;
import java.util.List;

/** What runs between the start and the end of a process. May stand still for a while, and end at any moment. */
final class Life {
    private final String name;
    private final List<Scheduler.Task> tasks = new ArrayList<>();
    private final List<Runnable> atEnd = new ArrayList<>();
    private boolean over;
    private long pausedUntilNanos;

    Life(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    boolean isOver() {
        return over;
    }

    long pausedUntilNanos() {
        return pausedUntilNanos;
    }

    void pauseUntil(long nanos) {
        pausedUntilNanos = Math.max(pausedUntilNanos, nanos);
    }

    void add(Scheduler.Task task) {
        tasks.removeIf(Scheduler.Task::hasEnded);
        tasks.add(task);
    }

    /** To be done if this life ends before its time. */
    void atEnd(Runnable action) {
        atEnd.add(action);
    }

    /** Whatever its tasks were about to do, they do not come to it any more. */
    void end(Scheduler scheduler) {
        over = true;
        tasks.forEach(scheduler::wakeNow);
        atEnd.forEach(Runnable::run);
    }
}
