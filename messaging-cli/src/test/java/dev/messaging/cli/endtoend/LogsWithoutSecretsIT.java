package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Looks through all that the tests of all modules have logged and reported, when they have run. */
class LogsWithoutSecretsIT {
    @Test
    void noPasswordAndNoTokenStandsInWhatTheTestsHaveWritten() throws IOException {
        List<Path> written = written();
        assertFalse(written.isEmpty(), "nothing to look through in " + Checkout.root());
        for (Path file : written) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            assertEquals("", Secrets.in(text).map(secret -> "a secret in it").orElse(""), file.toString());
        }
    }

    private static List<Path> written() throws IOException {
        try (Stream<Path> modules = Files.list(Checkout.root())) {
            return modules.map(module -> module.resolve("target/surefire-reports")).filter(Files::isDirectory)
                    .flatMap(LogsWithoutSecretsIT::files).toList();
        }
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
