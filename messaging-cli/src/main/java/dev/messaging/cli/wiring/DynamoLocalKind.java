package dev.messaging.cli.wiring;

import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Credentials;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.Store;
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
        Path folder = request.place().map(Path::of)
                .orElseGet(() -> DataFolder.created(request.surroundings()).resolve("dynamodb-local"));
        LocalDatabase database = LocalDatabase.start(request.surroundings(), 0, Optional.of(folder));
        try {
            Store store = new DynamoKind().open(new StoreRequest(Optional.of(database.url()), request.prefix(),
                    request.region(), request.recoveryAfter(), request.recovering(), request.meters(),
                    request.surroundings()));
            return new WithDatabase(store, database, "dynamodb-local:" + folder + " at " + database.url());
        } catch (RuntimeException trouble) {
            database.close();
            throw trouble;
        }
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
