package dev.messaging.cli;

import dev.messaging.cli.doctor.Doctor;
import dev.messaging.cli.doctor.Report;
import dev.messaging.cli.wiring.StoreOptions;
import dev.messaging.cli.wiring.StoreRequest;
import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.Messaging;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether a store is well. */
@Command(name = "doctor", mixinStandardHelpOptions = true, description = {
        "Reads a whole store, beside running servers, and tells what is not as it must be.",
        "Exit code 1 if anything was found, notes not counted, and is not mended."},
        footer = {"", "Example:", "  messaging doctor --repair"})
final class DoctorCommand implements Callable<Integer> {
    private static final int RATE_MAX = 10_000_000;
    private static final int LISTED_MAX = 100_000;
    /** A recovery begins after a minute; below twice that it is not late. */
    private static final int STALE_MIN_SECONDS = 120;
    private static final int STALE_MAX_SECONDS = 30 * 86_400;

    private final Surroundings surroundings;

    @Mixin
    private final StoreOptions store;

    @Mixin
    private final Answers answers;

    @Option(names = "--repair",
            description = "Mends what can be mended without harm. Asks first at a terminal; elsewhere it only tells what it would do, unless --yes is there.")
    private boolean repair;

    @Option(names = "--yes", description = "Mends without asking.")
    private boolean yes;

    @Option(names = "--stale-after", paramLabel = "SECONDS", defaultValue = "300",
            description = "How long a delivery may be under way, or what has expired may still stand. Default: ${DEFAULT-VALUE}")
    private int staleAfterSeconds;

    @Option(names = "--findings-max", paramLabel = "COUNT", defaultValue = "100",
            description = "The most findings to list that are not to be mended; the rest are counted. With --repair every mend is listed, with --output jsonl everything. Default: ${DEFAULT-VALUE}")
    private int findingsMax;

    @Option(names = "--max-reads-per-second", paramLabel = "RECORDS", defaultValue = "0",
            description = "The most records to read in a second; 0 for no bound. Default: ${DEFAULT-VALUE}")
    private int readsPerSecond;

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.store = new StoreOptions(surroundings);
        this.answers = new Answers(surroundings);
    }

    @Override
    public Integer call() {
        if (yes && !repair) {
            throw new WrongUsage("--yes goes with --repair.");
        }
        Doctor.Choices choices = choices();
        try (Messaging messaging = store.open(mayMend() ? StoreRequest.Use.CHANGE : StoreRequest.Use.READ).build()) {
            Doctor doctor = new Doctor(messaging.store(), store.settings(), choices,
                    Screen.progress(surroundings),
                    time -> LockSupport.parkNanos(time.toNanos()));
            Report report = repair && !yes && surroundings.terminal() ? asked(doctor) : answered(doctor, yes);
            report.trouble().ifPresent(why -> surroundings.notes().println(Printable.line("messaging: " + why
                    + " What was found" + (report.mended() ? " and mended" : "") + " before that is listed.")));
            return report.trouble().isPresent()
                    ? ExitCodes.STORE_TROUBLE
                    : report.isDamaged() ? ExitCodes.REFUSED : ExitCodes.DONE;
        }
    }

    private boolean mayMend() {
        return repair && (yes || surroundings.terminal());
    }

    private Doctor.Choices choices() {
        return new Doctor.Choices(
                Duration.ofSeconds(
                        Values.inRange("--stale-after", staleAfterSeconds, STALE_MIN_SECONDS, STALE_MAX_SECONDS)),
                Math.toIntExact(Values.inRange("--findings-max", findingsMax, 0, LISTED_MAX)),
                Values.inRange("--max-reads-per-second", readsPerSecond, 0, RATE_MAX));
    }

    private Report answered(Doctor doctor, boolean mending) {
        FindingsShown findings = new FindingsShown(answers, repair, findingsMax);
        Report report = mending
                ? doctor.mend(Instant.now(), findings::add)
                : doctor.examine(Instant.now(), findings::add);
        if (repair && !mending && report.mendable() > 0) {
            surroundings.notes().println("Nothing was changed: --repair --yes mends it.");
        }
        return ended(findings, report);
    }

    /** Each mend is told before the question, and again, with what became of it, when it was made. */
    private Report asked(Doctor doctor) {
        Report report = doctor.examine(Instant.now(), this::announce);
        if (report.mendable() > 0 && isWanted(report)) {
            return answered(doctor, true);
        }
        FindingsShown findings = new FindingsShown(answers, false, findingsMax);
        report.findings().forEach(findings::add);
        return ended(findings, report);
    }

    private Report ended(FindingsShown findings, Report report) {
        surroundings.notes().println((report.mended() ? "in " : "from ") + report.store());
        findings.end(report);
        return report;
    }

    private void announce(Report.Listed finding) {
        if (finding.safe()) {
            surroundings.notes()
                    .println(Printable.line(finding.where() + ": " + finding.what() + ": " + finding.mend()));
        }
    }

    private boolean isWanted(Report report) {
        surroundings.notes().print("Mend " + report.mendable() + " findings in " + report.store() + "? yes or no: ");
        surroundings.notes().flush();
        return typed().equals("yes");
    }

    /** A line, which the terminal shows as it is typed. */
    private String typed() {
        try {
            StringBuilder line = new StringBuilder();
            for (int next = surroundings.input().read(); next >= 0 && next != '\n'
                    && line.length() < "yes".length() + 2; next = surroundings.input().read()) {
                line.append((char) next);
            }
            return line.toString().strip();
        } catch (IOException unreadable) {
            throw PasswordSource.unreadable("Standard input", unreadable);
        }
    }
}
