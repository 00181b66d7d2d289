package dev.messaging.sqlite;

import dev.messaging.core.port.StoreException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Holds a file that nobody else has open, and keeps everybody out until it is closed. */
final class Alone implements Closeable {
    /** Where SQLite puts its locks: whoever uses a write-ahead log holds one of the 510 behind the first two, as long as it is open. */
    private static final long LOCKS_FROM = 0x4000_0000L;
    private static final long LOCKS = 512;

    private final Closeable held;

    private Alone(Closeable held) {
        this.held = held;
    }

    /**
     * Takes it. A file that is whole is then whole without its log; one that SQLite cannot read is left as it is. Of such a file it
     * is not noticed if it is open in this very process.
     *
     * @throws StoreException (not done) if somebody has the file open, or it is another program's
     */
    static Alone with(DatabaseFile target) throws IOException {
        try {
            // First without touching it: SQLite would throw a log away that does not go with the file.
            look(target);
            Session session = session(target);
            return new Alone(() -> target.close(session));
        } catch (SQLException trouble) {
            return switch (SqliteErrors.kind(trouble)) {
                case SQLITE_NOTADB, SQLITE_CORRUPT -> new Alone(locks(target));
                case SQLITE_BUSY -> throw isOpen(target, trouble);
                default -> throw target.errors().notDone(trouble);
            };
        }
    }

    private static void look(DatabaseFile target) throws SQLException {
        try (Session session = target.look()) {
            int unused = Schema.version(session);
        }
    }

    /** Nobody else has the file open, or this would not succeed; and all of it is in the file, none in the log. */
    private static Session session(DatabaseFile target) throws SQLException {
        Session session = target.connect();
        try {
            session.run("PRAGMA busy_timeout = 500");
            Schema.check(session, target.location());
            String mode = session.first("PRAGMA journal_mode = DELETE", row -> row.getString(1)).orElseThrow();
            if (!mode.equals("delete")) {
                throw isOpen(target, null);
            }
            session.run("BEGIN EXCLUSIVE");
            return session;
        } catch (SQLException | RuntimeException trouble) {
            target.close(session);
            throw trouble;
        }
    }

    /** The same of a file that SQLite does not get as far as locking. */
    private static FileChannel locks(DatabaseFile target) throws IOException {
        FileChannel channel = FileChannel.open(target.path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock(LOCKS_FROM, LOCKS, false) != null) {
                return channel;
            }
        } catch (OverlappingFileLockException alsoHere) {
            channel.close();
            throw isOpen(target, alsoHere);
        }
        channel.close();
        throw isOpen(target, null);
    }

    private static StoreException isOpen(DatabaseFile target, @Nullable Exception cause) {
        String message = target.location() + ": another process has the file open; stop it first.";
        return cause == null ? StoreException.notDone(message) : StoreException.notDone(message, cause);
    }

    @Override
    public void close() throws IOException {
        held.close();
    }
}
