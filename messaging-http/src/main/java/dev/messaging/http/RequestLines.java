package dev.messaging.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line for every request when it has ended: never what stands in a query or a body. */
final class RequestLines implements RequestLog {
    /** The attribute of a request whose answer has begun, with its status, and has no end. */
    static final String BROKEN_OFF = "dev.messaging.broken-off";

    private static final Logger LOG = LoggerFactory.getLogger("dev.messaging.http.requests");
    private static final int PATH_SHOWN_MAX = 200;

    @Override
    public void log(Request request, Response response) {
        if (LOG.isInfoEnabled()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - request.getBeginNanoTime());
            LOG.info("{} {} {}{} {} ms", printable(request.getMethod()), printable(request.getHttpURI().getPath()),
                    response.getStatus(), request.getAttribute(BROKEN_OFF) == null ? "" : " broken off", millis);
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
