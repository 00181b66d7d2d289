package dev.messaging.cli.wiring;

import dev.messaging.core.port.StoreException;
import dev.messaging.dynamo.DynamoDbLocal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** DynamoDB Local, run from a source checkout as a process of its own. */
public final class LocalDatabase implements AutoCloseable {
    static final int PORT_MAX = 65_535;

    private final DynamoDbLocal database;
    private final Optional<FolderLock> lock;

    private LocalDatabase(DynamoDbLocal database, Optional<FolderLock> lock) {
        this.database = database;
        this.lock = lock;
    }

    /**
     * Starts it, and fetches it before if need be.
     *
     * @param surroundings which checkout, and where notes go
     * @param port where it shall listen; 0 for any port that is free
     * @param folder where it keeps its data, created if it is missing; empty for in memory
     * @return the database, which answers
     * @throws WrongUsage if there can be no such port, or the program does not run from a checkout
     * @throws StoreException if it cannot be fetched or started, or another one uses the folder
     */
    public static LocalDatabase start(Surroundings surroundings, int port, Optional<Path> folder) {
        if (port < 0 || port > PORT_MAX) {
            throw new WrongUsage("--port is a number from 0 to " + PORT_MAX + ", not " + port + ".");
        }
        try {
            Path jars = DynamoDbLocalJars.present(surroundings);
            folder.ifPresent(LocalDatabase::create);
            Optional<FolderLock> lock = folder.map(FolderLock::on);
            surroundings.notes().println("DynamoDB Local listens on all of this machine's addresses, without asking who"
                    + " calls: for development only. Its telemetry is off.");
            try {
                LocalDatabase started = new LocalDatabase(DynamoDbLocal.start(jars, port, folder), lock);
                lock.ifPresent(held -> held.show(started.url()));
                return started;
            } catch (IOException | RuntimeException trouble) {
                lock.ifPresent(FolderLock::close);
                throw trouble;
            }
        } catch (IOException trouble) {
            throw StoreException.notDone(String.valueOf(trouble.getMessage()), trouble);
        }
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException trouble) {
            throw StoreException.notDone("The folder " + folder + " cannot be created: " + trouble + ".", trouble);
        }
    }

    /**
     * Where it listens.
     *
     * @return its endpoint
     */
    public String url() {
        return database.endpoint().toString();
    }

    @Override
    public void close() {
        database.close();
        lock.ifPresent(FolderLock::close);
    }
}
