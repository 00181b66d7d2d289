package dev.messaging.http;

import java.time.Duration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Counts every request when it has ended, and writes a line for it: never what stands in a query or a body. Those that
 * failed for a reason of the server's stand out, by their level and by the name of their route.
 */
final class RequestLines implements RequestLog {
    /** The attribute of a request whose answer has begun, with its status, and has no end. */
    static final String BROKEN_OFF = "dev.messaging.broken-off";

    /** The attribute of a request that has found its route: the route's name. */
    static final String ROUTE = "dev.messaging.route";

    private static final Logger LOG = LoggerFactory.getLogger("dev.messaging.http.requests");
    private static final int PATH_SHOWN_MAX = 200;

    private final Metrics metrics;

    RequestLines(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void log(Request request, Response response) {
        Duration took = Duration.ofNanos(System.nanoTime() - request.getBeginNanoTime());
        boolean brokenOff = request.getAttribute(BROKEN_OFF) != null;
        String route = request.getAttribute(ROUTE) instanceof String name ? name : Metrics.NO_ROUTE;
        metrics.answered(route, String.valueOf(request.getMethod()), response.getStatus(), took);
        if (brokenOff) {
            metrics.answerBrokenOff(route);
        }
        Level level = response.getStatus() >= 500 || brokenOff ? Level.WARN : Level.INFO;
        if (LOG.isEnabledForLevel(level)) {
            RequestId.inLog(RequestId.of(request), () -> LOG.atLevel(level).log("{} {} {}{} {} ms {}",
                    printable(request.getMethod()), printable(request.getHttpURI().getPath()), response.getStatus(),
                    brokenOff ? " broken off" : "", took.toMillis(), route));
        }
    }

    private static String printable(@Nullable String text) {
        if (text == null) {
            return "-";
        }
        StringBuilder shown = new StringBuilder();
        text.chars().limit(PATH_SHOWN_MAX).forEach(c -> {
            if (c > ' ' && c < 0x7f) {
                shown.append((char) c);
            } else {
                shown.append(String.format("\\u%04x", c));
            }
        });
        return text.length() > PATH_SHOWN_MAX ? shown.append("...").toString() : shown.toString();
    }
}
