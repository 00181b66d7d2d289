package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.doctor.Doctor;
import dev.messaging.cli.doctor.Report;
import dev.messaging.cli.load.Display;
import dev.messaging.core.port.Store;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Examines a store, and expects what is to come of it. */
record Examination(Store store) {
    private Doctor doctor() {
        return new Doctor(store, List.of(), new Doctor.Choices(Duration.ofMinutes(5), 1_000, 0),
                new Display(new PrintWriter(Writer.nullWriter()), false),
                moment -> LockSupport.parkNanos(moment.dividedBy(20).toNanos()));
    }

    Report now() {
        return doctor().examine(Instant.now(), finding -> {});
    }

    Report mended() {
        return doctor().mend(Instant.now(), finding -> {});
    }

    static List<String> kinds(Report report) {
        return report.found().stream().map(Report.OfKind::kind).sorted().toList();
    }

    static Stream<Report.Listed> of(Report report, String kind) {
        return report.findings().stream().filter(finding -> finding.kind().equals(kind));
    }

    void findsNothing() {
        assertEquals(List.of(), now().findings());
    }

    /** Finds just these, tells without touching them, mends them all, and finds nothing afterwards. */
    void findsAndMends(String... kinds) {
        Report found = now();
        assertEquals(Stream.of(kinds).sorted().toList(), kinds(found), found::toString);
        assertTrue(found.findings().stream().allMatch(finding -> finding.safe() && finding.done().equals("would be")),
                found::toString);
        assertEquals(found.findings(), now().findings());
        Report mended = mended();
        assertFalse(mended.isDamaged(), mended::toString);
        assertTrue(mended.findings().stream().allMatch(finding -> finding.done().equals("yes")), mended::toString);
        findsNothing();
    }

    /** Finds it at least, and leaves it as it is even when it mends. */
    void findsAndLeaves(String kind) {
        Report found = now();
        assertTrue(of(found, kind).findAny().isPresent(), found::toString);
        assertTrue(of(found, kind).noneMatch(Report.Listed::safe), found::toString);
        assertTrue(found.isDamaged());
        Report mended = mended();
        assertTrue(mended.isDamaged(), mended::toString);
        Report left = now();
        assertTrue(of(left, kind).findAny().isPresent(), left::toString);
        assertTrue(left.findings().stream().noneMatch(Report.Listed::safe), left::toString);
    }
}
