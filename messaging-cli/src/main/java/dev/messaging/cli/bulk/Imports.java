package dev.messaging.cli.bulk;

import dev.messaging.cli.load.Display;
import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Imports exports. What is there already is passed over, so an import that was killed is gone on with by doing it again. In memory
 * are a batch of records, and one line.
 */
public final class Imports {
    private static final int SHOWN_MAX = 20;

    private final Archive archive;
    private final LineReader reader;
    private final Choices choices;
    private final Display display;
    private final PrintWriter notes;
    private long shown;
    private long wrong;

    /**
     * How to import.
     *
     * @param dryRun whether everything is only read and compared
     * @param writesPerSecond the most records to write in a second; 0 for as many as there are
     */
    public record Choices(boolean dryRun, long writesPerSecond) {}

    /**
     * What became of a file.
     *
     * @param dryRun whether nothing was written
     * @param imported by kind, how many records were written, there already, or left out as conflicts
     * @param conflicts how many were left out in all
     */
    public record Answer(boolean dryRun, List<?> imported, long conflicts) {
        /** Keeps a copy. */
        public Answer {
            imported = List.copyOf(imported);
        }
    }

    /**
     * An import to come.
     *
     * @param archive where to
     * @param standIn a hash of a password that nobody knows, for accounts whose own is not in the file
     * @param choices how
     * @param display where people look on
     * @param notes what they should read
     */
    public Imports(Archive archive, Supplier<PasswordHash> standIn, Choices choices, Display display,
            PrintWriter notes) {
        this.archive = archive;
        this.reader = new LineReader(standIn);
        this.choices = choices;
        this.display = display;
        this.notes = notes;
    }

    /**
     * Looks at a file before anything is begun for it.
     *
     * @param file which
     * @throws WrongUsage if it is not there, cannot be read, or is not whole
     */
    public static void check(Path file) {
        Source.check(file);
    }

    /**
     * Imports a file.
     *
     * @param file which; must be whole
     * @return what became of it
     * @throws WrongUsage if a line is wrong; what stood before it may be imported then
     */
    public Answer ofFile(Path file) {
        return Source.ofFile(file, lines -> all(file.toString(), lines, Files.size(file)));
    }

    /**
     * Imports what comes from somewhere else.
     *
     * @param input where from
     * @return what became of it
     * @throws WrongUsage if a line is wrong, or the last one is missing; what stood before it may be imported
     *     then
     */
    public Answer ofStream(InputStream input) {
        return Source.ofStream(input, lines -> all("standard input", lines, Display.UNKNOWN));
    }

    private Answer all(String from, LineInput lines, long bytes) throws IOException {
        checkQuiet();
        Batch batch = new Batch(archive, choices.dryRun(), choices.writesPerSecond(), this::show);
        Import importing = new Import(batch);
        Optional<String> unfinished;
        try (Display.Stage stage = display.begin(choices.dryRun() ? "Compared" : "Imported", bytes)) {
            long before = 0;
            while (next(from, lines, importing)) {
                stage.advance(Math.toIntExact(lines.bytes() - before));
                before = lines.bytes();
                stage.say(batch.results().toString());
            }
            unfinished = importing.unfinished();
            stage.say(batch.results().toString());
            if (unfinished.isEmpty() && wrong == 0) {
                stage.done();
            }
        } catch (StoreException trouble) {
            notes.println("Stopped at line " + lines.number() + "; the same command goes on.");
            throw trouble;
        }
        if (wrong == 0 && unfinished.isPresent()) {
            wrong(from + ": " + unfinished.get());
        }
        if (shown > SHOWN_MAX) {
            notes.println("... and " + (shown - SHOWN_MAX) + " more.");
        }
        if (wrong > 0) {
            throw new WrongUsage(wrong + " lines of " + from + " are wrong; nothing was written.");
        }
        return new Answer(choices.dryRun(), batch.results().rows(), batch.results().conflicts());
    }

    /** What servers append meanwhile would be in the way; and where it began, nobody may remember once entries are put there. */
    private void checkQuiet() {
        long underWay = choices.dryRun() ? 0 : Exports.underWay(archive);
        if (underWay > 0) {
            throw StoreException
                    .notDone(underWay + " deliveries are under way there: no server may write to a store that is"
                            + " imported into. Nothing was imported");
        }
    }

    /** Takes a line; false if there is none. */
    private boolean next(String from, LineInput lines, Import importing) throws IOException {
        boolean passingOver = wrong > 0 && !importing.expectsEntries();
        try {
            Optional<byte[]> bytes = lines.next();
            if (bytes.isPresent()) {
                Line line = reader.read(bytes.get());
                boolean belongsToWrong = passingOver
                        && (line instanceof Line.Entry || line instanceof Line.Cut || line instanceof Line.End);
                if (!belongsToWrong) {
                    importing.take(line, lines.number());
                }
            }
            return bytes.isPresent();
        } catch (WrongLine at) {
            wrong(from + ", line " + lines.number() + ": " + at.getMessage());
            importing.passOver();
            return true;
        }
    }

    /** A dry run goes on, to tell of others too; otherwise nothing behind a wrong line can be trusted. */
    private void wrong(String what) {
        if (!choices.dryRun()) {
            throw new WrongUsage(what
                    + ". What stands before it may be imported already; when it is right, the same command goes on.");
        }
        wrong++;
        show(what);
    }

    private void show(String what) {
        shown++;
        if (shown <= SHOWN_MAX) {
            notes.println(what + ".");
            notes.flush();
        }
    }
}
