package dev.messaging.cli.boot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A booted instance, whose results are in a folder when it has ended. */
final class Instance {
    /** Where the scripts are, seen from the module. */
    static final Path SCRIPTS = Path.of("src/test/boot").toAbsolutePath();
    private static final Path DYNAMODB_LOCAL = Path.of("../development/dynamodb-local/target/lib");
    private static final Pattern CHECK = Pattern.compile("(?m)^ *check ([a-z-]+) ");
    private static final int SECONDS_MAX = 420;

    private final Path folder;
    private final Path out;

    Instance(Path folder) {
        this.folder = folder.toAbsolutePath();
        this.out = this.folder.resolve("out");
    }

    /** The names of all checks, as the script has them. */
    List<String> checks() throws IOException {
        return CHECK.matcher(Files.readString(SCRIPTS.resolve("checks"))).results()
                .map((MatchResult found) -> found.group(1)).toList();
    }

    /** Boots it and waits until it has switched itself off. */
    Map<String, Result> boot() throws IOException, InterruptedException {
        Path bucket = folder.resolve("bucket");
        delete(out);
        delete(bucket);
        Files.createDirectories(out);
        Path userData = Files.writeString(folder.resolve("user-data"), UserData.ofStack().publishedIn(bucket));
        Process process = new ProcessBuilder(SCRIPTS.resolve("boot").toString(), folder.resolve("rootfs").toString(),
                userData.toString(), bucket.toString(), System.getProperty("java.home"),
                DYNAMODB_LOCAL.toRealPath().toString(), out.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("boot.log").toFile()).start();
        try {
            assertTrue(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS),
                    "still running after " + SECONDS_MAX + " s: " + output());
        } finally {
            process.destroyForcibly();
        }
        return results();
    }

    private Map<String, Result> results() throws IOException {
        Map<String, Result> results = new HashMap<>();
        Path file = out.resolve("results.tsv");
        if (Files.exists(file)) {
            Files.readAllLines(file).stream().map(line -> List.of(line.split("\t", -1)))
                    .forEach(fields -> results.put(fields.get(0), Result.of(fields)));
        }
        return results;
    }

    /** What it said outside its results. */
    String output() {
        try (Stream<Path> logs = Stream.of(folder.resolve("boot.log"), out.resolve("checks.log"))
                .filter(Files::exists)) {
            return String.join("\n", logs.map(Instance::read).toList());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
