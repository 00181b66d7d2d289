package dev.messaging.http;

import java.util.Map;

/** A request that cannot be answered for a reason of HTTP's; reasons of the business are refusals of the core. */
@SuppressWarnings("serial") // never serialized: turned into an answer where it is caught
final class ProblemException extends RuntimeException {
    private final Problem problem;
    private final Map<String, String> headers;

    ProblemException(ProblemType type, String detail) {
        this(type, detail, Map.of());
    }

    /** @param headers what else the answer says, such as when to come again */
    ProblemException(ProblemType type, String detail, Map<String, String> headers) {
        super(detail, null, false, false);
        this.problem = Problem.of(type, detail);
        this.headers = Map.copyOf(headers);
    }

    Problem problem() {
        return problem;
    }

    Map<String, String> headers() {
        return headers;
    }
}
