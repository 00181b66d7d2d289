package dev.messaging.cli.wiring;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where programs keep a user's data, by the custom of each operating system. */
final class DataFolder {
    private DataFolder() {}

    /** This program's folder there, which need not exist. */
    static Path of(Map<String, String> environment, String operatingSystem) {
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
}
