package dev.messaging.cli.doctor;

import dev.messaging.cli.bulk.Pace;
import dev.messaging.cli.load.Display;
import dev.messaging.cli.wiring.TablesFound;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Examines a whole store while others use it: reads everything once, a part at a time, and looks again at what seems wrong
 * before it says so.
 */
public final class Doctor {
    private final Store store;
    private final List<TablesFound.Setting> settings;
    private final Choices choices;
    private final Display display;
    private final Consumer<Duration> sleep;

    /**
     * How a store is examined.
     *
     * @param staleAfter how long something may be under way, or stay although it has expired
     * @param findingsMax how many findings to list
     * @param readsPerSecond the most records to read in a second; 0 for as many as there are
     */
    public record Choices(Duration staleAfter, int findingsMax, long readsPerSecond) {}

    /**
     * An examination to come.
     *
     * @param store of what
     * @param settings how its tables are, if it has any
     * @param choices how
     * @param display where people look on
     * @param sleep how to wait a moment
     */
    public Doctor(Store store, List<TablesFound.Setting> settings, Choices choices, Display display,
            Consumer<Duration> sleep) {
        this.store = store;
        this.settings = List.copyOf(settings);
        this.choices = choices;
        this.display = display;
        this.sleep = sleep;
    }

    /**
     * Examines, and changes nothing.
     *
     * @param now what time it is
     * @param each is told of each finding as soon as it is sure
     * @return what was found, and what could be mended
     */
    public Report examine(Instant now, Consumer<Report.Listed> each) {
        return examine(now, false, each);
    }

    /**
     * Examines, and mends what can be mended without harm.
     *
     * @param now what time it is
     * @param each is told of each finding as soon as it is known what became of it
     * @return what was found, and what became of it
     */
    public Report mend(Instant now, Consumer<Report.Listed> each) {
        return examine(now, true, each);
    }

    private Report examine(Instant now, boolean mending, Consumer<Report.Listed> each) {
        Findings findings = new Findings(choices.findingsMax(), mending, each);
        try (Display.Stage stage = display.begin(mending ? "Mending" : "Examining", Display.UNKNOWN)) {
            Sections sections = new Sections(store.archive(), findings, new Pace(choices.readsPerSecond()), stage,
                    () -> sleep.accept(Sections.MOMENT));
            Optional<String> trouble = run(checks(sections, findings, now, now.minus(choices.staleAfter())), findings);
            List<Report.OfKind> numbers = findings.numbers();
            long found = numbers.stream().filter(kind -> !kind.note()).mapToLong(Report.OfKind::found).sum();
            stage.say(found + " findings, and " + (numbers.stream().mapToLong(Report.OfKind::found).sum() - found)
                    + " notes");
            stage.done();
            return new Report(store.location(), mending, trouble, findings.unlisted(), sections.counts(), numbers,
                    findings.listed());
        }
    }

    /** What was found and mended before the store got into trouble is not lost. */
    private static Optional<String> run(List<Check> checks, Findings findings) {
        try {
            checks.forEach(Check::run);
            return Optional.empty();
        } catch (StoreException trouble) {
            findings.add(Finding.forPeople(Finding.Kind.UNEXAMINED, "the store",
                    "was not examined to the end: " + trouble.getMessage(), "examine it again"));
            return Optional.of(String.valueOf(trouble.getMessage()));
        }
    }

    /**
     * What is under way comes first, for where it is finished others find it so; counts come when what they count is mended, and erasures
     * when what is counted wrongly does not keep them from leaving a group.
     */
    private List<Check> checks(Sections sections, Findings findings, Instant now, Instant stale) {
        Archive archive = store.archive();
        SecondLook secondLook = new SecondLook(sections, findings);
        return List.of(new Settings(settings, findings), new UnderWay(store, sections, findings, stale),
                new Ties(archive, sections, secondLook, findings),
                new Counts(store, sections, secondLook, findings),
                new Erasures(store, sections, secondLook, findings, now, stale),
                new Expiring(archive, sections, secondLook, findings, stale,
                        Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), now))),
                new Inboxes(sections, secondLook, findings),
                new Flaws(archive, findings));
    }
}
