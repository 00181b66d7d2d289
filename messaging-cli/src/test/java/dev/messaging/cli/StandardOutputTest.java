package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer that gets lost is no success. */
class StandardOutputTest {
    private final StringWriter notes = new StringWriter();

    @ParameterizedTest
    @CsvSource({"No space left on device,0,3", "No space left on device,1,3", "No space left on device,3,3",
            "Broken pipe,0,0", "Broken pipe,1,1"})
    void whatCouldNotBeWrittenIsToldUnlessNobodyReads(String why, int exitCode, int judged) {
        StandardOutput output = new StandardOutput(new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException(why);
            }
        });
        new PrintWriter(output, true, StandardCharsets.UTF_8).println("an answer");
        assertEquals(judged, output.judged(exitCode, new PrintWriter(notes, true)));
        assertEquals(!why.equals("Broken pipe"), notes.toString().contains(why), notes::toString);
    }

    @Test
    void whatArrivesIsLeftAlone() {
        ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        StandardOutput output = new StandardOutput(arrived);
        new PrintWriter(output, true, StandardCharsets.UTF_8).println("é");
        assertEquals("é" + System.lineSeparator(), arrived.toString(StandardCharsets.UTF_8));
        assertEquals(0, output.judged(0, new PrintWriter(notes, true)));
        assertEquals("", notes.toString());
    }
}
