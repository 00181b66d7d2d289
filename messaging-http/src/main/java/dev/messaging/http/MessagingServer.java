package dev.messaging.http;

import dev.messaging.core.Messaging;
import io.github.bucket4j.TimeMeter;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.plugin.bundled.CorsPluginConfig;
import io.javalin.util.JavalinException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP API, listening. */
public final class MessagingServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MessagingServer.class);

    private final Messaging messaging;
    private final HttpSettings settings;
    private final Serving serving;
    private final RunningRequests requests;
    private final Optional<Tls> tls;
    private final Javalin javalin;
    private final Optional<MetricsPort> metricsPort;
    private int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private MessagingServer(Messaging messaging, HttpSettings settings, Optional<Tls> tls, Metrics metrics,
            TimeMeter clock) {
        this.messaging = messaging;
        this.settings = settings;
        this.serving = Serving.of(messaging, settings, metrics, clock);
        this.requests = new RunningRequests(settings.requestsMax());
        this.tls = tls;
        metrics.watch(requests, messaging);
        this.metricsPort = settings.metricsPort().stream()
                .mapToObj(chosen -> new MetricsPort(settings.host(), chosen, metrics)).findFirst();
        this.javalin = created();
    }

    private Javalin created() {
        try {
            return Javalin.create(this::configure);
        } catch (RuntimeException wrong) {
            metricsPort.ifPresent(MetricsPort::close);
            throw wrong;
        }
    }

    private void listen(Duration lookEvery) {
        try {
            var unused = javalin.start();
        } catch (JavalinException e) {
            metricsPort.ifPresent(MetricsPort::close);
            throw new UncheckedIOException(Listening.failure(settings.host(), settings.port(), e));
        }
        this.port = javalin.port();
        tls.ifPresent(files -> files.watch(lookEvery));
        metricsPort.ifPresent(other -> LOG.info("Metrics on port {} at {}", other.port(), Scrape.PATH));
    }

    /**
     * Begins to listen.
     *
     * @param messaging what to serve; stays open when the server is closed
     * @param settings where to listen, and limits
     * @return the server, which answers already
     * @throws UncheckedIOException if the address cannot be listened on, or the files for TLS cannot be used; the message
     *     says which and why
     * @throws IllegalArgumentException if a configured origin or trusted proxy is none
     */
    public static MessagingServer start(Messaging messaging, HttpSettings settings) {
        return start(messaging, settings, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    /**
     * Begins to listen, and counts where others count, too.
     *
     * @param messaging what to serve; stays open when the server is closed
     * @param settings where to listen, and limits
     * @param meters what {@code /metrics} shows; no other server counts there
     * @return the server, which answers already
     * @throws UncheckedIOException if an address cannot be listened on, or the files for TLS cannot be used; the message
     *     says which and why
     * @throws IllegalArgumentException if a configured origin or trusted proxy is none
     */
    public static MessagingServer start(Messaging messaging, HttpSettings settings, PrometheusMeterRegistry meters) {
        return start(messaging, settings, Tls.LOOK_EVERY, TimeMeter.SYSTEM_NANOTIME, meters);
    }

    /** As above; a renewed certificate is looked for as often as is said. */
    static MessagingServer start(Messaging messaging, HttpSettings settings, Duration lookEvery) {
        return start(messaging, settings, lookEvery, TimeMeter.SYSTEM_NANOTIME,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    /** As above; rates are counted by the given clock. */
    static MessagingServer start(Messaging messaging, HttpSettings settings, Duration lookEvery, TimeMeter clock,
            PrometheusMeterRegistry meters) {
        try {
            MessagingServer server = new MessagingServer(messaging, settings, Tls.of(settings), new Metrics(meters),
                    clock);
            server.listen(lookEvery);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The port.
     *
     * @return the one that was asked for, or the one that was free
     */
    public int port() {
        return port;
    }

    /**
     * The port for metrics alone.
     *
     * @return the one that was asked for, or the one that was free; empty if there is none
     */
    public OptionalInt metricsPort() {
        return metricsPort.stream().mapToInt(MetricsPort::port).findFirst();
    }

    /** How many requests are in work. A place is free a moment after the answer has gone. */
    int requestsInWork() {
        return requests.inWork();
    }

    /**
     * Where clients reach the server, on this machine at least.
     *
     * @return a URL without a slash at its end
     */
    public String url() {
        String host = settings.host();
        return (tls.isPresent() ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /**
     * Stops: readiness turns false, new requests are refused, those in work come to their end, {@link
     * HttpSettings#drainWait()} at most. Closing twice does no harm.
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        serving.listeners().stop();
        if (!requests.stop(settings.drainWait())) {
            LOG.warn("Stopping with requests still in work after {} s", settings.drainWait().toSeconds());
        }
        var unused = javalin.stop();
        metricsPort.ifPresent(MetricsPort::close);
        tls.ifPresent(Tls::close);
    }

    private void configure(JavalinConfig config) {
        config.appData(RunningRequests.KEY, requests);
        config.concurrency.useVirtualThreads = true;
        config.startup.showJavalinBanner = false;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE; // A proxy's affair.
        config.bundledPlugins.enableCors(cors -> cors.addRule(MessagingServer::allowOrigins));
        Listening.configure(config, settings, tls, serving.metrics());
        Health health = new Health(requests, new StoreProbe(messaging.store()), messaging.readOnly());
        Welcome welcome = new Welcome(requests, Routes.V1, Routes.ACTIONS);
        Stream<Route> routes = Routes.all(health, welcome, new Scrape(serving.metrics(), metricsPort.isPresent()))
                .stream();
        Stream<Route> internal = settings.recoveryByCall()
                ? Stream.of(new RecoveryByCall(messaging.store()).route())
                : Stream.empty();
        new Dispatch(serving, requests).addTo(config.routes, Stream.concat(routes, internal).toList());
    }

    /** The origins that may not call have been taken out before: see {@link Intake}. */
    private static void allowOrigins(CorsPluginConfig.CorsRule rule) {
        rule.reflectClientOrigin = true;
        rule.maxAge = 600;
        List.of("ETag", "Preference-Applied", "Retry-After", "RateLimit", "RateLimit-Policy", RequestId.HEADER)
                .forEach(rule::exposeHeader);
    }
}
