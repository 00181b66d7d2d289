package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.CanIgnoreReturnValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own. */
final class Program implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Path notes;

    private Program(ProcessBuilder builder, Path folder) throws IOException {
        this.notes = Files.createTempFile(folder, "notes", ".txt");
        this.process = builder.redirectError(notes.toFile()).start();
        this.answers = process.inputReader();
    }

    /**
     * Starts the program as the tests have it on their class path, with a heap of 256 MB and with {@code folder} as home.
     */
    static Program start(Path folder, String... words) throws IOException {
        List<String> command = new ArrayList<>(words());
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("MESSAGING_") || name.startsWith("AWS_"));
        builder.environment().putAll(Map.of("XDG_DATA_HOME", folder.toString(), "HOME", folder.toString()));
        return new Program(builder, folder);
    }

    /** What stands before the words of every command. */
    static List<String> words() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1",
                "-Dmessaging.checkout=" + Checkout.root(), "-cp", System.getProperty("java.class.path"),
                "dev.messaging.cli.Main");
    }

    /** Starts a server on a free port. */
    static Program serve(Path folder, String store) throws IOException {
        return start(folder, "serve", "--port", "0", "--store", store);
    }

    /** Starts any command. */
    static Program start(ProcessBuilder builder, Path folder) throws IOException {
        return new Program(builder, folder);
    }

    /** Waits for the next line on standard output. */
    String nextAnswer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("no answer, but: " + notes());
        }
        return line;
    }

    /** Waits for the line that says where the server listens. */
    String url() throws IOException {
        return nextAnswer().replaceFirst("^.*\\b(http://[^\\s,]+), .*$", "$1");
    }

    /** Asks the process to end. */
    @CanIgnoreReturnValue
    Program terminated() {
        process.destroy();
        return this;
    }

    /** Ends the process as {@code kill -9} does. */
    @CanIgnoreReturnValue
    Program killed() {
        process.destroyForcibly();
        return this;
    }

    /** Waits for the end. */
    int exitCode() throws InterruptedException {
        return exitCode(Duration.ofSeconds(60));
    }

    /** Waits for the end of something long. */
    int exitCode(Duration atMost) throws InterruptedException {
        assertTrue(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS), "still running");
        return process.exitValue();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** How much time of a processor it has used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Lets the process collect its garbage. */
    void collectGarbage() throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(process.pid()), "GC.run").redirectErrorStream(true).start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, jcmd.waitFor(), said);
    }

    /** All that is left on standard output. */
    List<String> answers() {
        return answers.lines().toList();
    }

    /** What was said on standard error so far. */
    String notes() {
        try {
            return Files.readString(notes);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whatever the test was about: what the program said holds no secrets. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        assertFalse(Secrets.in(notes()).isPresent(), "a secret on standard error");
    }
}
