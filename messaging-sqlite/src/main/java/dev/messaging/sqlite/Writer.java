package dev.messaging.sqlite;

import dev.messaging.core.port.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of this process that changes the file. It commits whatever waits as one batch, so that many callers
 * share one wait for the disk. A refusal undoes its own request alone; a commit that fails, fails all.
 */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    /** A batch takes in what comes while it runs, within these bounds. */
    private static final int BATCH_MAX = 256;
    private static final long BATCH_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(10);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

    private final DatabaseFile file;
    private final StoreMetrics metrics;
    private final Bounds bounds;
    private final BlockingQueue<Request<?>> queue;
    private final Request<?> end;
    private final Thread thread;
    private final LogFolding folding;
    /** The writer thread's own; absent after trouble, until the next batch opens another. */
    private @Nullable Session session;
    private volatile boolean ended;

    /**
     * What callers meet.
     *
     * @param waiting how many requests may wait
     * @param room how long a caller waits for a place among them
     * @param answer how long it then waits for the outcome
     */
    record Bounds(int waiting, Duration room, Duration answer) {
        static final Bounds USUAL = new Bounds(1_024, Duration.ofSeconds(1), Duration.ofSeconds(15));
    }

    Writer(DatabaseFile file, Session session, Bounds bounds) {
        this(file, session, bounds, StoreMetrics.none());
    }

    Writer(DatabaseFile file, Session session, Bounds bounds, StoreMetrics metrics) {
        this.file = file;
        this.metrics = metrics;
        this.session = session;
        this.bounds = bounds;
        this.queue = new ArrayBlockingQueue<>(bounds.waiting());
        this.folding = new LogFolding(file);
        this.end = request(nothing -> true);
        this.thread = Thread.ofPlatform().name("sqlite-writer").daemon().start(this::commitUntilEnd);
    }

    /**
     * Makes a change, and returns when it is on the disk.
     *
     * @throws StoreException if there is no room in the queue, no outcome in time, or trouble with the file
     */
    <T> T write(Work<T> work) {
        return metrics.timed("write", () -> outcome(work));
    }

    private <T> T outcome(Work<T> work) {
        Request<T> request = request(work);
        if (!enqueue(request, bounds.room())) {
            throw StoreException.notDone(file.location() + ": too many changes wait to be written.");
        }
        if (ended) {
            refuseWaiting();
        }
        return request.await(bounds.answer());
    }

    /** How many requests have not been begun. */
    int waiting() {
        return queue.size();
    }

    /** Finishes what waits, for 20 seconds at most (10 to get into a full queue); what comes later is refused. */
    @Override
    public void close() {
        boolean finishing = ended || enqueue(end, CLOSE_WAIT);
        try {
            if (!finishing || !thread.join(CLOSE_WAIT)) {
                LOG.warn("{}: changes were still being written when the time to close was over.", file.location());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void commitUntilEnd() {
        try {
            Gaps gaps = new Gaps();
            for (Request<?> first = next(); first != end; first = next()) {
                gaps.beforeBatch();
                commitBatch(first);
                gaps.afterBatch();
            }
        } finally {
            ended = true;
            refuseWaiting();
            folding.close();
            discardSession();
        }
    }

    private void commitBatch(Request<?> first) {
        List<Request<?>> batch = new ArrayList<>();
        try {
            Session open = session();
            open.run("BEGIN IMMEDIATE");
            attempt(first, batch, open);
            long latest = System.nanoTime() + BATCH_NANOS_MAX;
            while (batch.size() < BATCH_MAX && System.nanoTime() < latest && queue.peek() != end) {
                Request<?> another = queue.poll();
                if (another == null) {
                    break;
                }
                attempt(another, batch, open);
            }
            commit(batch, open);
        } catch (SQLException trouble) {
            fail(batch, () -> file.errors().notDone(trouble));
            first.fail(file.errors().notDone(trouble));
        } catch (RuntimeException | Error defect) {
            fail(batch, () -> file.errors().unknown(defect));
            first.fail(file.errors().unknown(defect));
        }
    }

    private static void attempt(Request<?> request, List<Request<?>> batch, Session open) throws SQLException {
        if (request.take()) {
            batch.add(request);
            request.attempt(open);
        }
    }

    private void commit(List<Request<?>> batch, Session open) {
        long begin = System.nanoTime();
        try {
            open.run("COMMIT");
            metrics.committed(true, batch.size(), begin);
        } catch (SQLException trouble) {
            metrics.committed(false, batch.size(), begin);
            fail(batch, () -> file.errors().ofCommit(trouble));
            return;
        }
        batch.forEach(Request::settle);
        folding.afterBatch(open);
    }

    /** Each caller gets an exception of its own, when what was begun has been rolled back. */
    private void fail(List<Request<?>> batch, Supplier<RuntimeException> reason) {
        discardSession();
        batch.forEach(request -> request.fail(reason.get()));
    }

    private Session session() throws SQLException {
        if (session == null) {
            session = file.writer();
        }
        return session;
    }

    /** Closing rolls back whatever was begun, so the next batch starts from a known state. */
    private void discardSession() {
        if (session != null) {
            file.close(session);
            session = null;
        }
    }

    private Request<?> next() {
        while (true) {
            try {
                return queue.take();
            } catch (InterruptedException stray) {
                LOG.warn("A rule interrupted the writer, which goes on.", stray);
            }
        }
    }

    private void refuseWaiting() {
        for (Request<?> waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
            waiting.fail(StoreException.notDone(file.location() + ": the store is closed."));
        }
    }

    private <T> Request<T> request(Work<T> work) {
        return new Request<>(work, file.errors());
    }

    private boolean enqueue(Request<?> request, Duration patience) {
        try {
            return queue.offer(request, patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
