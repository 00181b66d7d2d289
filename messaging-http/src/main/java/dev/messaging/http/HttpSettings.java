package dev.messaging.http;

import dev.messaging.core.model.Password;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where to listen, who may call from a browser, and how much is taken on at once.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 picks a free one
 * @param corsOrigins origins whose pages may call, such as {@code https://chat.example.com}, besides the server's own.
 *     On a loopback address every loopback origin may call anyway
 * @param requestsMax how many requests are in work at once; one more is answered with 503 at once. Health is
 *     exempt, and four times as many bodies may be on their way
 * @param connectionsMax how many connections are open at once; further ones wait until one closes
 * @param bodyWait how long a request's body may take to arrive
 * @param idleWait how long a connection may be silent; longer than load balancers keep theirs (60 s as a rule), for
 *     else they send into a closing one
 * @param drainWait how long closing waits for the requests in work
 * @param tls what the server proves its name with; without it the server speaks plain HTTP
 * @param passwordMin how many code points a new password must have under {@code /v1}; the second dialect asks for one
 * @param trustedProxies addresses, and ranges of them such as {@code 10.0.0.0/8}, whose {@code X-Forwarded-For} tells
 *     where a request came from
 * @param eventsFor how long a stream of events lasts before its client has to connect again
 * @param eventsBeat how often a stream of events gives a sign of life, and the caller's credentials are looked at again
 * @param metricsPort where to listen for whoever collects metrics, on the same address; nowhere unless told otherwise
 * @param waitMax how long a check waits for news at the most
 * @param checkMax how many messages a check without a limit answers with at the most; all of them if empty
 * @param recoveryByCall whether what servers that died left behind is finished when {@code POST /internal/recovery} says so,
 *     from this machine
 * @param rateLimits how often clients may call, and try passwords out
 */
public record HttpSettings(String host, int port, List<String> corsOrigins, int requestsMax, int connectionsMax,
        Duration bodyWait, Duration idleWait, Duration drainWait, Optional<TlsFiles> tls, int passwordMin,
        List<String> trustedProxies, Duration eventsFor, Duration eventsBeat, OptionalInt metricsPort,
        Duration waitMax, OptionalInt checkMax, boolean recoveryByCall, RateLimits rateLimits) {
    /** Shorter than proxies wait for an answer, as a rule. */
    public static final Duration WAIT_MAX = Duration.ofSeconds(25);
    /** As many as a limit may ask for. */
    public static final int CHECK_MAX = Lists.LIMIT_MAX;
    private static final int STALLED_CONNECTION_BYTES = 32 * 1024;
    private static final int CONNECTIONS_MOST = 10_000;

    /** Keeps copies of the lists. */
    public HttpSettings {
        corsOrigins = List.copyOf(corsOrigins);
        trustedProxies = List.copyOf(trustedProxies);
        checkPort(port);
        metricsPort.ifPresent(HttpSettings::checkPort);
        if (requestsMax < 1 || connectionsMax < 1) {
            throw new IllegalArgumentException("at least one request and one connection must be allowed");
        }
        if (!bodyWait.isPositive() || !idleWait.isPositive() || drainWait.isNegative()
                || !eventsFor.isPositive() || !eventsBeat.isPositive()) {
            throw new IllegalArgumentException("nothing is waited for without an end, or for less than no time");
        }
        if (!waitMax.isPositive() || waitMax.compareTo(WAIT_MAX) > 0) {
            throw new IllegalArgumentException("a check waits for up to " + WAIT_MAX.toSeconds() + " s");
        }
        if (checkMax.isPresent() && (checkMax.getAsInt() < 1 || checkMax.getAsInt() > CHECK_MAX)) {
            throw new IllegalArgumentException("a check answers with 1 to " + CHECK_MAX + " messages, or all");
        }
        if (passwordMin < 1 || passwordMin > Password.CODE_POINTS_MAX) {
            throw new IllegalArgumentException("the shortest password has from 1 to " + Password.CODE_POINTS_MAX
                    + " characters, not " + passwordMin);
        }
    }

    /**
     * How many connections a heap has room for when all of them have stalled in the middle of a request: one for each 32 KB
     * of half of it, and no more than 10,000. What they cost was measured, see docs/benchmarks.md.
     *
     * @param heapBytes how large the heap can get
     * @return from 100 to 10,000
     */
    public static int connectionsFor(long heapBytes) {
        return Math.clamp(heapBytes / 2 / STALLED_CONNECTION_BYTES, 100, CONNECTIONS_MOST);
    }

    private static void checkPort(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
        }
    }

    /**
     * Begins with sensible values: 127.0.0.1, port 8080, 1,000 requests at once, and as many
     * connections as the heap has room for.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects settings. */
    public static final class Builder {
        private String host = "127.0.0.1";
        private int port = 8080;
        private List<String> corsOrigins = List.of();
        private int requestsMax = 1_000;
        private int connectionsMax = connectionsFor(Runtime.getRuntime().maxMemory());
        private Duration bodyWait = Duration.ofSeconds(20);
        private Duration idleWait = Duration.ofSeconds(75);
        private Duration drainWait = Duration.ofSeconds(25);
        private Optional<TlsFiles> tls = Optional.empty();
        private int passwordMin = 8;
        private List<String> trustedProxies = List.of();
        private Duration eventsFor = Duration.ofHours(1);
        private Duration eventsBeat = Duration.ofSeconds(15);
        private OptionalInt metricsPort = OptionalInt.empty();
        private Duration waitMax = WAIT_MAX;
        private OptionalInt checkMax = OptionalInt.empty();
        private boolean recoveryByCall;
        private RateLimits rateLimits = RateLimits.standard();

        private Builder() {}

        /**
         * Sets the address to listen on.
         *
         * @param value a host name or an IP address
         * @return this builder
         */
        public Builder host(String value) {
            this.host = value;
            return this;
        }

        /**
         * Sets the port to listen on.
         *
         * @param value a port; 0 picks a free one
         * @return this builder
         */
        public Builder port(int value) {
            this.port = value;
            return this;
        }

        /**
         * Sets the origins whose pages may call.
         *
         * @param values scheme, host and, unless it is the scheme's usual one, port
         * @return this builder
         */
        public Builder corsOrigins(List<String> values) {
            this.corsOrigins = values;
            return this;
        }

        /**
         * Sets how many requests are in work at once.
         *
         * @param value at least 1
         * @return this builder
         */
        public Builder requestsMax(int value) {
            this.requestsMax = value;
            return this;
        }

        /**
         * Sets how many connections are open at once.
         *
         * @param value at least 1
         * @return this builder
         */
        public Builder connectionsMax(int value) {
            this.connectionsMax = value;
            return this;
        }

        /**
         * Sets how long a request's body may take to arrive.
         *
         * @param value a positive time
         * @return this builder
         */
        public Builder bodyWait(Duration value) {
            this.bodyWait = value;
            return this;
        }

        /**
         * Sets how long a connection may be silent.
         *
         * @param value a positive time
         * @return this builder
         */
        public Builder idleWait(Duration value) {
            this.idleWait = value;
            return this;
        }

        /**
         * Sets how long closing waits for the requests in work.
         *
         * @param value a time; zero waits for nobody
         * @return this builder
         */
        public Builder drainWait(Duration value) {
            this.drainWait = value;
            return this;
        }

        /**
         * Makes the server speak HTTPS, and nothing else, on its port.
         *
         * @param value where certificate and key are; empty means plain HTTP
         * @return this builder
         */
        public Builder tls(Optional<TlsFiles> value) {
            this.tls = value;
            return this;
        }

        /**
         * Sets how many code points a new password must have under {@code /v1}.
         *
         * @param value from 1 to {@value Password#CODE_POINTS_MAX}
         * @return this builder
         */
        public Builder passwordMin(int value) {
            this.passwordMin = value;
            return this;
        }

        /**
         * Sets who tells where requests come from.
         *
         * @param values addresses, and ranges of them such as {@code 10.0.0.0/8}
         * @return this builder
         */
        public Builder trustedProxies(List<String> values) {
            this.trustedProxies = values;
            return this;
        }

        /**
         * Sets how long a stream of events lasts; an hour unless told otherwise. Clients connect again by themselves, where they
         * were.
         *
         * @param value more than nothing
         * @return this builder
         */
        public Builder eventsFor(Duration value) {
            this.eventsFor = value;
            return this;
        }

        /**
         * Sets how often a stream of events gives a sign of life, if there is nothing else to tell; every 15 s unless told
         * otherwise. The credentials that it was opened with are looked at again as often.
         *
         * @param value more than nothing; half of {@link #idleWait} counts if that is less
         * @return this builder
         */
        public Builder eventsBeat(Duration value) {
            this.eventsBeat = value;
            return this;
        }

        /**
         * Sets where whoever collects metrics finds them, besides {@code /metrics} for those on this machine.
         *
         * @param value a port; 0 picks a free one; empty means nowhere
         * @return this builder
         */
        public Builder metricsPort(OptionalInt value) {
            this.metricsPort = value;
            return this;
        }

        /**
         * Sets how long a check waits for news at the most; {@link #WAIT_MAX} unless told otherwise.
         *
         * @param value more than nothing, and no more than that
         * @return this builder
         */
        public Builder waitMax(Duration value) {
            this.waitMax = value;
            return this;
        }

        /**
         * Sets how many messages a check without a limit answers with at the most, where answers cannot be of any length. Who
         * does not follow {@code next} then misses the others.
         *
         * @param value from 1 to {@link #CHECK_MAX}; empty, as unless told otherwise, means all
         * @return this builder
         */
        public Builder checkMax(OptionalInt value) {
            this.checkMax = value;
            return this;
        }

        /**
         * Sets whether what servers that died left behind is finished by {@code POST /internal/recovery}, which only this machine
         * may call: where nothing runs between calls.
         *
         * @param value whether it is
         * @return this builder
         */
        public Builder recoveryByCall(boolean value) {
            this.recoveryByCall = value;
            return this;
        }

        /**
         * Sets how often clients may call, and try passwords out.
         *
         * @param value the limits
         * @return this builder
         */
        public Builder rateLimits(RateLimits value) {
            this.rateLimits = value;
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return the settings
         * @throws IllegalArgumentException if a number is out of range
         */
        public HttpSettings build() {
            return new HttpSettings(host, port, corsOrigins, requestsMax, connectionsMax, bodyWait, idleWait,
                    drainWait, tls, passwordMin, trustedProxies, eventsFor, eventsBeat, metricsPort, waitMax, checkMax,
                    recoveryByCall, rateLimits);
        }
    }
}
