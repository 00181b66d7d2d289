package dev.messaging.sqlite;

import dev.messaging.core.port.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few threads that read. Native calls hold on to the thread they run on, so callers on virtual threads wait here
 * instead of doing them themselves. Each piece of work sees one state of the file, and that state is let go of at its
 * end: nothing keeps the log from being folded into the file for longer than it takes to read a page.
 */
final class Readers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
    /**
     * As many as SQLite has places for the states that readers see, so that a new reader never has to take an old one. (It could do
     * so without harm, as the one who looks for news may have to: the log is then folded a moment later.)
     */
    static final int THREADS = 4;
    static final int WAITING_MAX = 1_024;
    private static final Duration ANSWER_WAIT = Duration.ofSeconds(10);

    private final DatabaseFile file;
    private final StoreMetrics metrics;
    private final Deque<Session> idle = new ConcurrentLinkedDeque<>();
    private final ThreadPoolExecutor threads;

    Readers(DatabaseFile file, int count) {
        this(file, count, StoreMetrics.none());
    }

    Readers(DatabaseFile file, int count, StoreMetrics metrics) {
        this.file = file;
        this.metrics = metrics;
        this.threads = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_MAX),
                Thread.ofPlatform().name("sqlite-reader-", 1).daemon().factory());
    }

    /**
     * Reads.
     *
     * @throws StoreException not done, if too many wait already, if there is no answer in time, or if there is trouble
     *     with the file
     */
    <T> T read(Work<T> work) {
        return metrics.timed("read", () -> answer(work));
    }

    private <T> T answer(Work<T> work) {
        Future<T> answer = submit(work);
        try {
            return Answers.await(answer, ANSWER_WAIT);
        } catch (Answers.NoneInTime late) {
            boolean unused = answer.cancel(false);
            throw StoreException.notDone(file.location() + ": reading takes too long.", late);
        }
    }

    private <T> Future<T> submit(Work<T> work) {
        try {
            return threads.submit(() -> onSession(work));
        } catch (RejectedExecutionException refused) {
            String reason = threads.isShutdown() ? "the store is closed." : "too many readers wait.";
            throw StoreException.notDone(file.location() + ": " + reason, refused);
        }
    }

    private <T> T onSession(Work<T> work) {
        Session session = null;
        try {
            session = idle.poll();
            if (session == null) {
                session = file.reader();
            }
            return inOneTransaction(session, work);
        } catch (SQLException trouble) {
            if (session != null) {
                file.close(session);
                session = null;
            }
            throw file.errors().notDone(trouble);
        } finally {
            if (session != null) {
                idle.push(session);
            }
        }
    }

    /** After trouble with the file there may be no transaction left to end; the session is given up then anyway. */
    private static <T> T inOneTransaction(Session session, Work<T> work) throws SQLException {
        session.run("BEGIN");
        try {
            T result = work.on(session);
            session.run("COMMIT");
            return result;
        } catch (RuntimeException | Error refused) {
            session.run("COMMIT");
            throw refused;
        }
    }

    /** How many reads have not been begun. */
    int waiting() {
        return threads.getQueue().size();
    }

    /** Lets what waits be read, for as long as its callers would wait. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(ANSWER_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("{}: somebody was still reading when the time to close was over.", file.location());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        for (Session session = idle.poll(); session != null; session = idle.poll()) {
            file.close(session);
        }
    }
}
