package dev.messaging.cli.load;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What came of some seconds of a workload. Filled while it runs. */
final class Measured {
    private static final int DIGITS = 3;

    private final Map<Operation, Tally> tallies = new EnumMap<>(Operation.class);
    private final LongAdder notSent = new LongAdder();
    private final Histogram lateMicros = new ConcurrentHistogram(DIGITS);
    private final Duration time;

    Measured(Workload workload, Duration time) {
        workload.rates().keySet().forEach(operation -> tallies.put(operation, new Tally()));
        this.time = time;
        lateMicros.setAutoResize(true);
    }

    /** Of the operations that the workload has. */
    Map<Operation, Tally> tallies() {
        return tallies;
    }

    void count(Operation operation, Reply reply, long nanosFromDue) {
        Tally tally = tallies.get(operation);
        if (tally != null) {
            tally.count(reply, nanosFromDue);
        }
    }

    /** A request was due, and was not sent: too many were without an answer. */
    void notSent() {
        notSent.increment();
    }

    /** This program began a request so much later than it was due. */
    void began(long nanosLate) {
        lateMicros.recordValue(Math.max(0, nanosLate / 1_000));
    }

    long notSentSoFar() {
        return notSent.sum();
    }

    double lateMillisAt(double percentile) {
        return lateMicros.getValueAtPercentile(percentile) / 1_000.0;
    }

    long of(Outcome outcome) {
        return tallies.values().stream().mapToLong(tally -> tally.of(outcome)).sum();
    }

    /** All that were due. */
    long due() {
        return tallies.values().stream().mapToLong(Tally::all).sum() + notSent.sum();
    }

    double doneASecond() {
        return of(Outcome.DONE) / (time.toMillis() / 1_000.0);
    }

    double seconds() {
        return time.toMillis() / 1_000.0;
    }

    /** The worst of the operations'. */
    double millisAt(double percentile) {
        return tallies.values().stream().mapToDouble(tally -> tally.millisAt(percentile)).max().orElse(0);
    }
}
