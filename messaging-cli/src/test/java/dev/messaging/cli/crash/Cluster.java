package dev.messaging.cli.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The servers of a run, and their database if it is a process of its own. */
final class Cluster implements AutoCloseable {
    private static final int NODES = 3;
    private static final String JAVA_OPTIONS = "-Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private final Processes processes = new Processes();
    private final List<Node> nodes = new ArrayList<>();

    /** Starts everything; if there are two versions, the last node begins with the other one. */
    static Cluster start(Settings settings) {
        Cluster cluster = new Cluster();
        // Whoever ends the test early does not want to go on with its servers, nor with those that are starting.
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
        try {
            cluster.startNodes(settings);
            return cluster;
        } catch (RuntimeException trouble) {
            cluster.close();
            throw trouble;
        }
    }

    private String store(Settings settings) {
        if (settings.onSqlite()) {
            return "sqlite:" + settings.folder().resolve("messaging.db");
        }
        return "dynamodb:" + settings.endpoint().orElseGet(() -> Server.start(processes,
                settings.versions().getFirst().with(List.of("dynamodb-local", "--port", "0", "--in-memory")),
                Map.of(), settings.folder().resolve("dynamodb-local.log")).url());
    }

    private void startNodes(Settings settings) {
        Path folder = settings.folder();
        String store = store(settings);
        // As variables, which versions that do not know them pass over; and servers that live for seconds start fast.
        Map<String, String> environment = Map.of("MESSAGING_RECOVERY_AFTER",
                Integer.toString(settings.recoveryAfterSeconds()), "JDK_JAVA_OPTIONS", JAVA_OPTIONS);
        int count = settings.onSqlite() ? 1 : NODES;
        for (int i = 0; i < count; i++) {
            Node node = new Node(processes, "node-" + (i + 1),
                    List.of("serve", "--port", "0", "--store", store, "--prefix", settings.prefix()), environment,
                    folder);
            nodes.add(node);
            node.start(i == count - 1 ? settings.versions().getLast() : settings.versions().getFirst());
        }
    }

    List<Node> nodes() {
        return nodes;
    }

    /** Any server that has been started and not killed, though it may stand still; empty if there is none. */
    Optional<String> any(RandomGenerator random) {
        List<String> urls = nodes.stream().map(Node::url).flatMap(Optional::stream).toList();
        return urls.isEmpty() ? Optional.empty() : Optional.of(urls.get(random.nextInt(urls.size())));
    }

    @Override
    public void close() {
        processes.close();
    }
}
