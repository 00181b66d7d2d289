package dev.messaging.cli.wiring;

import dev.messaging.core.port.StoreException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where programs keep a user's data, by the custom of each operating system. */
final class DataFolder {
    private DataFolder() {}

    /** This program's folder there, which is there if the request may create anything. */
    static Path of(StoreRequest request) {
        return request.use() == StoreRequest.Use.BEGIN
                ? created(request.surroundings())
                : path(request.surroundings().environment(), System.getProperty("os.name"));
    }

    /** This program's folder there, created if it was missing, for that user's eyes only. */
    static Path created(Surroundings surroundings) {
        Path folder = path(surroundings.environment(), System.getProperty("os.name"));
        try {
            return Files.createDirectories(folder, ownersAlone());
        } catch (IOException trouble) {
            throw StoreException.notDone("The folder " + folder + " cannot be created: " + trouble.getMessage() + ".",
                    trouble);
        }
    }

    static Path path(Map<String, String> environment, String operatingSystem) {
        String system = operatingSystem.toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return named(environment, "LOCALAPPDATA").orElseGet(() -> home(environment, "AppData", "Local"))
                    .resolve("messaging");
        }
        if (system.startsWith("mac")) {
            return home(environment, "Library", "Application Support").resolve("messaging");
        }
        return named(environment, "XDG_DATA_HOME").orElseGet(() -> home(environment, ".local", "share"))
                .resolve("messaging");
    }

    private static Path home(Map<String, String> environment, String... below) {
        Path home = named(environment, "HOME").or(() -> named(environment, "USERPROFILE"))
                .orElseThrow(
                        () -> new WrongUsage("There is no home folder (HOME is not set): say where with --store."));
        return Path.of(home.toString(), below);
    }

    /** By the custom's own rule, a path that is not absolute counts as none. */
    private static Optional<Path> named(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).map(Path::of).filter(Path::isAbsolute);
    }

    private static FileAttribute<?>[] ownersAlone() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))}
                : new FileAttribute<?>[0];
    }
}
