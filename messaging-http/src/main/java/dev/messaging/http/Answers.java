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
    private static final String JSON = "application/json";
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
        response.getOutputStream().close();
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
    static void failed(Context context, Exception failure) {
        Problem problem = Problems.of(failure);
        if (context.res().isCommitted()) {
            abort(context);
            return;
        }
        try {
            context.res().resetBuffer();
            addHeaders(context, problem, failure);
            if (Routes.dialectAt(context.path()) == Dialect.ACTIONS) {
                ActionError error = ActionError.of(failure, problem);
                json(context, error.status(), error);
            } else {
                whole(context, problem.status(), Problem.MEDIA_TYPE, Json.bytes(problem));
            }
        } catch (IOException e) {
            abort(context);
        }
    }

    private static void addHeaders(Context context, Problem problem, Exception failure) {
        if (failure instanceof MethodNotAllowedResponse refused) {
            context.header(Header.ALLOW, Problems.allowed(refused));
        }
        if (failure instanceof Refusal.TooBusy) {
            context.header(Header.RETRY_AFTER, String.valueOf(ThreadLocalRandom.current().nextInt(2, 9))); // Not all at once.
        } else if (problem.status() == 503) {
            context.header(Header.RETRY_AFTER, "1");
        }
        if (problem.status() == 401) {
            context.header(Header.WWW_AUTHENTICATE, CHALLENGE);
        }
        if (failure instanceof ProblemException known) {
            known.headers().forEach(context::header);
        }
        if (failure instanceof IOException || problem.status() == 408 || problem.status() == 413) {
            context.header(Header.CONNECTION, "close"); // What is left of the body is not a request.
        }
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
