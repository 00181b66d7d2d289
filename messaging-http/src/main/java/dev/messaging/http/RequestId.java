package dev.messaging.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.slf4j.MDC;

/**
 * What one request goes by: in every line of the log that it causes, in the problem that answers it, and with a proxy in
 * front. Not a secret, and proves nothing.
 */
final class RequestId {
    static final String HEADER = "X-Request-Id";
    /** What the log calls it. */
    static final String IN_LOG = "requestId";
    private static final String ATTRIBUTE = "dev.messaging.request-id";
    private static final Pattern TAKEN_OVER = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    static String of(HttpServletRequest request) {
        return of(ServletContextRequest.getServletContextRequest(request));
    }

    /** The one that came with the request, if it has the form; otherwise a random one, the same each time. */
    static String of(Request request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String given = request.getHeaders().get(HEADER);
        String id = given != null && TAKEN_OVER.matcher(given).matches()
                ? given
                : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    /** Whatever is logged meanwhile bears the id. */
    static void inLog(String id, Runnable work) {
        MDC.put(IN_LOG, id);
        try {
            work.run();
        } finally {
            MDC.remove(IN_LOG);
        }
    }
}
