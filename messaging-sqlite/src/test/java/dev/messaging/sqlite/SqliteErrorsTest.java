package dev.messaging.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** That each kind of trouble has its sentence and its outcome, whatever details SQLite adds. */
class SqliteErrorsTest {
    private final SqliteErrors errors = new SqliteErrors("sqlite:/data/messaging.db");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "SQLITE_BUSY              | another process has kept the file locked for too long.",
            "SQLITE_BUSY_SNAPSHOT     | another process has kept the file locked for too long.",
            "SQLITE_BUSY_RECOVERY     | another process has kept the file locked for too long.",
            "SQLITE_READONLY          | the file, or the folder it is in, cannot be opened for writing.",
            "SQLITE_READONLY_DBMOVED  | the file, or the folder it is in, cannot be opened for writing.",
            "SQLITE_FULL              | the disk is full.",
            "SQLITE_CORRUPT           | the file is damaged; put a copy from a backup in its place.",
            "SQLITE_CORRUPT_VTAB      | the file is damaged; put a copy from a backup in its place.",
            "SQLITE_NOTADB            | the file is not an SQLite database; nothing was changed.",
            "SQLITE_CANTOPEN          | the file, or the folder it is in, cannot be opened for writing.",
            "SQLITE_IOERR             | reading or writing failed (what SQLite says).",
            "SQLITE_IOERR_FSYNC       | reading or writing failed (what SQLite says).",
            "SQLITE_NOMEM             | reading or writing failed (what SQLite says)."})
    void troubleBeforeACommitIsNotDone(SQLiteErrorCode code, String sentence) {
        SQLiteException cause = new SQLiteException("what SQLite says", code);
        StoreException trouble = assertInstanceOf(StoreException.class, errors.notDone(cause));
        assertEquals(Outcome.NOT_DONE, trouble.outcome());
        assertEquals("sqlite:/data/messaging.db: " + sentence, trouble.getMessage());
        assertSame(cause, trouble.getCause());
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE_ERROR", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_MISUSE", "SQLITE_MISMATCH",
            "SQLITE_RANGE"})
    void aWrongStatementIsADefect(SQLiteErrorCode code) {
        assertInstanceOf(IllegalStateException.class, errors.notDone(new SQLiteException("what SQLite says", code)));
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE_BUSY", "SQLITE_FULL", "SQLITE_READONLY"})
    void aCommitThatWasStoppedInTimeIsNotDone(SQLiteErrorCode code) {
        assertEquals(Outcome.NOT_DONE, outcomeOfCommit(code));
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE_IOERR", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_WRITE", "SQLITE_CORRUPT", "SQLITE_NOMEM"})
    void aCommitThatBrokeOffIsUnknown(SQLiteErrorCode code) {
        assertEquals(Outcome.UNKNOWN, outcomeOfCommit(code));
    }

    @Test
    void anUnknownOutcomeSaysSoAndWhy() {
        String message = String.valueOf(
                errors.ofCommit(new SQLiteException("flush failed", SQLiteErrorCode.SQLITE_IOERR_FSYNC)).getMessage());
        assertTrue(message.startsWith("sqlite:/data/messaging.db: nobody knows"), message);
        assertTrue(message.contains("flush failed"), message);
    }

    private Outcome outcomeOfCommit(SQLiteErrorCode code) {
        return assertInstanceOf(StoreException.class, errors.ofCommit(new SQLiteException("what SQLite says", code)))
                .outcome();
    }
}
