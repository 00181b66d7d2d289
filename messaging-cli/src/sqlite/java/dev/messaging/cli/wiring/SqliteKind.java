package dev.messaging.cli.wiring;

import dev.messaging.core.port.Store;
import dev.messaging.sqlite.SqliteBackups;
import dev.messaging.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code sqlite}: one file on this machine. Beside the other sources, for a distribution may be built without it. */
public final class SqliteKind implements StoreKind {
    private static final DateTimeFormatter NOW = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

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
        SqliteStore.Builder store = SqliteStore.at(file(request)).meters(request.meters());
        return switch (request.use()) {
            case BEGIN -> request.serving() ? store.asServer().open() : store.open();
            case CHANGE -> store.existing().open();
            case READ -> store.asItIs().open();
        };
    }

    @Override
    public Backup backup(StoreRequest request, Path to) {
        Path file = file(request);
        SqliteBackups.Copy copy = named(() -> SqliteBackups.back(file, to.toAbsolutePath()));
        return new Backup(location(file), to.toAbsolutePath(), copy.bytes());
    }

    @Override
    public Restored restore(StoreRequest request, Path copy, boolean replacing) {
        Path file = file(request).toAbsolutePath();
        String aside = file.getFileName() + ".replaced-" + NOW.format(Instant.now());
        SqliteBackups.Restored done = named(() -> SqliteBackups.restore(copy.toAbsolutePath(), file,
                replacing ? Optional.of(aside) : Optional.empty()));
        return new Restored(location(file), done.copy().bytes(), done.keptAside());
    }

    private static <T> T named(Supplier<T> act) {
        try {
            return act.get();
        } catch (SqliteBackups.WrongFile wrong) {
            throw new WrongUsage(wrong.getMessage());
        }
    }

    private static String location(Path file) {
        return "sqlite:" + file.toAbsolutePath().normalize();
    }

    private static Path file(StoreRequest request) {
        return request.place().map(Path::of)
                .orElseGet(() -> DataFolder.of(request).resolve("messaging.db"));
    }
}
