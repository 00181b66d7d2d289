package dev.messaging.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The archive that is deployed.
 *
 * @param file where it is on this machine
 * @param version its version
 * @param sha256 64 hex digits; what it holds, and part of its name
 */
record Release(Path file, String version, String sha256) {
    /** Where the build leaves it, seen from the folder of the Pulumi program. */
    static final Path BUILT = Path.of("..", "messaging-cli", "target", "release");

    private static final Pattern NAME = Pattern.compile("messaging-([A-Za-z0-9.+_-]+)-([0-9a-f]{64})\\.zip");

    /** Stands in where there is none, so that the other settings are read as well; never deployed. */
    static final Release NONE = new Release(Path.of("none.zip"), "none", "0".repeat(64));

    /** @param chosen a zip; the one that the build left if empty */
    static Release find(Settings settings, Optional<String> chosen, Path built) {
        try {
            Path file = chosen.isPresent() ? Path.of(chosen.get()) : only(settings, built);
            return file.equals(NONE.file) ? NONE : checked(settings, file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The release cannot be read", unreadable);
        }
    }

    /** Its name in the bucket. */
    String key() {
        return "releases/" + file.getFileName();
    }

    private static Path only(Settings settings, Path folder) throws IOException {
        List<Path> found = zips(folder);
        if (found.size() == 1) {
            return found.getFirst();
        }
        settings.mistake(found.isEmpty()
                ? "There is no release in " + folder
                        + ": build it by \"mvn package\", or name one by messaging:release."
                : "There are " + found.size() + " releases in " + folder + " (" + names(found)
                        + "): delete all but one, or name one by messaging:release.");
        return NONE.file;
    }

    private static List<Path> zips(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".zip")).sorted().toList();
        }
    }

    private static String names(List<Path> files) {
        return String.join(", ", files.stream().map(file -> String.valueOf(file.getFileName())).toList());
    }

    private static Release checked(Settings settings, Path file) throws IOException {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (!name.matches()) {
            settings.mistake("The release " + file
                    + " must be called messaging-<version>-<SHA-256 of the zip in 64 hex digits>.zip, as \"mvn package\" does.");
            return NONE;
        }
        if (!Files.isRegularFile(file)) {
            settings.mistake("messaging:release names " + file + ", and there is no such file.");
            return NONE;
        }
        String sha256 = sha256(file);
        if (!sha256.equals(name.group(2))) {
            settings.mistake("The release " + file + " is not what its name says: its SHA-256 is " + sha256
                    + ". Build it again.");
            return NONE;
        }
        return new Release(file, name.group(1), sha256);
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256.", impossible);
        }
    }
}
