package dev.messaging.cli.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
    @TempDir
    Path folder;

    @Test
    void whatStartsAndDoesNotListenYetEndsWithTheRun() throws Exception {
        Processes processes = new Processes();
        Process starting = processes.start(new ProcessBuilder("sleep", "600"));
        processes.close();
        assertTrue(starting.waitFor(1, TimeUnit.MINUTES));
    }

    @Test
    @Timeout(60)
    void aServerIsEndedThoughWhoeverStartsItStillWaitsForIt() throws Exception {
        Processes processes = new Processes();
        Path begun = folder.resolve("begun");
        assertEquals(0, new ProcessBuilder("mkfifo", begun.toString()).start().waitFor());
        List<String> silent = List.of("sh", "-c", "echo begun > " + begun + "; exec sleep 600");
        FutureTask<String> closing = new FutureTask<>(() -> {
            String said = Files.readString(begun); // which waits until somebody writes
            processes.close();
            return said;
        });
        Thread.ofVirtual().start(closing);
        assertThrows(IllegalStateException.class,
                () -> Server.start(processes, silent, Map.of(), folder.resolve("log")));
        assertEquals("begun\n", closing.get());
    }

    @Test
    void nothingIsStartedAfterTheEnd() {
        Processes processes = new Processes();
        processes.close();
        assertThrows(IllegalStateException.class,
                () -> processes.start(new ProcessBuilder("touch", folder.resolve("started").toString())));
        assertFalse(Files.exists(folder.resolve("started")));
    }
}
