package dev.messaging.infra;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of this machine that a test needs. */
public record Tool(Path file) {
    /** How it ended, and what it wrote. */
    public record Said(int exitCode, String text) {}

    /** Skips the test, with the reason, where it is not installed. */
    public static Tool orSkip(String name) {
        Optional<Path> found = Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(folder -> Path.of(folder, name)).filter(Files::isExecutable).findFirst();
        assumeTrue(found.isPresent(), name + " is not installed here");
        return new Tool(found.orElseThrow());
    }

    /** Runs it to its end. */
    public Said run(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(words);
        return said(new ProcessBuilder(command));
    }

    static Said said(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }
}
