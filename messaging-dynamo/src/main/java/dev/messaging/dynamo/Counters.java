package dev.messaging.dynamo;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** What an operator should know about and no caller is told. Counted since the store was opened. */
public final class Counters {
    private final LongAdder recovered = new LongAdder();
    private final LongAdder unfinished = new LongAdder();
    private final LongAdder holes = new LongAdder();
    private volatile Overdue overdue = new Overdue(0, Duration.ZERO);

    private record Overdue(int deliveries, Duration oldest) {}

    Counters() {}

    /**
     * Deliveries that their sender left behind and this process finished.
     *
     * @return how many
     */
    public long deliveriesRecovered() {
        return recovered.sum();
    }

    /**
     * How often this process took up a delivery, or what was left of a group's creation, and could not finish it. Nothing is
     * lost, but something is wrong.
     *
     * @return how often
     */
    public long deliveriesUnfinished() {
        return unfinished.sum();
    }

    /**
     * Missing entries that readers met: somebody deleted them, otherwise than by a trim.
     *
     * @return how many, each as often as it was met
     */
    public long holesMet() {
        return holes.sum();
    }

    /**
     * What stood in the outbox longer than it should, when this process last looked.
     *
     * @return how many deliveries; not more than one look lists
     */
    public int deliveriesOverdue() {
        return overdue.deliveries();
    }

    /**
     * How long the oldest of {@link #deliveriesOverdue} had stood when this process last looked.
     *
     * @return its age; zero if there was none
     */
    public Duration oldestOverdue() {
        return overdue.oldest();
    }

    void sawOverdue(int deliveries, Duration oldest) {
        overdue = new Overdue(deliveries, oldest);
    }

    void countRecovered() {
        recovered.increment();
    }

    void countUnfinished() {
        unfinished.increment();
    }

    void countHoles(long met) {
        holes.add(met);
    }
}
