package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.messaging.core.memory.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private final Admin admin = new Admin(MemoryStore.create(() -> Instant.ofEpochMilli(1_700_000_000_000L)));

    @Test
    void aTableIsAlignedUnderTheNamesOfItsFields() {
        admin.gets("user", "create", "--id", "user-a", "--name", "Ada Lovelace");
        String shown = admin.gets("user", "show", "user-a").replaceAll("\\d{4}-\\S+Z", "TIME");
        assertEquals("""
                userId  username      account  suspended  createdAt
                user-a  Ada Lovelace  open     false      TIME

                blocks: none

                groups: none
                """, shown);
    }

    @Test
    void whatSteersATerminalIsWrittenOutInATable() {
        admin.gets("user", "create", "--id", "user-a");
        admin.saying("a\u001b[31mb\rc\nd\u0085e\u2028f\u202eg\u007f@|red h|@ 😀".getBytes(StandardCharsets.UTF_8));
        admin.gets("message", "send", "--from", "user-a", "--to", "user-a", "--text", "-");
        String last = admin.gets("message", "check", "user-a").lines().toList().getLast();
        String text = last.replaceFirst("^.* user-a +user-a +", "");
        assertEquals("a\\u001b[31mb\\u000dc\\nd\\u0085e\\u2028f\\u202eg\\u007f@|red h|@ 😀", text);
    }

    @Test
    void jsonIsOneLineWithTimesInMilliseconds() {
        String line = admin.gets("user", "create", "--id", "user-a", "--name", "\"Ünï\"", "--output", "JSON");
        assertEquals("{\"userId\":\"user-a\",\"username\":\"\\\"Ünï\\\"\",\"createdAt\":\"TIME\"}\n",
                line.replaceFirst("\"1\\d{12}\"", "\"TIME\""));
    }

    @Test
    void anEmptyInboxSaysSo() {
        admin.gets("user", "create", "--id", "user-a");
        assertEquals("""
                more   next
                false  MTp1c2VyLWE6MDow

                messages: none
                """, admin.gets("message", "check", "user-a"));
    }
}
