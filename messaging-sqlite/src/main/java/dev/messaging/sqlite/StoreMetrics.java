package dev.messaging.sqlite;

import dev.messaging.core.model.Refusal;
import dev.messaging.core.port.StoreException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/** What this store counts of itself: every metric of this module, with its name. */
final class StoreMetrics {
    /** From a read that is in memory to the longest that anybody waits. */
    private static final Duration[] LATENCIES = Arrays
            .stream(new double[]{0.1, 0.25, 0.5, 1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000, 15_000})
            .mapToObj(millis -> Duration.ofNanos((long) (millis * 1_000_000))).toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final MeterProvider<Timer> calls;
    private final Counter changes;

    StoreMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.calls = Timer.builder("messaging.store.calls")
                .description("Reads and writes as callers wait for them, and the commits that writes share")
                .serviceLevelObjectives(LATENCIES).withRegistry(registry);
        this.changes = Counter.builder("messaging.sqlite.changes").description("Changes that were committed")
                .register(registry);
    }

    /** Nobody looks on. */
    static StoreMetrics none() {
        return new StoreMetrics(new CompositeMeterRegistry());
    }

    /** Gauges, which are read when somebody looks. */
    void watch(Writer writer, Readers readers) {
        gauge("messaging.sqlite.writes.waiting", "Changes that wait to be written", writer::waiting);
        gauge("messaging.sqlite.reads.waiting", "Reads that wait for a reader", readers::waiting);
    }

    /** Does something, and counts it with its time and its outcome, a refusal by a rule included. */
    <T> T timed(String operation, Supplier<T> call) {
        long begin = System.nanoTime();
        String outcome = "failed";
        try {
            T result = call.get();
            outcome = "ok";
            return result;
        } catch (Refusal refused) {
            outcome = "refused";
            throw refused;
        } catch (StoreException trouble) {
            outcome = trouble.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
            throw trouble;
        } finally {
            called(operation, outcome, begin);
        }
    }

    /** A batch has been written, or was not. */
    void committed(boolean done, int batch, long beginNanos) {
        called("commit", done ? "ok" : "failed", beginNanos);
        changes.increment(done ? batch : 0);
    }

    private void called(String operation, String outcome, long beginNanos) {
        calls.withTags("operation", operation, "outcome", outcome)
                .record(Duration.ofNanos(System.nanoTime() - beginNanos));
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge unused = Gauge.builder(name, value).description(description).register(registry);
    }
}
