package dev.messaging.cli.wiring;

import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Credentials;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code dynamodb-local}: the path that runs in AWS, on a database of this process's own. */
final class DynamoLocalKind implements StoreKind {
    @Override
    public String name() {
        return "dynamodb-local";
    }

    @Override
    public String form() {
        return "dynamodb-local[:DIR]";
    }

    @Override
    public Store open(StoreRequest request) {
        Path folder = folder(request);
        if (request.use() != StoreRequest.Use.BEGIN && !Files.isDirectory(folder)) {
            throw StoreException.notDone("dynamodb-local:" + folder + ": there is no such folder. Check --store; a new"
                    + " store begins with \"messaging serve\", or with the first user that is created.");
        }
        LocalDatabase database = LocalDatabase.start(request.surroundings(), 0, Optional.of(folder));
        try {
            Store store = new DynamoKind()
                    .open(new StoreRequest(request.use(), Optional.of(database.url()), request.prefix(),
                            request.region(), request.recoveryAfter(), request.recovering(), request.meters(),
                            request.surroundings()));
            return new WithDatabase(store, database, "dynamodb-local:" + folder + " at " + database.url());
        } catch (RuntimeException trouble) {
            database.close();
            throw trouble;
        }
    }

    @Override
    public String createTables(StoreRequest request) {
        try (Store store = open(request)) {
            return store.location();
        }
    }

    private static Path folder(StoreRequest request) {
        return request.place().map(Path::of).orElseGet(() -> DataFolder.of(request).resolve("dynamodb-local"));
    }

    /** A store that ends its database with itself. */
    private record WithDatabase(Store store, LocalDatabase database, String location) implements Store {
        @Override
        public Directory directory() {
            return store.directory();
        }

        @Override
        public Credentials credentials() {
            return store.credentials();
        }

        @Override
        public Archive archive() {
            return store.archive();
        }

        @Override
        public Inboxes inboxes() {
            return store.inboxes();
        }

        @Override
        public Erasure erase(UserId user, int atMost) {
            return store.erase(user, atMost);
        }

        @Override
        public int recover() {
            return store.recover();
        }

        @Override
        public void ping() {
            store.ping();
        }

        @Override
        public void close() {
            store.close();
            database.close();
        }
    }
}
