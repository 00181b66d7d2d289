package dev.messaging.sqlite;

import dev.messaging.core.port.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One caller's change on its way through the writer. The caller learns nothing before the batch is committed: a refusal
 * too may rest on what a neighbour in the batch did.
 *
 * @param <T> what the caller gets
 */
final class Request<T> {
    private enum State {
        WAITING, TAKEN, WITHDRAWN
    }

    private final Work<T> work;
    private final SqliteErrors errors;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private Runnable outcome = () -> {};

    Request(Work<T> work, SqliteErrors errors) {
        this.work = work;
        this.errors = errors;
    }

    /** From here on the change may take effect; false if the caller has given up. */
    boolean take() {
        return state.compareAndSet(State.WAITING, State.TAKEN);
    }

    /** Does the work so that it can be undone without its neighbours. */
    void attempt(Session session) throws SQLException {
        session.run("SAVEPOINT request");
        try {
            T value = work.on(session);
            outcome = () -> answer.complete(value);
        } catch (SQLException trouble) {
            undoAfter(trouble, session);
        } catch (RuntimeException | Error refused) {
            undo(session, refused);
        }
        session.run("RELEASE request");
    }

    /** Some trouble, such as a full disk, ends the whole transaction; then all that is left to tell is the trouble. */
    private void undoAfter(SQLException trouble, Session session) throws SQLException {
        try {
            undo(session, errors.notDone(trouble));
        } catch (SQLException ended) {
            trouble.addSuppressed(ended);
            throw trouble;
        }
    }

    private void undo(Session session, Throwable reason) throws SQLException {
        session.run("ROLLBACK TO request");
        outcome = () -> answer.completeExceptionally(reason);
    }

    /** The batch is committed. */
    void settle() {
        outcome.run();
    }

    /** The batch failed. */
    void fail(RuntimeException reason) {
        answer.completeExceptionally(reason);
    }

    /**
     * Waits for the outcome.
     *
     * @throws StoreException not done, if the writer did not come to it in time; unknown, if it came but did not finish
     */
    T await(Duration patience) {
        try {
            return Answers.await(answer, patience);
        } catch (Answers.NoneInTime late) {
            if (state.compareAndSet(State.WAITING, State.WITHDRAWN)) {
                throw StoreException.notDone(errors.location() + ": too many changes wait to be written.", late);
            }
            throw StoreException.unknown(errors.location() + ": writing takes too long; the change may still be made.",
                    late);
        }
    }
}
