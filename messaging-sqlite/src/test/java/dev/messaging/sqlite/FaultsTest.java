package dev.messaging.sqlite;

import static dev.messaging.sqlite.Operations.ADA;
import static dev.messaging.sqlite.Operations.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.contract.TestClock;
import dev.messaging.core.port.StoreException.Outcome;
import dev.messaging.sqlite.Faults.Kind;
import dev.messaging.sqlite.Operations.Again;
import dev.messaging.sqlite.Operations.Operation;
import dev.messaging.sqlite.Trial.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The n-th call of SQLite fails, for every n of every operation, before it took effect and after. Then: the caller hears rightly
 * whether nothing was done; what was done was done entirely; repeating completes it; and the store goes on.
 */
class FaultsTest {
    /** Short, for these tests wait for nobody but on purpose. */
    private static final int LOCK_PAUSES = 20;
    /** After these a COMMIT may count, or count after a crash. */
    private static final Set<Kind> UNCLEAR = EnumSet.of(Kind.BROKEN, Kind.BROKEN_AFTERWARDS);

    @TempDir
    private static Path folder;
    private static Path prepared;

    private final Faults faults = new Faults();
    private int files;

    /** An operation's file, with what it held before, and holds and answers when all goes well. */
    private record Expected(List<String> before, List<String> after, Answer answer) {}

    @BeforeAll
    static void prepareAFile() {
        prepared = folder.resolve("prepared.db");
        Operations.prepare(prepared);
    }

    static List<Operation> changes() {
        return Operations.changes().toList();
    }

    static List<Operation> looks() {
        return Operations.looks().toList();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeWhoseNthCallFailsIsDoneEntirelyOrNotAndCanBeRepeated(Operation operation) {
        Expected expected = withoutFaults(operation);
        assertNotEquals(expected.before, expected.after);
        for (Kind kind : Kind.values()) {
            int nth = 1;
            while (fails(operation, nth, kind, expected)) {
                nth++;
            }
            assertTrue(nth > 5, "only " + nth + " calls");
        }
    }

    /** Tells whether there is an n-th call at all. */
    private boolean fails(Operation operation, int nth, Kind kind, Expected expected) {
        DatabaseFile file = freshFile();
        try (SqliteStore store = open(file)) {
            faults.plan(call -> call == nth ? kind : null);
            Answer answer = Trial.attempt(operation, store);
            List<String> calls = faults.calls();
            faults.end();
            if (calls.size() < nth) {
                assertEquals(expected.answer, answer);
                return false;
            }
            String failed = calls.get(nth - 1);
            boolean unclear = failed.equals("COMMIT") && UNCLEAR.contains(kind);
            boolean done = unclear && kind == Kind.BROKEN_AFTERWARDS;
            String what = operation + ", " + kind + " at call " + nth + ": " + failed;
            assertEquals(new Answer.Trouble(unclear ? Outcome.UNKNOWN : Outcome.NOT_DONE), answer, what);
            assertEquals(done ? expected.after : expected.before, Trial.content(file), what);
            repeat(operation, store, done, expected, what);
            assertEquals(expected.after, Trial.content(file), what);
            assertGoesOn(store, what);
            return true;
        }
    }

    private static void repeat(Operation operation, SqliteStore store, boolean done, Expected expected, String what) {
        Again again = done ? operation.again() : Again.THE_SAME;
        switch (again) {
            case THE_SAME -> assertEquals(expected.answer, Trial.attempt(operation, store), what);
            case REFUSED -> assertInstanceOf(Answer.Refused.class, Trial.attempt(operation, store), what);
            case NOTHING_TO_DO -> assertTrue(Set.of(new Answer.Value(false), new Answer.Value(0))
                    .contains(Trial.attempt(operation, store)), what);
            case NEVER -> {
            }
        }
    }

    private static void assertGoesOn(SqliteStore store, String what) {
        long tail = store.inboxes().tail(BOB).sequence();
        assertInstanceOf(Answer.Value.class,
                Trial.attempt(Operations.deliver("another", ADA, BOB, Operations.key(99, Operations.NOW)), store),
                what);
        assertEquals(tail + 1, store.inboxes().tail(BOB).sequence(), what);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void aLookWhoseNthCallFailsIsNotDoneAndCanBeRepeated(Operation operation) {
        Expected expected = withoutFaults(operation);
        assertEquals(expected.before, expected.after);
        for (Kind kind : Kind.values()) {
            DatabaseFile file = freshFile();
            int nth = 0;
            List<String> calls;
            do {
                nth++;
                int failing = nth;
                try (SqliteStore store = open(file)) {
                    faults.plan(call -> call == failing ? kind : null);
                    Answer answer = Trial.attempt(operation, store);
                    calls = faults.calls();
                    faults.end();
                    assertEquals(calls.size() < nth ? expected.answer : new Answer.Trouble(Outcome.NOT_DONE), answer,
                            operation + ", " + kind + " at call " + nth);
                    assertEquals(expected.answer, Trial.attempt(operation, store));
                }
            } while (calls.size() >= nth);
            assertTrue(nth > 4, "only " + nth + " calls");
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeThatFindsTheFileLockedForTooLongIsNotDone(Operation operation) throws SQLException {
        Expected expected = withoutFaults(operation);
        DatabaseFile file = freshFile();
        try (SqliteStore store = open(file)) {
            try (Session other = file.writer()) {
                other.run("BEGIN IMMEDIATE");
                assertEquals(new Answer.Trouble(Outcome.NOT_DONE), Trial.attempt(operation, store));
                Operations.looks().forEach(
                        look -> assertInstanceOf(Answer.Value.class, Trial.attempt(look, store), look.name()));
                other.run("ROLLBACK");
            }
            assertEquals(expected.before, Trial.content(file));
            repeat(operation, store, false, expected, operation.name());
            assertEquals(expected.after, Trial.content(file));
        }
    }

    private Expected withoutFaults(Operation operation) {
        DatabaseFile file = freshFile();
        List<String> before = Trial.content(file);
        try (SqliteStore store = open(file)) {
            Answer answer = Trial.attempt(operation, store);
            return new Expected(before, Trial.content(file), answer);
        }
    }

    private DatabaseFile freshFile() {
        Path path = folder.resolve(faults.hashCode() + "-" + files++ + ".db");
        try {
            return new DatabaseFile(Files.copy(prepared, path), LOCK_PAUSES, faults);
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }

    private static SqliteStore open(DatabaseFile file) {
        return SqliteStore.at(file).clock(new TestClock(Operations.NOW)).open();
    }
}
