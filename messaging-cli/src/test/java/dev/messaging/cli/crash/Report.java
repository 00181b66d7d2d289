package dev.messaging.cli.crash;

import dev.messaging.cli.crash.Violation.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A run in figures.
 *
 * @param withKeys whether the servers do a call with a key once only
 * @param settled how long after the last fault nothing was missing any more
 */
public record Report(Settings settings, boolean withKeys, Journal journal, Observations observations, Duration settled,
        Verdict verdict) {
    private static final int BROKEN = 1;
    private static final int NO_TEST = 2;
    private static final int SHOWN_MAX = 50;

    /** Whether there was something to keep, and every promise was kept. */
    public boolean isFine() {
        return exitCode() == 0;
    }

    /** 1 if a promise was broken; 2 if nothing shows that any was kept. */
    int exitCode() {
        return !verdict.violations().isEmpty() ? BROKEN : lacks().isEmpty() ? 0 : NO_TEST;
    }

    /** A sentence for everything without which a run shows nothing. */
    private List<String> lacks() {
        List<String> lacks = new ArrayList<>();
        if (count(Outcome.Accepted.class) == 0) {
            lacks.add("No send was accepted, so nothing was tested.");
        }
        if (journal.kills.get() + journal.pauses.get() == 0) {
            lacks.add("No server was killed or stopped, so nothing was tested; a longer run may help.");
        }
        if (observations.readings().stream().allMatch(reading -> reading.seen().isEmpty())) {
            lacks.add("No reader has read anything, so nothing was tested.");
        }
        return lacks;
    }

    private long count(Class<? extends Outcome> outcome) {
        return count(send -> outcome.isInstance(send.outcome()));
    }

    private long count(Predicate<Send> which) {
        return observations.sends().stream().filter(which).count();
    }

    /** The table that people see, and the violations behind it. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        add(lines, "kills, restarts", journal.kills.get());
        add(lines, "pauses", journal.pauses.get());
        add(lines, "polls", journal.polls.get());
        add(lines, "memberships and blocks changed", journal.changes.get());
        add(lines, "sent", observations.sends().size());
        add(lines, "  of them to groups", count(Send::toGroup));
        add(lines, "accepted", count(Outcome.Accepted.class));
        add(lines, "refused", count(Outcome.Refused.class));
        add(lines, "not done", count(Outcome.NotDone.class));
        add(lines, "unknown", count(Outcome.Unknown.class));
        add(lines, withKeys ? "retries with keys" : "retries (not all servers keep keys)", journal.retries.get());
        add(lines, "  known by them in the end", journal.settledByRetries.get());
        add(lines, "messages in inboxes", observations.inboxes().values().stream().mapToLong(List::size).sum());
        add(lines, "overtaken by the sender's next (not promised)", verdict.overtaken());
        add(lines, "seconds until all was delivered", settled.toSeconds());
        for (Kind kind : Kind.values()) {
            add(lines, kind.label(), verdict.count(kind));
        }
        lines.add(verdict.violations().size() + " violations");
        verdict.violations().stream().limit(SHOWN_MAX).forEach(violation -> lines.add("  " + violation));
        if (verdict.violations().size() > SHOWN_MAX) {
            lines.add("  and more, in " + settings.folder().resolve("violations.txt"));
        }
        lines.addAll(lacks());
        return lines;
    }

    private static void add(List<String> lines, String what, long count) {
        lines.add(String.format("%-52s %9d", what, count));
    }

    /** Leaves everything that was seen beside the servers' logs. */
    void write() throws IOException {
        Files.write(settings.folder().resolve("report.txt"), lines());
        Files.write(settings.folder().resolve("violations.txt"),
                verdict.violations().stream().map(Violation::toString).toList());
        Files.write(settings.folder().resolve("sends.txt"),
                observations.sends().stream().map(send -> send.name() + " " + send.during() + " " + send.outcome())
                        .toList());
        Files.write(settings.folder().resolve("inboxes.txt"), observations.inboxes().entrySet().stream()
                .map(inbox -> inbox.getKey() + "\n" + inbox.getValue().stream()
                        .map(seen -> "  " + seen.text().split(" ", 2)[0] + " " + seen.place())
                        .collect(Collectors.joining("\n")))
                .toList());
    }
}
