package dev.messaging.dynamo.simulation;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Supplier;

/** What happened: always as one number, and in words for who wants to read how it came about. */
final class Trace {
    private static final int LINES_MAX = 20_000;

    private final boolean inWords;
    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private long hash = 1;

    Trace(boolean inWords) {
        this.inWords = inWords;
    }

    void add(long number) {
        hash = (hash ^ number) * 0x9E3779B97F4A7C15L;
        hash ^= hash >>> 29;
    }

    void say(long nanos, Supplier<String> what) {
        if (inWords) {
            if (lines.size() == LINES_MAX) {
                lines.removeFirst();
            }
            lines.add(String.format("%12.6f s  %s", nanos / 1e9, what.get()));
        }
    }

    long hash() {
        return hash;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
