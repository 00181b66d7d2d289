package dev.messaging.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.model.Refusal;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of requests that share a batch, a queue or a failure. */
class WriterTest {
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private DatabaseFile file;
    private Readers readers;
    private Writer writer;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        file = new DatabaseFile(folder.resolve("messaging.db"));
        readers = new Readers(file, Readers.THREADS);
        writer = writer(Writer.Bounds.USUAL);
    }

    private Writer writer(Writer.Bounds bounds) throws SQLException {
        Session session = file.open();
        session.run("PRAGMA foreign_keys = ON");
        session.run("CREATE TABLE IF NOT EXISTS notes (note TEXT PRIMARY KEY, "
                + "parent TEXT REFERENCES notes DEFERRABLE INITIALLY DEFERRED)");
        return new Writer(file, session, bounds);
    }

    private void restart(Writer.Bounds bounds) throws SQLException {
        writer.close();
        writer = writer(bounds);
    }

    @AfterEach
    void close() {
        goOn.countDown();
        callers.close();
        readers.close();
        writer.close();
    }

    @Test
    void aRefusalUndoesItsOwnRequestAndNotItsNeighbours() throws Exception {
        Future<String> first = holdWriter("first");
        Future<String> refused = callers.submit(() -> writer.write(session -> {
            insert(session, "refused");
            throw new Refusal.NoSuchUser("user-refused");
        }));
        awaitWaiting(1);
        Future<List<String>> last = callers.submit(() -> writer.write(session -> {
            // One batch: the first note is not committed yet.
            assertEquals(List.of(), committedNotes());
            insert(session, "last");
            return notes(session);
        }));
        awaitWaiting(2);
        goOn.countDown();
        assertEquals("first", first.get());
        assertEquals(List.of("first", "last"), last.get());
        assertInstanceOf(Refusal.NoSuchUser.class, assertThrows(ExecutionException.class, refused::get).getCause());
        assertEquals(List.of("first", "last"), committedNotes());
    }

    @Test
    void aFullDiskFailsTheBatchAndNothingIsDone() throws Exception {
        Future<String> first = holdWriter("first");
        Future<String> tooMuch = callers.submit(() -> writer.write(session -> {
            // As full as a disk can be made without one. SQLite ends the whole transaction then.
            session.run("PRAGMA max_page_count = 1");
            insert(session, "x".repeat(1_000_000));
            return "unreachable";
        }));
        awaitWaiting(1);
        goOn.countDown();
        for (Future<String> failed : List.of(first, tooMuch)) {
            StoreException trouble = troubleOf(failed);
            assertEquals(Outcome.NOT_DONE, trouble.outcome());
            assertEquals(file.location() + ": the disk is full.", trouble.getMessage());
        }
        assertEquals("next", write("next"));
        assertEquals(List.of("next"), committedNotes());
    }

    @Test
    void aCommitThatFailsFailsAllAndTheNextBatchSucceeds() throws Exception {
        Future<String> first = holdWriter("first");
        Future<String> orphan = callers.submit(() -> writer.write(session -> {
            session.run("INSERT INTO notes VALUES ('orphan', 'nobody')");
            return "orphan";
        }));
        awaitWaiting(1);
        goOn.countDown();
        assertEquals(Outcome.UNKNOWN, troubleOf(first).outcome());
        assertEquals(Outcome.UNKNOWN, troubleOf(orphan).outcome());
        assertEquals("next", write("next"));
        assertEquals(List.of("next"), committedNotes());
    }

    @Test
    void aWrongStatementIsADefectAndNotStorageTrouble() {
        assertThrows(IllegalStateException.class, () -> writer.write(session -> session.change("DELETE FROM nowhere")));
        assertEquals("next", write("next"));
    }

    @Test
    void anErrorOfTheRuleReachesItsCallerAndTheWriterGoesOn() {
        assertThrows(StackOverflowError.class, () -> writer.write(session -> {
            throw new StackOverflowError();
        }));
        assertEquals("next", write("next"));
    }

    @Test
    void aDefectOutsideTheRuleFailsTheBatchAndTheWriterGoesOn() {
        StoreException trouble = assertThrows(StoreException.class, () -> writer.write(session -> {
            insert(session, "lost");
            throw new SQLException("no code") {
                private static final long serialVersionUID = 1;

                @Override
                public int getErrorCode() {
                    throw new IllegalStateException("a defect");
                }
            };
        }));
        assertEquals(Outcome.UNKNOWN, trouble.outcome());
        assertEquals("next", write("next"));
        assertEquals(List.of("next"), committedNotes());
    }

    @Test
    void whoFindsTheQueueFullIsRefusedAndNothingIsDone() throws Exception {
        restart(new Writer.Bounds(2, Duration.ofMillis(20), Duration.ofMinutes(1)));
        Future<String> first = holdWriter("first");
        Future<String> second = callers.submit(() -> write("second"));
        awaitWaiting(1);
        Future<String> third = callers.submit(() -> write("third"));
        awaitWaiting(2);
        StoreException trouble = assertThrows(StoreException.class, () -> write("one too many"));
        assertEquals(Outcome.NOT_DONE, trouble.outcome());
        goOn.countDown();
        assertEquals(List.of("first", "second", "third"), List.of(first.get(), second.get(), third.get()));
        assertEquals(List.of("first", "second", "third"), committedNotes());
    }

    @Test
    void afterTheDeadlineWhatWasBegunIsUnknownAndWhatWaitedIsNotDone() throws Exception {
        restart(new Writer.Bounds(8, Duration.ofSeconds(1), Duration.ofMillis(50)));
        Future<String> begunInTime = holdWriter("begun");
        Future<String> waiting = callers.submit(() -> write("waiting"));
        assertEquals(Outcome.UNKNOWN, troubleOf(begunInTime).outcome());
        assertEquals(Outcome.NOT_DONE, troubleOf(waiting).outcome());
        goOn.countDown();
        writer.close();
        assertEquals(List.of("begun"), committedNotes());
    }

    @Test
    void aCallerThatIsInterruptedLearnsTheSame() throws Exception {
        Future<String> first = holdWriter("first");
        CountDownLatch outcome = new CountDownLatch(1);
        Thread caller = Thread.ofVirtual().start(() -> {
            StoreException trouble = assertThrows(StoreException.class, () -> write("interrupted"));
            assertEquals(Outcome.NOT_DONE, trouble.outcome());
            assertTrue(Thread.currentThread().isInterrupted());
            outcome.countDown();
        });
        awaitWaiting(1);
        caller.interrupt();
        outcome.await();
        goOn.countDown();
        assertEquals("first", first.get());
        assertEquals("next", write("next"));
        assertEquals(List.of("first", "next"), committedNotes());
    }

    @Test
    void closingFinishesWhatWaitsAndRefusesWhatComesLater() throws Exception {
        Future<String> first = holdWriter("first");
        Future<String> second = callers.submit(() -> write("second"));
        awaitWaiting(1);
        Future<?> closing = callers.submit(writer::close);
        awaitWaiting(2);
        Future<String> late = callers.submit(() -> write("late"));
        awaitWaiting(3);
        assertFalse(closing.isDone());
        goOn.countDown();
        closing.get();
        assertEquals("first", first.get());
        assertEquals("second", second.get());
        assertEquals(Outcome.NOT_DONE, troubleOf(late).outcome());
        assertThrows(StoreException.class, () -> write("too late"));
        writer.close();
        assertEquals(List.of("first", "second"), committedNotes());
    }

    @Test
    void theLogGrowsOnlyWhileSomebodyReadsForLong() throws Exception {
        try (Session reader = file.reader()) {
            reader.run("BEGIN");
            assertFalse(reader.any("SELECT 1 FROM notes"));
            writeMegabytes(12);
            assertTrue(pagesInLog() > 2_500);
            reader.run("COMMIT");
        }
        writeMegabytes(12);
        assertTrue(pagesInLog() < 1_500, pagesInLog() + " pages");
    }

    private void writeMegabytes(int megabytes) {
        for (int i = 0; i < megabytes; i++) {
            String start = Long.toString(System.nanoTime());
            assertTrue(write(start + "x".repeat(1_000_000)).startsWith(start));
        }
    }

    private int pagesInLog() throws SQLException {
        try (Session other = file.reader()) {
            return other.first("PRAGMA wal_checkpoint(NOOP)", row -> row.getInt(2)).orElseThrow();
        }
    }

    @Test
    void aCommitReturnsAfterTheLogIsOnTheDisk() throws Exception {
        int full = 2;
        try (Session session = file.connect()) {
            session.run("PRAGMA synchronous = NORMAL");
            file.setUp(session);
            assertEquals(full, number(session, "PRAGMA synchronous"));
            assertEquals(1, number(session, "PRAGMA fullfsync"));
            assertEquals("wal", session.first("PRAGMA journal_mode", row -> row.getString(1)).orElseThrow());
        }
    }

    @Test
    void foldingTheLogIsAsCarefulAsTheWriterAndLessPatient() throws Exception {
        try (Session session = LogFolding.session(file)) {
            assertEquals(1, number(session, "PRAGMA fullfsync"));
            assertEquals(50, number(session, "PRAGMA busy_timeout"));
        }
    }

    private static int number(Session session, String pragma) throws SQLException {
        return session.first(pragma, row -> row.getInt(1)).orElseThrow();
    }

    /** A request that has begun, has written its note, and waits to be told to go on. */
    private Future<String> holdWriter(String note) throws InterruptedException {
        Future<String> held = callers.submit(() -> writer.write(session -> {
            insert(session, note);
            begun.countDown();
            awaitGoOn();
            return note;
        }));
        begun.await();
        return held;
    }

    private void awaitGoOn() {
        try {
            goOn.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void awaitWaiting(int requests) {
        while (writer.waiting() < requests) {
            Thread.onSpinWait();
        }
    }

    private String write(String note) {
        return writer.write(session -> {
            insert(session, note);
            return note;
        });
    }

    private static void insert(Session session, String note) throws SQLException {
        session.run("INSERT INTO notes (note) VALUES (?)", note);
    }

    private List<String> committedNotes() {
        return readers.read(WriterTest::notes);
    }

    private static List<String> notes(Session session) throws SQLException {
        return session.list("SELECT note FROM notes ORDER BY note", row -> row.getString(1));
    }

    private static StoreException troubleOf(Future<?> answer) {
        return assertInstanceOf(StoreException.class, assertThrows(ExecutionException.class, answer::get).getCause());
    }
}
