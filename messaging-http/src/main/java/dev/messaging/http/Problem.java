package dev.messaging.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 words it.
 *
 * @param type a stable path that names the kind of error
 * @param title the kind of error, for people
 * @param status the HTTP status
 * @param detail what is wrong with this request, and what would be right
 * @param field which value of the request is at fault, where one is
 * @param requestId what the request goes by in the server's log
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(String type, String title, int status, String detail, @Nullable String field,
        @Nullable String requestId) {
    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(ProblemType type, String detail) {
        return new Problem(type.path(), type.title(), type.status(), detail, null, null);
    }

    static Problem badValue(String field, String detail) {
        ProblemType type = ProblemType.BAD_VALUE;
        return new Problem(type.path(), type.title(), type.status(), detail, field, null);
    }

    /** Of what breaks a rule of HTTP there are many kinds: the status tells them apart. */
    static Problem badRequest(int status, String detail) {
        ProblemType type = ProblemType.BAD_REQUEST;
        return new Problem(type.path(), type.title(), status, detail, null, null);
    }

    /** The same problem, of a request with a name. */
    Problem of(String request) {
        return new Problem(type, title, status, detail, field, request);
    }
}
