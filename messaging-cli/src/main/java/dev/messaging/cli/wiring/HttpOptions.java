package dev.messaging.cli.wiring;

import dev.messaging.core.Messaging;
import dev.messaging.http.HttpSettings;
import dev.messaging.http.MessagingServer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where and how the server listens. */
public final class HttpOptions {
    private static final int WAIT_SECONDS_MAX = 3_600;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080",
            description = "Where to listen; 0 picks a free port. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(names = "--host", paramLabel = "HOST", defaultValue = "127.0.0.1",
            description = "The address to listen on. Default: ${DEFAULT-VALUE}")
    private String host = "";

    @Option(names = "--cors-origin", paramLabel = "ORIGIN", split = ",",
            description = "An origin whose pages may call; can be repeated.")
    private List<String> corsOrigins = List.of();

    @Option(names = "--metrics-port", paramLabel = "PORT", description = {
            "Where to show metrics to whoever collects them, on the same address; 0 picks a free port.",
            "Default: nowhere but at /metrics, for this machine alone"})
    private @Nullable Integer metricsPort;

    @Option(names = "--requests-max", paramLabel = "REQUESTS", defaultValue = "1000",
            description = "The most requests in work at once; one more is answered with 503. Default: ${DEFAULT-VALUE}")
    private int requestsMax;

    @Option(names = "--connections-max", paramLabel = "CONNECTIONS", description = {
            "The most open connections; further ones wait.",
            "Default: one for each 32 KB of half the heap, at most 10,000 (a heap of 256 MB: 4,096)"})
    private @Nullable Integer connectionsMax;

    @Option(names = "--body-wait", paramLabel = "SECONDS", defaultValue = "20",
            description = "How long a request's body may take to arrive. Default: ${DEFAULT-VALUE}")
    private int bodyWaitSeconds;

    @Option(names = "--idle-wait", paramLabel = "SECONDS", defaultValue = "75",
            description = "How long a connection may be silent; longer than a load balancer in front keeps its own. Default: ${DEFAULT-VALUE}")
    private int idleWaitSeconds;

    @Option(names = "--drain-wait", paramLabel = "SECONDS", defaultValue = "25",
            description = "How long stopping waits for requests in work. Default: ${DEFAULT-VALUE}")
    private int drainWaitSeconds;

    @Option(names = "--wait-max", paramLabel = "SECONDS", defaultValue = "25",
            description = "How long a check waits for news at the most, to 25. Default: ${DEFAULT-VALUE}")
    private int waitMaxSeconds;

    @Option(names = "--check-max", paramLabel = "MESSAGES", description = {
            "How many messages a check without a limit answers with, to 1000: for where answers cannot be of any length. Clients"
                    + " then have to follow \"next\".",
            "Default: all"})
    private @Nullable Integer checkMax;

    @Mixin
    private final RateLimitOptions rates = new RateLimitOptions();

    @Mixin
    private final TlsOptions tls = new TlsOptions();

    /**
     * Starts a server.
     *
     * @param messaging what it serves
     * @param passwordMin how many characters a new password must have
     * @param recoveryByCall whether what dead servers left behind is finished when this machine asks for it
     * @param metrics where it counts, and what it shows
     * @return the server, listening
     * @throws WrongUsage if the options cannot be meant so, the files for TLS cannot be
     *     used, or the address cannot be listened on
     */
    public ListeningServer start(Messaging messaging, int passwordMin, boolean recoveryByCall,
            ServerMetrics metrics) {
        try {
            MessagingServer server = MessagingServer.start(messaging, settings(passwordMin, recoveryByCall),
                    metrics.registry());
            return new ListeningServer(server.url(), server::close);
        } catch (UncheckedIOException taken) {
            throw new WrongUsage(Objects.requireNonNullElse(taken.getCause(), taken).getMessage());
        } catch (IllegalArgumentException wrong) {
            throw new WrongUsage(wrong.getMessage());
        }
    }

    private HttpSettings settings(int passwordMin, boolean recoveryByCall) {
        return HttpSettings.builder().host(host).port(port).corsOrigins(corsOrigins).requestsMax(requestsMax)
                .connectionsMax(connections()).bodyWait(seconds("--body-wait", 1, bodyWaitSeconds))
                .idleWait(seconds("--idle-wait", 1, idleWaitSeconds))
                .drainWait(seconds("--drain-wait", 0, drainWaitSeconds)).tls(tls.files()).passwordMin(passwordMin)
                .metricsPort(metricsPort == null ? OptionalInt.empty() : OptionalInt.of(metricsPort))
                .waitMax(Duration.ofSeconds(waitMaxSeconds))
                .checkMax(checkMax == null ? OptionalInt.empty() : OptionalInt.of(checkMax))
                .recoveryByCall(recoveryByCall).trustedProxies(rates.trustedProxies()).rateLimits(rates.limits())
                .build();
    }

    private int connections() {
        return connectionsMax == null
                ? HttpSettings.connectionsFor(Runtime.getRuntime().maxMemory())
                : connectionsMax;
    }

    private static Duration seconds(String option, int atLeast, int value) {
        if (value < atLeast || value > WAIT_SECONDS_MAX) {
            throw new WrongUsage(option + " is a number of seconds from " + atLeast + " to " + WAIT_SECONDS_MAX + ".");
        }
        return Duration.ofSeconds(value);
    }
}
