package dev.messaging.sqlite;

import dev.messaging.core.port.StoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteErrorCode;

/**
 * The file, and how connections to it are set up.
 *
 * <p>This process never opens the file but through SQLite: on POSIX systems closing any other handle of it would drop
 * the locks that SQLite holds.
 */
final class DatabaseFile {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFile.class);
    /**
     * A write-ahead log, so that readers and the writer do not wait for each other; and an answer only after the log is
     * on the disk ({@code fullfsync}: on a Mac too). Folding the log into the file is {@link LogFolding}'s; a log that
     * somebody's long reading let grow shrinks to 64 MB again.
     */
    private static final List<String> WRITER_SETTINGS = List.of("PRAGMA synchronous = FULL", "PRAGMA fullfsync = ON",
            "PRAGMA wal_autocheckpoint = 0", "PRAGMA journal_size_limit = 67108864", "PRAGMA cache_size = -16000");
    private static final List<String> READER_SETTINGS = List.of("PRAGMA query_only = ON", "PRAGMA cache_size = -8000");

    private final Path path;
    private final SqliteErrors errors;
    private final int lockPausesMax;
    private final UnaryOperator<Connection> between;

    DatabaseFile(Path path) {
        this(path, LockWait.PAUSES_MAX, UnaryOperator.identity());
    }

    /**
     * @param lockPausesMax for how many milliseconds, or somewhat more, another process's lock is waited for
     * @param between what stands between this package and each connection: nothing but in tests
     */
    DatabaseFile(Path path, int lockPausesMax, UnaryOperator<Connection> between) {
        this.path = path.toAbsolutePath().normalize();
        this.errors = new SqliteErrors(location());
        this.lockPausesMax = lockPausesMax;
        this.between = between;
    }

    Path path() {
        return path;
    }

    String location() {
        return "sqlite:" + path;
    }

    SqliteErrors errors() {
        return errors;
    }

    /** What is to become of the file. */
    enum Use {
        /** It is created and upgraded if need be. */
        BEGIN,
        /** It must be there, and is upgraded if need be. */
        CHANGE,
        /** It must be there, in the format that is read now. */
        READ
    }

    /** As {@link #open(Use)}, creating what is missing. */
    Session open() {
        return open(Use.BEGIN);
    }

    /**
     * Makes sure that the file can be used.
     *
     * @param use what may be done for that
     * @return a session for the writer
     */
    Session open(Use use) {
        if (use != Use.BEGIN) {
            checkIsThere(); // Says how a store begins, also where the folder is still missing.
        }
        checkPlace();
        if (use == Use.BEGIN) {
            createForThisUserAlone();
        }
        try {
            Session session = connect();
            try {
                if (use != Use.BEGIN) {
                    Schema.checkIsThere(session, location(), use == Use.READ);
                }
                setUp(session);
                return session;
            } catch (SQLException | RuntimeException trouble) {
                close(session);
                throw trouble;
            }
        } catch (SQLException trouble) {
            throw errors.notDone(trouble);
        }
    }

    /** Makes the file ready for this program, and the session for the writer. */
    void setUp(Session session) throws SQLException {
        Schema.check(session, location());
        useWriteAheadLog(session);
        Schema.upgrade(session, location(), Schema.STEPS);
        configure(session, WRITER_SETTINGS);
    }

    Session writer() throws SQLException {
        return connect(WRITER_SETTINGS);
    }

    Session reader() throws SQLException {
        return connect(READER_SETTINGS);
    }

    /** Closes a session that nothing depends on any more. */
    void close(Session session) {
        try {
            session.close();
        } catch (SQLException trouble) {
            LOG.warn("{}: closing a connection failed.", location(), trouble);
        }
    }

    void checkIsThere() {
        if (!Files.exists(path)) {
            throw StoreException.notDone(location() + ": there is no such file. Check --store; a new store begins with"
                    + " \"messaging serve\", or with the first user that is created.");
        }
    }

    /** Says clearly what SQLite would say late, or only hint at. */
    void checkPlace() {
        Path folder = path.getParent();
        if (folder == null || Files.isDirectory(path)) {
            throw StoreException.notDone(location() + ": this is a folder, not a file.");
        }
        if (!Files.isDirectory(folder)) {
            throw StoreException.notDone(location() + ": the folder " + folder + " does not exist.");
        }
        // SQLite would open such a file without a word, and fail at the first change.
        if (!Files.isWritable(folder) || (Files.exists(path) && !Files.isWritable(path))) {
            throw StoreException.notDone(location() + ": " + SqliteErrors.CANNOT_BE_WRITTEN + ".");
        }
    }

    /** SQLite would let everybody read a new file. Its files beside this one get the same permissions. */
    private void createForThisUserAlone() {
        if (Files.exists(path) || !path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try {
            var unused = Files.createFile(path,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException another) {
            LOG.debug("{} was created by another process just now.", location(), another);
        } catch (IOException trouble) {
            throw StoreException.notDone(location() + ": " + SqliteErrors.CANNOT_BE_WRITTEN + ".", trouble);
        }
    }

    private void useWriteAheadLog(Session session) throws SQLException {
        String mode = askPatiently(session, "PRAGMA journal_mode = WAL");
        if (!mode.equals("wal")) {
            throw StoreException.notDone(location() + ": the file cannot have a write-ahead log where it is; "
                    + "put it on a disk of this machine.");
        }
    }

    /** Where SQLite has begun to read before it needs to write, it fails at once instead of waiting for a lock. */
    private String askPatiently(Session session, String sql) throws SQLException {
        LockWait wait = new LockWait(lockPausesMax);
        for (int pauses = 0;; pauses++) {
            try {
                return session.first(sql, row -> row.getString(1)).orElseThrow();
            } catch (SQLException trouble) {
                if (SqliteErrors.kind(trouble) != SQLiteErrorCode.SQLITE_BUSY || wait.callback(pauses) == 0) {
                    throw trouble;
                }
            }
        }
    }

    /** A connection without settings. */
    Session connect() throws SQLException {
        return connect("");
    }

    /** A connection that leaves everything as it is, and takes no locks: what is in the log is not seen. */
    Session look() throws SQLException {
        return connect("?immutable=1");
    }

    private Session connect(String parameters) throws SQLException {
        // As a URI, in which no character of a path can be taken for an option.
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path.toUri() + parameters);
        BusyHandler.setHandler(connection, new LockWait(lockPausesMax));
        return new Session(between.apply(connection));
    }

    private Session connect(List<String> settings) throws SQLException {
        Session session = connect();
        try {
            configure(session, settings);
            return session;
        } catch (SQLException trouble) {
            close(session);
            throw trouble;
        }
    }

    private static void configure(Session session, List<String> settings) throws SQLException {
        for (String setting : settings) {
            session.run(setting);
        }
    }

    /**
     * Waits for another process's lock by asking every millisecond, usually 5,000 times: five seconds and more. SQLite's own way of waiting
     * asks ever more rarely, and would miss the gaps that a saturated writer leaves. An interrupt ends the wait.
     */
    private static final class LockWait extends BusyHandler {
        private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
        private static final int PAUSES_MAX = 5_000;

        private final int pausesMax;

        private LockWait(int pausesMax) {
            this.pausesMax = pausesMax;
        }

        @Override
        protected int callback(int pausesSoFar) {
            LockSupport.parkNanos(PAUSE_NANOS);
            return pausesSoFar < pausesMax && !Thread.currentThread().isInterrupted() ? 1 : 0;
        }
    }
}
