package dev.messaging.cli.crash;

/**
 * A time for which somebody was a member, or was blocked. When a change takes effect between its request and its answer is not
 * to be seen from outside, so there are two such times.
 *
 * @param surely for how long it certainly was so
 * @param perhaps for how long it may have been so; covers the other
 */
record Spell(Span surely, Span perhaps) {
    static Spell from(long nanos) {
        Span always = new Span(nanos, Span.FOR_EVER);
        return new Spell(always, always);
    }
}
