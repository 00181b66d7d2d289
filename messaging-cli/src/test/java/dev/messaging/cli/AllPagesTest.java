package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.messaging.core.model.Page;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllPagesTest {
    private final StringWriter notes = new StringWriter();

    @Test
    void aListAtTheBoundIsShownWithoutANote() {
        assertEquals(10_000, shownOf(10_000).size());
        assertEquals("", notes.toString());
    }

    @Test
    void aListBeyondTheBoundIsCutWithANote() {
        assertEquals(10_000, shownOf(10_001).size());
        assertEquals("Only the first 10000 are shown; the HTTP API lists them all.\n", notes.toString());
    }

    private List<Integer> shownOf(int items) {
        return AllPages.of((Optional<Integer> after, Integer limit) -> {
            int from = after.map(last -> last + 1).orElse(0);
            int to = Math.min(items, from + limit);
            return new Page<>(IntStream.range(from, to).boxed().toList(), to < items);
        }, item -> item, new PrintWriter(notes));
    }
}
