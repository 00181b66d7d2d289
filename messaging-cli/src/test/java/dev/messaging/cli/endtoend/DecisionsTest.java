package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The records of decisions are referred to by their numbers. */
class DecisionsTest {
    private static final Path FOLDER = Checkout.root().resolve("docs/decisions");

    @Test
    void everyRecordHasTheNextNumber() throws Exception {
        List<String> numbers = records().stream().map(record -> record.substring(0, 4)).toList();
        assertEquals(IntStream.rangeClosed(1, numbers.size()).mapToObj("%04d"::formatted).toList(), numbers);
    }

    @Test
    void everyHeadingBeginsWithTheNumberOfItsFile() throws Exception {
        for (String record : records()) {
            String heading = Files.readAllLines(FOLDER.resolve(record)).getFirst();
            assertTrue(heading.startsWith("# " + Integer.parseInt(record.substring(0, 4)) + ". "),
                    record + " begins with: " + heading);
        }
    }

    private static List<String> records() throws Exception {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
