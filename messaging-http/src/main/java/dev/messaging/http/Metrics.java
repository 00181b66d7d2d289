package dev.messaging.http;

import dev.messaging.core.HashingLoad;
import dev.messaging.core.Messaging;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the server counts of itself: every metric of this module, with its name. Labels have few values, all known
 * beforehand: never an id, a path that a client made up, or a text.
 */
final class Metrics {
    /** Where no route was found. */
    static final String NO_ROUTE = "none";
    private static final Duration[] LATENCIES = Arrays.stream(new long[]{1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000,
            2_500, 5_000, 10_000, 30_000}).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final PrometheusMeterRegistry registry;
    private final MeterProvider<Timer> requests;
    private final MeterProvider<Counter> brokenOff;
    private final Counter emptyChecks;
    private final Counter checksWithMessages;
    private final Counter messagesChecked;
    private final Counter sentToUsers;
    private final Counter sentToGroups;
    private final Counter appends;

    /** @param registry where to count; for this server alone, or the gauges would be another's */
    Metrics(PrometheusMeterRegistry registry) {
        this.registry = registry;
        this.requests = Timer.builder("messaging.requests")
                .description("Requests from their first byte to the last of their answer")
                .serviceLevelObjectives(LATENCIES).withRegistry(registry);
        this.brokenOff = Counter.builder("messaging.answers.broken.off")
                .description("Answers that had begun and have no end").withRegistry(registry);
        this.emptyChecks = checks("empty");
        this.checksWithMessages = checks("messages");
        this.messagesChecked = counter("messaging.messages.checked", "Messages that checks brought", Tags.empty());
        this.sentToUsers = accepted("user");
        this.sentToGroups = accepted("group");
        this.appends = counter("messaging.inbox.appends", "Inboxes that accepted messages went into", Tags.empty());
    }

    /** Gauges, which are read when somebody scrapes. */
    void watch(RunningRequests running, Messaging messaging) {
        Supplier<HashingLoad> hashing = messaging::hashingLoad;
        gauge("messaging.requests.work", "Requests in work", running::inWork);
        gauge("messaging.requests.work.max", "The most requests in work", running::inWorkMax);
        gauge("messaging.requests.arriving", "Requests whose bodies are on their way", running::arriving);
        gauge("messaging.requests.arriving.max", "The most such requests", running::arrivingMax);
        gauge("messaging.hashing.running", "Passwords being hashed", () -> hashing.get().running());
        gauge("messaging.hashing.waiting", "Passwords waiting to be hashed", () -> hashing.get().waiting());
        gauge("messaging.listeners", "Listeners: streams of events, and checks that wait", messaging::listeners);
        FunctionCounter unused = FunctionCounter
                .builder("messaging.news.looks.failed", messaging, Messaging::failedLooksForNews)
                .description("How often the store could not be asked for news").register(registry);
    }

    /** What was refused for having come too often. */
    void watch(Quota quota) {
        FunctionCounter unused = FunctionCounter.builder("messaging.rate.limited", quota, Quota::refused)
                .description("Requests and password attempts refused for having come too often")
                .tag("quota", quota.name())
                .register(registry);
    }

    void watch(HeldMemory memory) {
        gauge("messaging.requests.held", "bytes", "Memory that requests hold which are larger than usual",
                memory::held);
        gauge("messaging.requests.held.max", "bytes", "The most that they may hold", memory::max);
    }

    /** Connections are counted by Jetty. */
    void watchConnections(Supplier<Number> open, int max) {
        gauge("messaging.connections", "Open connections", open);
        gauge("messaging.connections.max", "The most open connections; further ones wait", () -> max);
    }

    /** A request has ended, however it did. */
    void answered(String route, String method, int status, Duration took) {
        requests.withTags("route", route, "method", METHODS.contains(method) ? method : "other", "status",
                String.valueOf(status)).record(took);
    }

    void answerBrokenOff(String route) {
        brokenOff.withTags("route", route).increment();
    }

    void checked(long messages) {
        (messages == 0 ? emptyChecks : checksWithMessages).increment();
        messagesChecked.increment((double) messages);
    }

    /** A message was accepted. */
    void sent(boolean toUser, int inboxes) {
        (toUser ? sentToUsers : sentToGroups).increment();
        appends.increment(inboxes);
    }

    /** Everything in the form that Prometheus reads. */
    String scrape() {
        return registry.scrape();
    }

    private Counter checks(String result) {
        return counter("messaging.checks", "Checks for messages that were answered", Tags.of("result", result));
    }

    private Counter accepted(String recipient) {
        return counter("messaging.messages.accepted", "Messages accepted", Tags.of("recipient", recipient));
    }

    private Counter counter(String name, String description, Tags tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        gauge(name, null, description, value);
    }

    private void gauge(String name, @Nullable String unit, String description, Supplier<Number> value) {
        Gauge unused = Gauge.builder(name, value).baseUnit(unit).description(description).register(registry);
    }
}
