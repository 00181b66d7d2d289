package dev.messaging.cli.crash;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of a request. */
sealed interface Reply {
    /**
     * A whole answer.
     *
     * @param status of HTTP
     * @param body the JSON object in it
     * @param tag the ETag, if it has one
     */
    record Answer(int status, Map<?, ?> body, Optional<String> tag) implements Reply {
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

    /** A 304: nothing has come since the answer whose tag was named. */
    record Unchanged() implements Reply {}

    /**
     * What a stream brought until it ended or nobody listened any longer.
     *
     * @param events those that came whole
     */
    record Events(List<Event> events) implements Reply {
        public Events {
            events = List.copyOf(events);
        }
    }

    /** The server was not even reached. */
    record NotSent() implements Reply {}

    /** It took too long, or broke off. */
    record NoAnswer() implements Reply {}
}
