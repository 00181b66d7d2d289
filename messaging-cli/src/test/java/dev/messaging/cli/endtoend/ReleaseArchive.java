package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The release archive.
 *
 * @param file the zip
 */
public record ReleaseArchive(Path file) {
    private static final Map<String, String> WITH_MODES = Map.of("enablePosixFileAttributes", "true");

    /** Finds the one that this build has made; there must be no other beside it. */
    public static ReleaseArchive built() throws IOException {
        return in(Path.of(System.getProperty("messaging.test.release.folder", "target/release")));
    }

    static ReleaseArchive in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.toList();
            assertEquals(1, found.size(), "files in " + folder + ": " + found);
            return new ReleaseArchive(found.getFirst());
        }
    }

    /** Of what is in it, in hexadecimal digits. */
    public String sha256() throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Path and mode of each file in it, such as {@code rwxr-xr-x}. */
    SortedMap<String, String> modes() throws IOException {
        SortedMap<String, String> modes = new TreeMap<>();
        try (FileSystem zip = FileSystems.newFileSystem(file, WITH_MODES)) {
            for (Path each : files(zip)) {
                modes.put(each.toString().substring(1),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
            }
        }
        return modes;
    }

    /** As unzip would. */
    void unpackInto(Path folder) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(file, WITH_MODES)) {
            for (Path each : files(zip)) {
                Path copy = folder.resolve(each.toString().substring(1));
                Files.createDirectories(copy.getParent());
                Files.copy(each, copy);
                Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(each));
            }
        }
    }

    private static List<Path> files(FileSystem zip) throws IOException {
        try (Stream<Path> all = Files.walk(zip.getPath("/"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
