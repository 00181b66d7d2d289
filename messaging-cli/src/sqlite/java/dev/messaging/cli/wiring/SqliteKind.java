package dev.messaging.cli.wiring;

import dev.messaging.core.port.Store;
import dev.messaging.sqlite.SqliteStore;
import java.nio.file.Path;

/** {@code sqlite}: one file on this machine. Beside the other sources, for a distribution may be built without it. */
public final class SqliteKind implements StoreKind {
    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public String form() {
        return "sqlite[:FILE]";
    }

    @Override
    public Store open(StoreRequest request) {
        Path file = request.place().map(Path::of)
                .orElseGet(() -> DataFolder.created(request.surroundings()).resolve("messaging.db"));
        SqliteStore.Builder store = SqliteStore.at(file).meters(request.meters());
        return request.serving() ? store.asServer().open() : store.open();
    }
}
