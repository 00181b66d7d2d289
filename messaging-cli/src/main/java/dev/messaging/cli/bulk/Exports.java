package dev.messaging.cli.bulk;

import dev.messaging.cli.bulk.ExportFile.Kept;
import dev.messaging.cli.load.Display;
import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Exports a store: from the first line to the last, or from where an export was left. */
public final class Exports {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Store store;
    private final Choices choices;
    private final Display display;
    private final PrintWriter notes;

    /**
     * What is exported, and how.
     *
     * @param inboxesOnly whether users, groups, members and blocks are left out
     * @param passwords whether what is kept of passwords goes along
     * @param since earlier exports; inboxes begin where these ended
     * @param readsPerSecond the most records to read in a second; 0 for as many as there are
     * @param keepEvery how often to keep how far it is
     */
    public record Choices(boolean inboxesOnly, boolean passwords, List<Path> since, long readsPerSecond,
            Duration keepEvery) {
        /** Keeps a copy. */
        public Choices {
            since = List.copyOf(since);
        }

        Line.Contents contents() {
            return new Line.Contents(inboxesOnly, passwords, !since.isEmpty());
        }
    }

    /**
     * An export to come.
     *
     * @param store of what
     * @param choices what is exported
     * @param display where people look on
     * @param notes what they should read
     */
    public Exports(Store store, Choices choices, Display display, PrintWriter notes) {
        this.store = store;
        this.choices = choices;
        this.display = display;
        this.notes = notes;
    }

    /**
     * What was exported.
     *
     * @param users how many users
     * @param groups how many groups
     * @param members how many memberships
     * @param blocks how many blocks
     * @param requests how many requests with keys are remembered
     * @param inboxes how many inboxes
     * @param entries how many messages in them
     * @param erased how many users who were erased
     * @param damaged how often something was left out that was damaged, missing or cut off
     */
    public record Answer(long users, long groups, long members, long blocks, long requests, long inboxes, long entries,
            long erased, long damaged) {
        static Answer of(Export.Done done) {
            Counts counts = done.counts();
            return new Answer(counts.users(), counts.groups(), counts.members(), counts.blocks(), counts.requests(),
                    counts.inboxes(), counts.entries(), counts.erased(), done.damaged());
        }
    }

    /**
     * Waits until no delivery is under way.
     *
     * @param patience how long at the most
     * @param sleep how to wait
     * @throws StoreException (not done) if deliveries are still under way then
     */
    public void awaitQuiet(Duration patience, Consumer<Duration> sleep) {
        long left = patience.toSeconds();
        for (long underWay = underWay(); underWay > 0; underWay = underWay()) {
            if (left-- <= 0) {
                throw StoreException.notDone(underWay + " deliveries are still under way in " + store.location()
                        + ": a server has to run, which finishes them");
            }
            notes.println("Waiting until " + underWay + " deliveries that are under way are finished.");
            notes.flush();
            sleep.accept(LOOK_EVERY);
        }
    }

    private long underWay() {
        return underWay(store.archive());
    }

    /** How many deliveries and creations are accepted and not finished. */
    static long underWay(Archive archive) {
        long count = 0;
        Optional<String> next = Optional.empty();
        do {
            Archive.Part part = archive.read(Archive.Section.UNDER_WAY, next, Archive.READ_MAX);
            count += part.found().size();
            next = part.next();
        } while (next.isPresent());
        return count;
    }

    /**
     * Exports to standard output.
     *
     * @param out where it goes
     * @return what was exported
     */
    public Answer toStream(PrintWriter out) {
        Places places = places();
        try (Sink sink = Sink.stream(out)) {
            return begin(sink, places, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        }
    }

    /**
     * Exports to a new file.
     *
     * @param file which; must not be there
     * @return what was exported
     * @throws WrongUsage if it is there, or cannot be written
     */
    public Answer toFile(Path file) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Places places = places();
        try (Sink sink = ExportFile.begin(file, beginning(now))) {
            return begin(sink, places, now);
        } catch (StoreException trouble) {
            throw left(file, trouble);
        }
    }

    private Kept beginning(Instant now) {
        return new Kept(0, store.location(), now.toString(), asked(), Checkpoint.beginning(choices.contents()));
    }

    private Answer begin(Sink sink, Places places, Instant now) {
        sink.line(LineText.of(new Line.Header(now, store.location(), choices.contents())));
        sink.keep(Checkpoint.beginning(choices.contents()));
        return goOn(sink, places, Checkpoint.beginning(choices.contents()));
    }

    /**
     * Goes on with an export that was left.
     *
     * @param file which
     * @return what was exported in all
     * @throws WrongUsage if there is none, or it is of another store, or something else was asked for, or another process is
     *     at it
     */
    public Answer resume(Path file) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Places places = places();
        try (ExportFile sink = ExportFile.resume(file, beginning(now))) {
            return sink.left().isPresent() ? goOn(sink, places, sink.left().get()) : begin(sink, places, now);
        } catch (StoreException trouble) {
            throw left(file, trouble);
        }
    }

    private StoreException left(Path file, StoreException trouble) {
        notes.println("The same command with --resume goes on with " + file + ".");
        return trouble;
    }

    /** Without the address of a database that was only just started. */
    static String place(String location) {
        return location.startsWith("dynamodb-local:") ? location.split(" at ", 2)[0] : location;
    }

    private String asked() {
        return "an export of " + (choices.inboxesOnly() ? "inboxes" : "everything")
                + (choices.passwords() ? " with passwords" : "")
                + (choices.since().isEmpty()
                        ? ""
                        : " since " + choices.since().stream().map(Source::described).toList());
    }

    /** Read before anything is written, so that a wrong file leaves nothing behind. */
    private Places places() {
        Places places = new Places();
        choices.since().forEach(file -> Source.places(file, places, header -> check(file, header)));
        return places;
    }

    /** What a request with a key tells of may be under way: answered again by the new store, and lost if nobody finishes it. */
    private void warnOfUnderWay() {
        long underWay = choices.inboxesOnly() ? 0 : underWay();
        if (underWay > 0) {
            notes.println("Take care: " + underWay
                    + " deliveries are under way. What is not in its inboxes yet is not in this"
                    + " export; --when-quiet waits for it.");
        }
    }

    private Answer goOn(Sink sink, Places places, Checkpoint checkpoint) {
        warnOfUnderWay();
        try (Display.Stage stage = display.begin("Exported", Display.UNKNOWN)) {
            Answer answer = Answer.of(new Export(store, choices.contents(), places, sink,
                    new Export.Rules(choices.readsPerSecond(), choices.keepEvery()), stage, notes::println)
                    .from(checkpoint));
            stage.done();
            return answer;
        }
    }

    /** Who left a group between two exports is not in the later one, but stays where the earlier one was imported. */
    private void check(Path file, Line.Header header) {
        if (!place(header.from()).equals(place(store.location()))) {
            throw new WrongUsage(file + " is an export of " + header.from() + ", and this is " + store.location()
                    + ": --since takes earlier exports of the same store.");
        }
        if (!header.contents().inboxesOnly() && !choices.inboxesOnly()) {
            notes.println(
                    "Take care: " + file + " has groups, members and blocks in it. What was removed since then is not"
                            + " removed where it was imported; export ahead with --inboxes-only.");
        }
    }
}
