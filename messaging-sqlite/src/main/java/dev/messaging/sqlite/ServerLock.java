package dev.messaging.sqlite;

import dev.messaging.core.port.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/**
 * Held by the one server of a file, and let go of by the operating system when the process ends, however it ends. The
 * lock is on an empty file beside the database, which stays there.
 *
 * <p>SQLite takes the lock, not a {@link java.nio.channels.FileChannel}: on POSIX systems closing any channel of a file
 * drops every lock that the process has on it, so a second server that is refused in the same process would silently
 * release the first one's. SQLite keeps account of that.
 */
final class ServerLock implements AutoCloseable {
    private final DatabaseFile lockFile;
    private final Session held;

    private ServerLock(DatabaseFile lockFile, Session held) {
        this.lockFile = lockFile;
        this.held = held;
    }

    /**
     * Takes the lock.
     *
     * @throws StoreException if another server has it, here or in another process
     */
    static ServerLock on(DatabaseFile database) {
        database.checkPlace();
        DatabaseFile lockFile = new DatabaseFile(Path.of(realPath(database) + ".server"));
        try {
            Session session = lockFile.connect();
            try {
                // Long enough for two that start at the same moment not to refuse each other.
                session.run("PRAGMA busy_timeout = 500");
                session.run("BEGIN EXCLUSIVE");
                return new ServerLock(lockFile, session);
            } catch (SQLException trouble) {
                lockFile.close(session);
                throw trouble;
            }
        } catch (SQLException trouble) {
            if (SqliteErrors.kind(trouble) == SQLiteErrorCode.SQLITE_BUSY) {
                throw StoreException.notDone(database.location()
                        + ": another server is running on this file, and there can be only one.", trouble);
            }
            throw lockFile.errors().notDone(trouble);
        }
    }

    /** So that two names of one file share a lock. */
    private static Path realPath(DatabaseFile database) {
        Path path = database.path();
        try {
            return Files.exists(path)
                    ? path.toRealPath()
                    : path.resolveSibling(".").toRealPath().resolve(path.getFileName());
        } catch (IOException trouble) {
            throw StoreException.notDone(database.location() + ": the file cannot be found.", trouble);
        }
    }

    @Override
    public void close() {
        lockFile.close(held);
    }
}
