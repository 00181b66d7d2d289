package dev.messaging.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.messaging.core.model.Refusal;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.MethodNotAllowedResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Writes answers. What is written here has left the process' own buffers when the method returns. */
final class Answers {
    static final String JSON = "application/json";
    private static final String CHALLENGE = "Bearer realm=\"messaging\", Basic realm=\"messaging\", charset=\"UTF-8\"";

    private Answers() {}

    /** Writes JSON that is too long to be held in memory. */
    @FunctionalInterface
    interface Streaming {
        void writeTo(JsonGenerator json) throws IOException;
    }

    static void json(Context context, int status, Object value) throws IOException {
        whole(context, status, JSON, Json.bytes(value));
    }

    /**
     * Answers 200 with JSON of any length. If the writer throws, the answer has no end, or is another one.
     *
     * @param more whether it may be long: HEAD then gets the headers without anything being read
     */
    static void streamed(Context context, boolean more, Streaming writer) throws IOException {
        HttpServletResponse response = begin(context, 200, JSON);
        if (more && context.method().equals(HandlerType.HEAD)) {
            response.flushBuffer(); // Before Jetty closes, which would add a length of 0.
            return;
        }
        JsonGenerator json = Json.generator(response.getOutputStream());
        writer.writeTo(json);
        json.close(); // Not when writing failed: this completes the answer.
    }

    /** Begins an answer of 200 that is a stream of events, to be flushed as they come. */
    static HttpServletResponse beginEvents(Context context) {
        HttpServletResponse response = begin(context, 200, "text/event-stream");
        response.setHeader("X-Accel-Buffering", "no"); // Or nginx would keep events until it has a pageful.
        return response;
    }

    /** Answers 204: it was done. */
    static void empty(Context context) throws IOException {
        HttpServletResponse response = begin(context, 204, null);
        closeIfStopping(context);
        response.getOutputStream().close();
    }

    /** Answers 304: what the client has is still right. */
    static void unchanged(Context context) throws IOException {
        HttpServletResponse response = begin(context, 304, null);
        closeIfStopping(context);
        response.flushBuffer(); // Before Jetty closes, which would say that what the client has is 0 bytes long.
    }

    static void whole(Context context, int status, String mediaType, byte[] body) throws IOException {
        HttpServletResponse response = begin(context, status, mediaType);
        response.setContentLength(body.length);
        closeIfStopping(context);
        OutputStream out = response.getOutputStream();
        out.write(body); // Jetty leaves it out after HEAD.
        out.close();
    }

    /**
     * Answers a request that failed. Where an answer has begun already it is broken off, so that nobody takes the
     * beginning for the whole.
     */
    static void failed(Context context, Dialect dialect, Exception failure) {
        String request = RequestId.of(context.req());
        Told told = dialect == Dialect.ACTIONS
                ? told(ActionError.of(failure, request))
                : told(Problems.of(failure, request).of(request));
        if (context.res().isCommitted()) {
            abort(context);
            return;
        }
        try {
            context.res().resetBuffer();
            context.header(RequestId.HEADER, request);
            addHeaders(context, told.status(), failure);
            whole(context, told.status(), told.mediaType(), Json.bytes(told.error()));
        } catch (IOException e) {
            abort(context);
        }
    }

    private record Told(int status, String mediaType, Object error) {}

    private static Told told(ActionError error) {
        return new Told(error.status(), JSON, error);
    }

    private static Told told(Problem problem) {
        return new Told(problem.status(), Problem.MEDIA_TYPE, problem);
    }

    private static void addHeaders(Context context, int status, Exception failure) {
        switch (failure) {
            case MethodNotAllowedResponse refused -> context.header(Header.ALLOW, Problems.allowed(refused));
            case ProblemException known -> known.headers().forEach(context::header);
            case Refusal.TooManyListeners full -> context.header(Header.RETRY_AFTER, spread());
            case Refusal.TooBusy busy -> context.header(Header.RETRY_AFTER, spread());
            case Refusal.ReadOnly moving -> context.header(Header.RETRY_AFTER, spread());
            default -> {
            }
        }
        if (status == 503 && !context.res().containsHeader(Header.RETRY_AFTER)) {
            context.header(Header.RETRY_AFTER, "1");
        }
        if (status == 401) {
            context.header(Header.WWW_AUTHENTICATE, CHALLENGE);
        }
        if (failure instanceof IOException || status == 408 || status == 413) {
            context.header(Header.CONNECTION, "close"); // What is left of the body is not a request.
        }
    }

    /**
     * Half a minute on average, and not the same for all: when many come at once, as after a restart, those who come again must not
     * keep the processors from hashing.
     */
    private static String spread() {
        return String.valueOf(ThreadLocalRandom.current().nextInt(10, 51));
    }

    /** Without the mark that ends a body: who reads it sees that it broke off. */
    private static void abort(Context context) {
        context.req().setAttribute(RequestLines.BROKEN_OFF, true);
        Body.endPoint(context.req()).close();
    }

    /** Not when streaming: Jetty would let the end of the connection end the body. */
    private static void closeIfStopping(Context context) {
        if (context.appData(RunningRequests.KEY).stopping()) {
            context.res().setHeader(Header.CONNECTION, "close");
        }
    }

    private static HttpServletResponse begin(Context context, int status, @Nullable String mediaType) {
        HttpServletResponse response = context.res();
        response.setStatus(status);
        response.setContentType(mediaType);
        if (!response.containsHeader(Header.CACHE_CONTROL)) {
            response.setHeader(Header.CACHE_CONTROL, "no-store");
        }
        return response;
    }
}
