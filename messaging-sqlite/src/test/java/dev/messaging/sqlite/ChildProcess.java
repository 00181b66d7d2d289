package dev.messaging.sqlite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Another process on the same file. Closing it is a {@code kill -9}. */
final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static ChildProcess run(Class<?> main, String... arguments) {
        return run(List.of(), main, arguments);
    }

    /** One that cannot make files larger than so many blocks of 512 bytes (of 1,024 for some shells). */
    static ChildProcess runWithFilesOfAtMost(int blocks, Class<?> main, String... arguments) {
        return run(List.of("sh", "-c", "ulimit -f " + blocks + " && exec \"$@\"", "limited"), main, arguments);
    }

    private static ChildProcess run(List<String> before, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(before);
        command.addAll(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp",
                        System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        try {
            return new ChildProcess(
                    new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }

    /** The next line that it prints; empty when it has ended. */
    Optional<String> line() {
        try {
            return Optional.ofNullable(output.readLine());
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the child does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }

    /** Ends it at once; what it had printed can still be read. */
    void kill() {
        // By its handle: Process.destroyForcibly would throw away what was printed.
        if (process.toHandle().destroyForcibly()) {
            process.onExit().join();
        }
    }
}
