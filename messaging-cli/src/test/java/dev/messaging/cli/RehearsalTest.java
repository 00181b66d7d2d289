package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.wiring.StoreKinds;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What launchers let Java record. */
class RehearsalTest {
    @Test
    void theCommonestCommandsAreMadeAndAnswer(@TempDir Path folder) {
        StringWriter said = new StringWriter();
        assertTrue(Rehearsal.make(folder, StoreKinds.ofThisDistribution(), new PrintWriter(said)));
        assertTrue(said.toString().contains("Hello"), said.toString());
        assertTrue(said.toString().contains("{\"userId\":\"user-a\""), said.toString());
        List<String> complaints = said.toString().lines().filter(line -> line.startsWith("messaging: ")).toList();
        assertEquals(1, complaints.size(), complaints.toString()); // Wrong usage is rehearsed too.
    }

    @Test
    void troubleIsNotTakenForARehearsal(@TempDir Path folder) {
        assertFalse(Rehearsal.make(folder.resolve("nowhere"), StoreKinds.ofThisDistribution(),
                new PrintWriter(new StringWriter())));
    }
}
