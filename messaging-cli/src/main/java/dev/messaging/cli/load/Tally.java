package dev.messaging.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts what came of one kind of operation; from many threads at once. */
final class Tally {
    /** Latencies are kept to a thousandth of themselves. */
    private static final int DIGITS = 3;

    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
    private final LongAdder messages = new LongAdder();
    private final LongAdder empty = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Histogram micros = new ConcurrentHistogram(DIGITS);

    Tally() {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
        micros.setAutoResize(true);
    }

    /** @param nanosFromDue from when the request was due, not from when it was sent */
    void count(Reply reply, long nanosFromDue) {
        adder(reply.outcome()).increment();
        bytes.add(reply.bytes());
        if (reply.outcome() == Outcome.DONE) {
            countMessages(reply.body().path("messages"));
            micros.recordValue(Math.max(1, nanosFromDue / 1_000));
        }
    }

    private void countMessages(JsonNode list) {
        messages.add(list.size());
        if (list.isEmpty() && !list.isMissingNode()) {
            empty.increment();
        }
    }

    long of(Outcome outcome) {
        return adder(outcome).sum();
    }

    long all() {
        return outcomes.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** How many messages answers held. */
    long messages() {
        return messages.sum();
    }

    /** How many answers held none. */
    long empty() {
        return empty.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    /** From due to answer, of what was done, in milliseconds. */
    double millisAt(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1_000.0;
    }

    double millisMax() {
        return micros.getMaxValue() / 1_000.0;
    }

    private LongAdder adder(Outcome outcome) {
        return outcomes.computeIfAbsent(outcome, absent -> new LongAdder());
    }
}
