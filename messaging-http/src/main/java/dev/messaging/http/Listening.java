package dev.messaging.http;

import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;

/** What Jetty is told: where to listen, and the bounds on connections and headers. */
final class Listening {
    /** Room for a hundred ids in a URL. */
    static final int REQUEST_HEADER_BYTES_MAX = 16 * 1024;
    private static final int ACCEPT_QUEUE_MAX = 1_024;
    /** Ids that are none are looked for in vain (404), so their odd characters may come through; but nothing undecodable. */
    private static final UriCompliance URIS = UriCompliance.LEGACY.without("MESSAGING", Violation.UTF16_ENCODINGS,
            Violation.TRUNCATED_UTF8_ENCODING, Violation.USER_INFO, Violation.FRAGMENT);

    private Listening() {}

    static void configure(JavalinConfig config, HttpSettings settings, Optional<Tls> tls, Metrics metrics) {
        Intake intake = new Intake(new Origins(settings.corsOrigins(), settings.host(), tls.isPresent()));
        config.jetty.modifyHttpConfiguration(http -> {
            http.setRequestHeaderSize(REQUEST_HEADER_BYTES_MAX);
            http.setSendServerVersion(false);
            http.setUriCompliance(URIS);
            if (tls.isPresent()) {
                http.addCustomizer(new SecureRequestCustomizer(false)); // One certificate serves every name: clients check it.
            }
            http.addCustomizer(intake);
        });
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new JettyProblems());
            server.setRequestLog(new RequestLines(metrics));
            NetworkConnectionLimit connections = new NetworkConnectionLimit(settings.connectionsMax(), server);
            var unused = server.addBean(connections);
            metrics.watchConnections(connections::getNetworkConnectionCount, settings.connectionsMax());
        });
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JettyProblems()));
        config.jetty.addConnector((server, http) -> connector(server, http, settings, tls));
    }

    /** What to tell whoever wanted to listen: the address, and what the system says. */
    static IOException failure(String host, int port, Throwable failed) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return new IOException("cannot listen on " + host + ":" + port + ": " + reason, root);
    }

    private static Connector connector(Server server, HttpConfiguration http, HttpSettings settings,
            Optional<Tls> tls) {
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ServerConnector connector = tls
                .map(files -> new ServerConnector(server,
                        new SslConnectionFactory(files.contexts(), plain.getProtocol()), plain))
                .orElseGet(() -> new ServerConnector(server, plain));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.idleWait().toMillis());
        connector.setAcceptQueueSize(ACCEPT_QUEUE_MAX);
        return connector;
    }
}
