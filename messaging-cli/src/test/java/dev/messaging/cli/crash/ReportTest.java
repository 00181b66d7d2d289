package dev.messaging.cli.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.crash.Violation.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a run counts as passed. */
class ReportTest {
    private static final Send ACCEPTED = send(new Outcome.Accepted(Optional.empty()));
    private static final Seen SEEN = new Seen("1", "user-ada", Optional.empty(), Optional.empty());

    private final Journal journal = new Journal();
    private List<Send> sends = List.of(ACCEPTED);
    private List<Seen> seen = List.of(SEEN);
    private List<Violation> violations = List.of();

    @Test
    void aRunWithFaultsSendsAndReadersThatBreaksNoPromiseIsFine() {
        journal.pauses.incrementAndGet();
        assertTrue(report().isFine());
        assertEquals(0, report().exitCode());
        assertEquals("0 violations", report().lines().getLast());
    }

    @Test
    void withoutAFaultNothingWasTested() {
        assertNoTest("No server was killed or stopped, so nothing was tested; a longer run may help.");
    }

    @Test
    void withoutAnAcceptedSendNothingWasTested() {
        journal.kills.incrementAndGet();
        sends = List.of(send(new Outcome.NotDone()), send(new Outcome.Unknown()));
        assertNoTest("No send was accepted, so nothing was tested.");
    }

    @Test
    void withReadersThatSawNothingNothingWasTested() {
        journal.kills.incrementAndGet();
        seen = List.of();
        assertNoTest("No reader has read anything, so nothing was tested.");
    }

    @Test
    void aBrokenPromiseCountsWhateverElseThereWas() {
        violations = List.of(new Violation(Kind.LOST, "1"));
        assertEquals(1, report().exitCode());
        journal.kills.incrementAndGet();
        assertEquals(1, report().exitCode());
        assertFalse(report().isFine());
    }

    private void assertNoTest(String why) {
        assertFalse(report().isFine());
        assertEquals(2, report().exitCode());
        assertEquals(why, report().lines().getLast());
    }

    private Report report() {
        Settings settings = new Settings(true, Optional.empty(), "crash-", Duration.ofSeconds(1), 1, 1, List.of(),
                Path.of("nowhere"));
        Observations observations = new Observations(sends, Map.of(),
                List.of(new Reading("a reader", "user-bob", seen, true, List.of())), new Ties(Map.of()),
                new Ties(Map.of()), Set.of(), List.of());
        return new Report(settings, true, journal, observations, Duration.ZERO, new Verdict(violations, 0));
    }

    private static Send send(Outcome outcome) {
        return new Send("1", "user-ada", "user-bob", false, new Span(0, 1), outcome);
    }
}
