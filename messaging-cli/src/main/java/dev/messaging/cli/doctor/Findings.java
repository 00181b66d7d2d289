package dev.messaging.cli.doctor;

import dev.messaging.cli.doctor.Finding.Kind;
import dev.messaging.core.port.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What was found: the first ones as they are, the rest by number. Each is mended as it is found, if that is wanted. */
final class Findings {
    private final int listedMax;
    private final boolean mending;
    private final Consumer<Report.Listed> each;
    private final List<Report.Listed> listed = new ArrayList<>();
    private final Map<Kind, Tally> tallies = new LinkedHashMap<>();
    private long unlisted;
    private @Nullable StoreException trouble;

    /**
     * @param listedMax how many to list
     * @param mending whether to mend, or only to tell what would be
     * @param each is told of each at once
     */
    Findings(int listedMax, boolean mending, Consumer<Report.Listed> each) {
        this.listedMax = listedMax;
        this.mending = mending;
        this.each = each;
    }

    private record Tally(long found, long mendable, long mended) {
        static final Tally NONE = new Tally(0, 0, 0);

        Tally and(Done done) {
            return new Tally(found + 1, mendable + (done == Done.NO ? 0 : 1), mended + (done == Done.MENDED ? 1 : 0));
        }
    }

    /** What became of a finding. */
    private enum Done {
        NO("no"), WOULD("would be"), MENDED("yes"),
        FAILED("no: it has changed meanwhile, or something is in the way"),
        UNKNOWN("nobody knows: there was no answer");

        private final String word;

        Done(String word) {
            this.word = word;
        }
    }

    /**
     * Mends it, if that is wanted, and tells it.
     *
     * @throws StoreException if the store was in trouble when it was to be mended; it was told, with what became of it
     */
    void add(Finding finding) {
        Done done = done(finding);
        tallies.merge(finding.kind(), Tally.NONE.and(done), (before, unused) -> before.and(done));
        Report.Listed told = new Report.Listed(finding.kind().name(), finding.where(), finding.what(), finding.advice(),
                finding.mend().isPresent(), done.word);
        each.accept(told);
        if (listed.size() < listedMax) {
            listed.add(told);
        } else {
            unlisted++;
        }
        if (trouble != null) {
            StoreException met = trouble;
            trouble = null;
            throw met;
        }
    }

    private Done done(Finding finding) {
        if (finding.mend().isEmpty()) {
            return Done.NO;
        }
        if (!mending) {
            return Done.WOULD;
        }
        try {
            return finding.mend().get().getAsBoolean() ? Done.MENDED : Done.FAILED;
        } catch (StoreException met) { // Told first, then thrown.
            trouble = met;
            return met.outcome() == StoreException.Outcome.NOT_DONE ? Done.FAILED : Done.UNKNOWN;
        }
    }

    /** How many were mended so far. */
    long mended() {
        return tallies.values().stream().mapToLong(Tally::mended).sum();
    }

    List<Report.Listed> listed() {
        return List.copyOf(listed);
    }

    long unlisted() {
        return unlisted;
    }

    List<Report.OfKind> numbers() {
        return tallies.entrySet().stream().map(one -> new Report.OfKind(one.getKey().name(), one.getKey().note(),
                one.getValue().found, one.getValue().mendable, one.getValue().mended)).toList();
    }
}
