package dev.messaging.cli.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;

/** The source tree that these tests belong to. */
final class Checkout {
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
}
