package dev.messaging.cli.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that says where it listens, and whom signals can reach: a server, or a database. */
final class Server {
    private static final Duration STARTING = Duration.ofMinutes(3);
    private static final Pattern ADDRESS = Pattern.compile("\\b(http://[^\\s,]+), ");

    private final Process process;
    private final String url;

    private Server(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts a process and waits until it listens.
     *
     * @param processes that it belongs to before it listens already
     * @param log where its notes are added
     * @throws IllegalStateException if it does not
     */
    static Server start(Processes processes, List<String> command, Map<String, String> settings, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // What whoever runs this has set up for servers of their own is not meant.
        builder.environment().keySet()
                .removeIf(name -> name.startsWith("MESSAGING_") && !name.equals("MESSAGING_BUILD_OPTIONS"));
        builder.environment().putAll(settings);
        try {
            Process process = processes.start(builder);
            return new Server(process, address(process, String.join(" ", command), log));
        } catch (IOException notStarted) {
            throw new UncheckedIOException(notStarted);
        }
    }

    private static String address(Process process, String command, Path log) {
        Optional<String> line;
        try {
            line = CompletableFuture.supplyAsync(() -> process.inputReader().lines().findFirst())
                    .orTimeout(STARTING.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException silent) {
            line = Optional.empty();
        }
        Matcher address = ADDRESS.matcher(line.orElse(""));
        if (address.find()) {
            return address.group(1);
        }
        process.destroyForcibly();
        throw new IllegalStateException(command + " does not listen; see " + log);
    }

    String url() {
        return url;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stands still as if its machine did, until {@link #resume}. */
    void pause() throws InterruptedException {
        signal("STOP");
    }

    void resume() throws InterruptedException {
        signal("CONT");
    }

    /** By a shell, which has this built in everywhere. */
    private void signal(String name) throws InterruptedException {
        try {
            int status = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).inheritIO().start()
                    .waitFor();
            if (status != 0 && process.isAlive()) {
                throw new IllegalStateException("kill -" + name + " " + process.pid() + " failed: " + status);
            }
        } catch (IOException noShell) {
            throw new UncheckedIOException(noShell);
        }
    }
}
