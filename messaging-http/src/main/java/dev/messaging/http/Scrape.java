package dev.messaging.http;

import io.javalin.http.Header;
import io.javalin.http.NotFoundResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** The metrics, for whoever is on this machine: to all others there is nothing at this path. */
final class Scrape {
    static final String PATH = "/metrics";
    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final List<String> OF_PROXIES = List.of("Forwarded", Header.X_FORWARDED_FOR);

    private final Metrics metrics;
    private final boolean hasOwnPort;

    /** @param hasOwnPort whether metrics are to be had at a port of their own, and so not here */
    Scrape(Metrics metrics, boolean hasOwnPort) {
        this.metrics = metrics;
        this.hasOwnPort = hasOwnPort;
    }

    void show(Call call) throws IOException {
        if (hasOwnPort || !fromThisMachine(call.context().req())) {
            throw new NotFoundResponse();
        }
        Answers.whole(call.context(), 200, MEDIA_TYPE, metrics.scrape().getBytes(StandardCharsets.UTF_8));
    }

    /** A proxy on this machine brings requests from anywhere. Most say so; where one does not, metrics want their own port. */
    private static boolean fromThisMachine(HttpServletRequest request) {
        SocketAddress peer = ServletContextRequest.getServletContextRequest(request).getConnectionMetaData()
                .getRemoteSocketAddress();
        return peer instanceof InetSocketAddress internet && internet.getAddress().isLoopbackAddress()
                && OF_PROXIES.stream().allMatch(header -> request.getHeader(header) == null);
    }
}
