package dev.messaging.cli.bulk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Exports to be compared. */
public final class Lines {
    private Lines() {}

    /** All but the first, which tells where and when. */
    public static List<String> of(Path export) {
        try {
            List<String> lines = Files.readAllLines(export);
            return lines.subList(1, lines.size());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** For stores that have other orders. */
    public static List<String> sorted(Path export) {
        return of(export).stream().sorted().toList();
    }
}
