package dev.messaging.dynamo;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What this store counts of itself: every metric of this module, with its name. */
final class StoreMetrics {
    private static final Duration[] LATENCIES = Arrays
            .stream(new long[]{1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000}).mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final MeterProvider<Timer> calls;
    private final MeterProvider<Counter> units;
    private final Counter placesTaken;
    private final Counter transactionsCanceled;
    private final Counter retries;

    StoreMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.calls = Timer.builder("messaging.store.calls").description("Requests to the store, each attempt by itself")
                .serviceLevelObjectives(LATENCIES).withRegistry(registry);
        this.units = Counter.builder("messaging.dynamodb.consumed.units")
                .description("Capacity units, as DynamoDB reports them; failed conditions are not reported")
                .withRegistry(registry);
        this.placesTaken = conflicts("place-taken");
        this.transactionsCanceled = conflicts("transaction-canceled");
        this.retries = Counter.builder("messaging.store.retries")
                .description("Attempts beyond the first, those of the SDK that failed included").register(registry);
    }

    /** Nobody looks on. */
    static StoreMetrics none() {
        return new StoreMetrics(new CompositeMeterRegistry());
    }

    /** Gauges and counts that are read when somebody looks. */
    void watch(Counters counters, Recovery recovery, Database database) {
        count("messaging.store.throttled", "Requests that DynamoDB throttled", database, Database::throttled);
        count("messaging.outbox.recovered", "Deliveries that another had left and this process finished", counters,
                Counters::deliveriesRecovered);
        count("messaging.outbox.unfinished", "Attempts to finish a delivery that did not", counters,
                Counters::deliveriesUnfinished);
        count("messaging.inbox.holes", "Missing entries that readers met", counters, Counters::holesMet);
        gauge("messaging.outbox.budget", null, "Deliveries that the next look works on at most", recovery::budget);
        gauge("messaging.outbox.overdue", null, "Overdue deliveries, as of the last look",
                counters::deliveriesOverdue);
        gauge("messaging.outbox.oldest", "seconds", "Age of the oldest of them, as of the last look",
                () -> counters.oldestOverdue().toMillis() / 1_000.0);
    }

    void called(String operation, String outcome, Duration took) {
        calls.withTags("operation", operation, "outcome", outcome).record(took);
    }

    /** @param kind read or write */
    void consumed(String table, String kind, double count) {
        units.withTags("table", table, "kind", kind).increment(count);
    }

    /** A message found its number in an inbox taken. */
    void placeTaken() {
        placesTaken.increment();
    }

    void transactionCanceled() {
        transactionsCanceled.increment();
    }

    void retried(int attempts) {
        retries.increment(attempts);
    }

    private Counter conflicts(String kind) {
        return Counter.builder("messaging.store.conflicts").description("Changes that met others").tag("kind", kind)
                .register(registry);
    }

    private <T> void count(String name, String description, T of, ToDoubleFunction<T> value) {
        FunctionCounter unused = FunctionCounter.builder(name, of, value).description(description).register(registry);
    }

    private void gauge(String name, @Nullable String unit, String description, Supplier<Number> value) {
        Gauge unused = Gauge.builder(name, value).baseUnit(unit).description(description).register(registry);
    }
}
