package dev.messaging.cli.crash;

/**
 * A stretch of time, in nanoseconds since the run began.
 *
 * @param from its begin
 * @param to its end
 */
record Span(long from, long to) {
    static final long FOR_EVER = Long.MAX_VALUE;

    boolean covers(Span other) {
        return from <= other.from && other.to <= to;
    }

    boolean meets(Span other) {
        return from <= other.to && other.from <= to;
    }
}
