package dev.messaging.infra.preview;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An empty file in place of a release, so that a preview needs no build. It is never deployed. */
final class StandIn {
    private static final String SETTING = "messaging:release";
    private static final Path BUILT = Path.of("..", "messaging-cli", "target", "release");

    private StandIn() {}

    /** The settings; with a stand-in for the release if none is named and none is built, and then a word about it. */
    static Map<String, String> added(Map<String, String> settings, PrintStream err) {
        if (settings.containsKey(SETTING) || isBuilt()) {
            return settings;
        }
        err.println("No release is built: the preview takes a made-up one in its place.");
        Map<String, String> more = new TreeMap<>(settings);
        more.put(SETTING, release(Path.of("target", "preview")).toString());
        return more;
    }

    /** Makes one, named as releases are. The same each time. */
    static Path release(Path folder) {
        try {
            byte[] content = "In place of a release.\n".getBytes(StandardCharsets.UTF_8);
            String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            Path file = Files.createDirectories(folder).resolve("messaging-0.0.0-" + sha256 + ".zip");
            return Files.write(file, content);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256.", impossible);
        }
    }

    private static boolean isBuilt() {
        if (!Files.isDirectory(BUILT)) {
            return false;
        }
        try (Stream<Path> files = Files.list(BUILT)) {
            return files.anyMatch(file -> file.toString().endsWith(".zip"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
