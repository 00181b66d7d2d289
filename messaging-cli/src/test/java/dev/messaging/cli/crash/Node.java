package dev.messaging.cli.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A place where a server runs, one after the other. Its faults come from one thread, its callers from many. */
final class Node {
    private static final int STARTS_MAX = 5;

    private final Processes processes;
    private final String name;
    private final List<String> words;
    private final Map<String, String> settings;
    private final Path log;
    private volatile Optional<Server> server = Optional.empty();
    private volatile boolean disturbed;

    /**
     * A node without a server yet.
     *
     * @param processes to which those of its servers belong
     * @param words how every server on it is called
     * @param settings the environment of the servers
     */
    Node(Processes processes, String name, List<String> words, Map<String, String> settings, Path folder) {
        this.processes = processes;
        this.name = name;
        this.words = new ArrayList<>(words);
        this.settings = settings;
        this.log = folder.resolve(name + ".log");
    }

    /** As whoever supervises servers does: one that ends at its start, since the database was too slow, is started again. */
    void start(Version version) {
        for (int tries = 1; server.isEmpty(); tries++) {
            try {
                server = Optional.of(Server.start(processes, version.with(words), settings, log));
            } catch (IllegalStateException notStarted) {
                if (tries == STARTS_MAX) {
                    throw notStarted;
                }
            }
        }
        disturbed = false;
    }

    void kill() throws InterruptedException {
        disturbed = true;
        Optional<Server> killed = server;
        server = Optional.empty();
        if (killed.isPresent()) {
            killed.get().kill();
        }
    }

    void pause() throws InterruptedException {
        disturbed = true;
        server.orElseThrow().pause();
    }

    void resume() throws InterruptedException {
        server.orElseThrow().resume();
        disturbed = false;
    }

    /** What runs on it at the moment, or has ended. */
    Optional<Server> server() {
        return server;
    }

    /** Where it listens; empty while there is no server. */
    Optional<String> url() {
        return server.map(Server::url);
    }

    /** Whether it has ended though nobody has killed it. */
    boolean isDeadByItself() {
        return !disturbed && server.filter(running -> !running.isAlive()).isPresent();
    }

    @Override
    public String toString() {
        return name;
    }
}
