package dev.messaging.cli.crash;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        Thread closing = Thread.ofVirtual().start(() -> {
            while (!Files.exists(begun)) {
                Thread.onSpinWait();
            }
            processes.close();
        });
        List<String> silent = List.of("sh", "-c", "touch " + begun + "; exec sleep 600");
        assertThrows(IllegalStateException.class,
                () -> Server.start(processes, silent, Map.of(), folder.resolve("log")));
        closing.join();
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
