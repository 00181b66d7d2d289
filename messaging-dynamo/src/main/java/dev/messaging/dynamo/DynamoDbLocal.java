package dev.messaging.dynamo;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * DynamoDB Local as a process of its own, unmodified and with telemetry off: for development and tests on this machine.
 * Its licence allows internal use in connection with AWS only, and it listens on all interfaces. It ends with this
 * object; on POSIX systems also with this process, however that ends.
 */
public final class DynamoDbLocal implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 3;

    /**
     * Runs the database under a shell, which kills it when the pipe from this process breaks. Ctrl-C in a terminal
     * reaches neither: the database is still needed while a server drains.
     */
    private static final String SUPERVISOR = """
            trap '' INT
            exec 3<&0
            "$@" </dev/null 3<&- &
            database=$!
            trap 'kill "$database"' TERM
            (read -r _ <&3; kill -9 "$database") &
            watch=$!
            while kill -0 "$database" 2>/dev/null; do wait "$database"; done
            kill "$watch"
            """;

    private final Process process;
    private final int port;

    private DynamoDbLocal(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param libFolder where its jars are
     * @param port where it shall listen; 0 for any port that is free
     * @param dbDir where it keeps its data; empty for in memory
     * @return the running database
     * @throws IOException if it cannot be started: says what it printed
     */
    public static DynamoDbLocal start(Path libFolder, int port, Optional<Path> dbDir) throws IOException {
        if (!Files.isDirectory(libFolder)) {
            throw new IOException("DynamoDB Local is not in " + libFolder
                    + ". Fetch it with: mvn -q package -f development/dynamodb-local");
        }
        for (int attempt = 1;; attempt++) {
            try {
                return startAt(libFolder, port == 0 ? freePort() : port, dbDir);
            } catch (IOException e) {
                // Somebody else may have taken the free port meanwhile.
                if (port != 0 || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static DynamoDbLocal startAt(Path libFolder, int port, Optional<Path> dbDir) throws IOException {
        if (answers(port)) {
            throw new IOException("Port " + port + " is in use already.");
        }
        Path output = Files.createTempFile("dynamodb-local-", ".log");
        ProcessBuilder builder = new ProcessBuilder(supervised(command(libFolder, port, dbDir)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("DDB_LOCAL_TELEMETRY", "0");
        DynamoDbLocal local = new DynamoDbLocal(builder.start(), port);
        boolean started = local.waitUntilItAnswers();
        String printed = Files.readString(output);
        Files.delete(output);
        if (!started) {
            local.close();
            throw new IOException("DynamoDB Local did not start: " + printed);
        }
        return local;
    }

    private static List<String> command(Path libFolder, int port, Optional<Path> dbDir) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g", "--enable-native-access=ALL-UNNAMED", "-Djava.library.path=" + libFolder, "-cp",
                        libFolder.resolve("*").toString(), "software.amazon.dynamodb.services.local.main.ServerRunner",
                        "-disableTelemetry", "-sharedDb", "-port", Integer.toString(port)));
        command.addAll(dbDir.map(dir -> List.of("-dbPath", dir.toString())).orElse(List.of("-inMemory")));
        return command;
    }

    private static List<String> supervised(List<String> command) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return command;
        }
        List<String> supervised = new ArrayList<>(List.of("sh", "-c", SUPERVISOR, "sh"));
        supervised.addAll(command);
        return supervised;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean waitUntilItAnswers() {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            if (answers(port)) {
                return listsItsTables(deadline) && process.isAlive();
            }
            if (ended(Duration.ofMillis(50))) {
                return false;
            }
        }
        return false;
    }

    /**
     * It listens long before its first answer, for which it loads most of itself and opens its files: on a busy machine that
     * takes longer than a request may. Whom it asks for a signature it believes.
     */
    private boolean listsItsTables(long deadline) {
        try {
            HttpURLConnection request = (HttpURLConnection) endpoint().toURL().openConnection();
            request.setReadTimeout((int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            request.setRequestProperty("X-Amz-Target", "DynamoDB_20120810.ListTables");
            request.setRequestProperty("Content-Type", "application/x-amz-json-1.0");
            request.setRequestProperty("Authorization", "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb"
                    + "/aws4_request, SignedHeaders=host, Signature=none");
            request.setDoOutput(true);
            try (OutputStream body = request.getOutputStream()) {
                body.write("{}".getBytes(StandardCharsets.UTF_8));
            }
            return request.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException tooLateOrGone) {
            return false; // What it printed meanwhile is told.
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException nobodyListens) {
            return false;
        }
    }

    /**
     * Where it listens.
     *
     * @return an endpoint for {@link DynamoClients#at}
     */
    public URI endpoint() {
        return URI.create("http://localhost:" + port);
    }

    /** Stops it, by force if it takes too long. What it keeps on disk stays. */
    @Override
    public void close() {
        // Not by Process.destroy, which would break the pipe at once.
        if (!process.toHandle().destroy() || !ended(STOP)) {
            var unused = process.destroyForcibly();
        }
    }

    private boolean ended(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
