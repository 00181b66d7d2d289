package dev.messaging.sqlite;

import dev.messaging.core.port.StoreException;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/**
 * The one place where SQLite's errors become ours.
 *
 * @param location which file, as people write it
 */
record SqliteErrors(String location) {
    static final String CANNOT_BE_WRITTEN = "the file, or the folder it is in, cannot be opened for writing";
    /** SQLite's codes carry the kind in the low byte and details above it. */
    private static final int KIND = 0xff;

    /** For what went wrong before anything was committed: storage trouble, or a statement of ours that is wrong. */
    RuntimeException notDone(SQLException error) {
        return switch (kind(error)) {
            case SQLITE_BUSY, SQLITE_LOCKED -> trouble(Thread.currentThread().isInterrupted()
                    ? "waiting for another process's lock was interrupted"
                    : "another process has kept the file locked for too long", error);
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN -> trouble(CANNOT_BE_WRITTEN, error);
            case SQLITE_FULL -> trouble("the disk is full", error);
            case SQLITE_CORRUPT -> trouble("the file is damaged; put a copy from a backup in its place", error);
            case SQLITE_NOTADB -> trouble("the file is not an SQLite database; nothing was changed", error);
            case SQLITE_ERROR, SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_MISUSE, SQLITE_RANGE, SQLITE_INTERNAL ->
                new IllegalStateException(location + ": " + error.getMessage(), error);
            default -> trouble("reading or writing failed (" + said(error) + ")", error);
        };
    }

    private StoreException trouble(String reason, SQLException cause) {
        return StoreException.notDone(location + ": " + reason + ".", cause);
    }

    /**
     * For a COMMIT that failed. A lock or a full disk stop it before the mark that makes it valid is written whole;
     * after anything else that mark may stand in the log, and count when the log is read again after a crash.
     */
    RuntimeException ofCommit(SQLException error) {
        return switch (kind(error)) {
            case SQLITE_BUSY, SQLITE_FULL, SQLITE_READONLY -> notDone(error);
            default -> unknown(error);
        };
    }

    /** For a change of which nobody can tell how far it came. */
    StoreException unknown(Throwable cause) {
        return StoreException.unknown(
                location + ": nobody knows whether the change was committed (" + cause.getMessage() + ").", cause);
    }

    /** What SQLite said, or what kept it from being loaded. */
    private static String said(SQLException error) {
        Throwable cause = error.getCause();
        return String.valueOf(cause == null ? error.getMessage() : cause.getMessage());
    }

    static SQLiteErrorCode kind(SQLException error) {
        return SQLiteErrorCode.getErrorCode(error.getErrorCode() & KIND);
    }
}
