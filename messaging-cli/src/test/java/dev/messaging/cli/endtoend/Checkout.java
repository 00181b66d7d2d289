package dev.messaging.cli.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The source tree that these tests belong to. */
final class Checkout {
    private static final Set<String> NOT_SOURCES = Set.of("target", ".git");

    private Checkout() {}

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("messaging-cli/pom.xml"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("not inside the source tree: " + Path.of("").toAbsolutePath());
        }
        return folder;
    }

    /** Copies all of it that a clone would have, but for files and folders of certain names. */
    static void copySources(Path to, String... without) throws IOException {
        Set<String> left = new HashSet<>(NOT_SOURCES);
        left.addAll(List.of(without));
        copy(root(), to, left);
    }

    private static void copy(Path from, Path to, Set<String> left) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.filter(entry -> !left.contains(entry.getFileName().toString())).toList()) {
                Path copy = to.resolve(entry.getFileName());
                if (Files.isDirectory(entry)) {
                    copy(entry, copy, left);
                } else {
                    Files.copy(entry, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
