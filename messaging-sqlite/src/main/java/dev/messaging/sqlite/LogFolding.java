package dev.messaging.sqlite;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the write-ahead log short. Left to itself, SQLite folds the log into the file without ever waiting for readers,
 * so beside readers that never pause the log would grow for ever. This waits for them: their transactions are as short
 * as a page, and who comes meanwhile is not held up. Somebody else's long reader is not waited for: then the log grows
 * by another thousand pages before the next attempt.
 */
final class LogFolding {
    private static final Logger LOG = LoggerFactory.getLogger(LogFolding.class);
    /** Four megabytes. */
    private static final int PAGES = 1_000;
    private static final String WAIT_AT_MOST = "PRAGMA busy_timeout = 50";

    private final DatabaseFile file;
    private int foldAt = PAGES;
    private @Nullable Session session;

    LogFolding(DatabaseFile file) {
        this.file = file;
    }

    /** What was committed is safe, whatever happens here. */
    void afterBatch(Session writer) {
        try {
            int pages = writer.first("PRAGMA wal_checkpoint(NOOP)", row -> row.getInt(2)).orElseThrow();
            if (pages < PAGES) {
                foldAt = PAGES;
            } else if (pages >= foldAt) {
                foldAt = fold() ? PAGES : pages + PAGES;
            }
        } catch (SQLException trouble) {
            LOG.warn("{}: the log could not be folded into the file.", file.location(), trouble);
        }
    }

    private boolean fold() throws SQLException {
        if (session == null) {
            session = session(file);
        }
        boolean readerInTheWay = session.first("PRAGMA wal_checkpoint(RESTART)", row -> row.getBoolean(1))
                .orElseThrow();
        return !readerInTheWay;
    }

    /** Like the writer's: what is folded into the file is as safe on the disk as the log was. */
    static Session session(DatabaseFile file) throws SQLException {
        Session session = file.writer();
        session.run(WAIT_AT_MOST);
        return session;
    }

    void close() {
        if (session != null) {
            file.close(session);
            session = null;
        }
    }
}
