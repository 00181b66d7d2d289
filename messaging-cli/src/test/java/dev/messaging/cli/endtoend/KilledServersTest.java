package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.crash.Report;
import dev.messaging.cli.crash.Run;
import dev.messaging.cli.crash.Settings;
import dev.messaging.cli.crash.Version;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Two short runs of {@code ./crash-test}. */
class KilledServersTest {
    private static final Duration LASTING = Duration.ofSeconds(15);
    private static final int RECOVERY_AFTER_SECONDS = 2;

    @TempDir
    Path folder;

    @Test
    void oneServerOnOneSqliteFileBreaksNoPromise() throws Exception {
        assertKeepsPromises(true);
    }

    @Test
    @DisabledIfSystemProperty(named = "messaging.test.dynamodb-local", matches = "skip",
            disabledReason = "DynamoDB Local was left out")
    void threeServersOnOneDynamoDbBreakNoPromise() throws Exception {
        assertKeepsPromises(false);
    }

    private void assertKeepsPromises(boolean onSqlite) throws Exception {
        long seed = System.nanoTime() % 1_000_000;
        Settings settings = new Settings(onSqlite, Optional.empty(), "crash-", LASTING, seed, RECOVERY_AFTER_SECONDS,
                List.of(new Version("this", Program.words())), folder);
        Report report;
        try (PrintStream progress = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            report = Run.of(settings, progress);
        }
        String said = "seed " + seed + "\n" + String.join("\n", report.lines());
        assertTrue(report.isFine(), said);
        assertTrue(report.withKeys(), said);
        assertEquals(List.of(), logs().filter(log -> Secrets.in(read(log)).isPresent()).toList(), "secrets in logs");
    }

    private Stream<Path> logs() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".log")).toList().stream();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
