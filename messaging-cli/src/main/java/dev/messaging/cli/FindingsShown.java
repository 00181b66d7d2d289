package dev.messaging.cli;

import dev.messaging.cli.doctor.Report;
import java.util.List;

/**
 * Shows findings as they come, and behind them what there is to say about all. What is mended, or would be, is always listed if
 * somebody wants to mend; the rest up to a bound, but as JSON Lines.
 */
final class FindingsShown {
    private final Answers.Listing listed;
    private final boolean mends;
    private final long othersMax;
    private long others;
    private long shown;

    /**
     * Begins to show.
     *
     * @param mends whether all that can be mended is listed
     * @param othersMax how many of the rest; there is no bound if each stands on a line of its own
     */
    FindingsShown(Answers answers, boolean mends, long othersMax) {
        this.listed = answers.listing("findings");
        this.mends = mends;
        this.othersMax = answers.areLines() ? Long.MAX_VALUE : othersMax;
    }

    private record Summary(String store, boolean mended, boolean damaged, long unlisted, List<Report.Read> read,
            List<Report.OfKind> found) {}

    void add(Report.Listed finding) {
        boolean always = mends && finding.safe();
        if (!always) {
            others++;
        }
        if (always || others <= othersMax) {
            listed.add(finding);
            shown++;
        }
    }

    private static long found(Report report) {
        return report.found().stream().mapToLong(Report.OfKind::found).sum();
    }

    void end(Report report) {
        listed.sumLast(found(report) == 0 ? "findings: none" : "findings: not listed",
                new Summary(report.store(), report.mended(), report.isDamaged(),
                        Math.max(0, found(report) - shown), report.read(), report.found()));
        listed.close();
    }
}
