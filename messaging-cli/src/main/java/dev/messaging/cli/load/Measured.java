package dev.messaging.cli.load;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What came of some seconds of a workload. Filled while it runs. */
final class Measured {
    private static final Logger LOG = LoggerFactory.getLogger(Measured.class);
    private static final int DIGITS = 3;
    private static final long SAMPLES_MIN = 1_000;

    private final Map<Operation, Tally> tallies = new EnumMap<>(Operation.class);
    private final LongAdder notSent = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final Histogram micros = new ConcurrentHistogram(DIGITS);
    private final Histogram lateMicros = new ConcurrentHistogram(DIGITS);
    private final Duration time;

    Measured(Workload workload, Duration time) {
        workload.rates().keySet().forEach(operation -> tallies.put(operation, new Tally()));
        this.time = time;
        lateMicros.setAutoResize(true);
        micros.setAutoResize(true);
    }

    /** Of the operations that the workload has. */
    Map<Operation, Tally> tallies() {
        return tallies;
    }

    void count(Operation operation, Reply reply, long nanosFromDue) {
        Tally tally = tallies.get(operation);
        if (tally != null) {
            tally.count(reply, nanosFromDue);
            micros.recordValue(Math.max(1, nanosFromDue / 1_000));
        }
    }

    /** A request was due, and was not sent: too many were without an answer. */
    void notSent() {
        notSent.increment();
    }

    /** This program itself failed; what it failed at counts as due, and as not done. */
    void broke(RuntimeException defect) {
        LOG.warn("A request could not be made", defect);
        broken.increment();
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
        return tallies.values().stream().mapToLong(Tally::all).sum() + notSent.sum() + broken.sum();
    }

    double doneASecond() {
        return of(Outcome.DONE) / (time.toMillis() / 1_000.0);
    }

    double seconds() {
        return time.toMillis() / 1_000.0;
    }

    /**
     * The worst of the operations', and of all together, in which those count that were not done. An operation that was done
     * less than a thousand times has no 99th percentile of its own: it would be its slowest few.
     */
    double millisAt(double percentile) {
        return Math.max(micros.getValueAtPercentile(percentile) / 1_000.0,
                tallies.values().stream().filter(tally -> tally.of(Outcome.DONE) >= SAMPLES_MIN)
                        .mapToDouble(tally -> tally.millisAt(percentile)).max().orElse(0));
    }
}
