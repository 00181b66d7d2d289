package dev.messaging.cli.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DisplayTest {
    private final StringWriter seen = new StringWriter();
    private final PrintWriter notes = new PrintWriter(seen);
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // It may begin anywhere, and overflow.

    @Test
    void withoutATerminalThereIsALineNowAndThenAndOneAtTheEnd() {
        try (Display.Stage stage = new Display(notes, false, now::get).begin("Imported", 100)) {
            stage.say("1 new");
            now.addAndGet(Duration.ofMillis(9_999).toNanos());
            stage.say("2 new");
            assertEquals("", seen.toString());
            now.addAndGet(Duration.ofMillis(1).toNanos());
            stage.say("3 new");
            stage.say("4 new");
            assertEquals(List.of("Imported so far: 3 new"), seen.toString().lines().toList());
            now.addAndGet(Duration.ofSeconds(10).toNanos());
            stage.say("5 new");
            stage.done();
        }
        assertEquals(List.of("Imported so far: 3 new", "Imported so far: 5 new", "Imported: 5 new"),
                seen.toString().lines().toList());
    }

    @Test
    void whatIsBrokenOffSaysSo() {
        try (Display.Stage stage = new Display(notes, false, now::get).begin("Imported", 100)) {
            stage.say("7 new");
        }
        assertEquals(List.of("Imported until it was broken off: 7 new"), seen.toString().lines().toList());
    }

    @Test
    void aBarEndsWhereItIsUnlessAllIsDone() {
        try (Display.Stage stage = new Display(notes, true, now::get).begin("Imported", 100)) {
            stage.advance(40);
        }
        assertTrue(seen.toString().contains("40%"), seen.toString());
        assertFalse(seen.toString().contains("100%"), seen.toString());
        try (Display.Stage stage = new Display(notes, true, now::get).begin("Imported", 100)) {
            stage.advance(40);
            stage.done();
        }
        assertTrue(seen.toString().contains("100%"), seen.toString());
    }
}
