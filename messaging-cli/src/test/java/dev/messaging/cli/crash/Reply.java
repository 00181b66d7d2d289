package dev.messaging.cli.crash;

import java.util.Map;

/** What came of a request. */
sealed interface Reply {
    /**
     * A whole answer.
     *
     * @param status of HTTP
     * @param body the JSON object in it
     */
    record Answer(int status, Map<?, ?> body) implements Reply {
        boolean isDone() {
            return status == 200;
        }

        /** Nothing was done, and it may be repeated. */
        boolean isNotDone() {
            return status == 503;
        }

        boolean isUnknown() {
            return status == 504;
        }
    }

    /**
     * A whole answer that is no JSON object, which no server should give.
     *
     * @param status of HTTP
     * @param text what it is instead
     */
    record Garbled(int status, String text) implements Reply {}

    /** The server was not even reached. */
    record NotSent() implements Reply {}

    /** It took too long, or broke off. */
    record NoAnswer() implements Reply {}
}
