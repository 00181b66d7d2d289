package dev.messaging.cli.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.messaging.cli.crash.Violation.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReaderTest {
    @Test
    @Timeout(60)
    void aReaderWhomNobodyAnswersGivesUpWhichIsAViolation() throws Exception {
        Journal journal = new Journal();
        try (Cluster nobody = new Cluster(); Wire wire = new Wire()) {
            Reader reader = new Reader(new Person("user-ada", Optional.empty()), Reader.Way.CURSOR, nobody, wire,
                    journal, new Stopwatch(), new Random(1));
            reader.finish(new Stopwatch(), Duration.ofMillis(1));
            assertEquals(List.of(Kind.UNEXPECTED), journal.noticed().stream().map(Violation::kind).toList());
            assertFalse(reader.readings().getFirst().complete());
        }
    }
}
