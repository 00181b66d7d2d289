package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever builds the release from the same sources with the same JDK gets the same bytes, given the usual umask: the modes of the
 * files inside our own jars follow it, and the jar plugin has no setting for them.
 */
@Tag("long")
class ReproducibleReleaseTest {
    @TempDir
    Path folder;

    @Test
    void neitherPlaceNorTimeNorTimeZoneNorLanguageChangeAByte() throws Exception {
        Path one = folder.resolve("one");
        Path other = folder.resolve("another place");
        Checkout.copySources(one);
        Checkout.copySources(other);
        makeOld(other);
        ReleaseArchive first = built(one, Map.of("TZ", "UTC", "LC_ALL", "C.UTF-8"));
        ReleaseArchive second = built(other, Map.of("TZ", "Asia/Kathmandu", "MAVEN_OPTS",
                "-Duser.language=tr -Duser.country=TR"));
        assertNotEquals(first.file(), second.file());
        assertEquals(first.file().getFileName(), second.file().getFileName());
        assertEquals(-1, Files.mismatch(first.file(), second.file()));
    }

    private static ReleaseArchive built(Path checkout, Map<String, String> environment) throws Exception {
        ProcessBuilder maven = new ProcessBuilder("sh", "-c", "umask 022; exec \"$@\"", "sh",
                Path.of(System.getProperty("messaging.test.maven"), "bin", "mvn").toString(), "-B", "-o", "-q",
                "-Pfast", "-Drelease.phase=package",
                "-Dmaven.repo.local=" + System.getProperty("messaging.test.repository"), "-pl", "messaging-cli", "-am",
                "package").directory(checkout.toFile()).redirectErrorStream(true);
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        maven.environment().putAll(environment);
        Process process = maven.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return ReleaseArchive.in(checkout.resolve("messaging-cli/target/fast/release"));
    }

    private static void makeOld(Path checkout) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(checkout)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
        }
    }
}
