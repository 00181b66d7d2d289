package dev.messaging.core;

import dev.messaging.core.model.Password;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.port.PasswordHashing;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds how many passwords are hashed at once, how many wait for it, and how long. Hashing happens on threads of its own,
 * which the operating system interrupts for others: on virtual threads it would keep everything else from running.
 *
 * <p>There are two lanes with as many places each. Passwords that were right a little while ago go before all others, so
 * that those who are known are served although somebody floods the server with guesses.
 */
final class HashingQueue implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PasswordHashing hashing;
    private final ThreadPoolExecutor threads;
    private final Semaphore placesOfKnown;
    private final Semaphore placesOfOthers;
    private final AtomicLong turns = new AtomicLong();

    /** Which lane a password goes. */
    enum Lane {
        /** It was right a little while ago. */
        KNOWN,
        /** Nobody can tell yet. */
        OTHER
    }

    HashingQueue(PasswordHashing hashing, int atOnce, int waiting) {
        this.hashing = hashing;
        this.placesOfKnown = new Semaphore(atOnce + waiting);
        this.placesOfOthers = new Semaphore(atOnce + waiting);
        this.threads = new ThreadPoolExecutor(atOnce, atOnce, 30, TimeUnit.SECONDS, new PriorityBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("password-hashing-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    PasswordHash hash(Password password) {
        return inTurn(Lane.OTHER, () -> hashing.hash(password));
    }

    boolean verify(Password password, PasswordHash hash, Lane lane) {
        if (!hashing.understands(hash)) {
            throw new IllegalStateException("A password is kept as " + hash.kind()
                    + ", in a form that this program's PasswordHashing does not understand");
        }
        return inTurn(lane, () -> hashing.verify(password, hash));
    }

    HashingLoad load() {
        return new HashingLoad(threads.getActiveCount(), threads.getQueue().size());
    }

    private <T> T inTurn(Lane lane, Callable<T> work) {
        Semaphore places = lane == Lane.KNOWN ? placesOfKnown : placesOfOthers;
        if (!places.tryAcquire()) {
            throw new Refusal.TooBusy();
        }
        Turn<T> turn = new Turn<>(lane, turns.getAndIncrement(), work);
        try {
            threads.execute(turn);
            return outcome(turn);
        } catch (TimeoutException | CancellationException | RejectedExecutionException e) {
            throw new Refusal.TooBusy();
        } catch (ExecutionException e) {
            throw new IllegalStateException("hashing a password failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal.TooBusy();
        } finally {
            boolean unused = threads.remove(turn); // Nobody waits any more: what has not begun need not.
            places.release();
        }
    }

    /**
     * Whoever is not served in time goes away without having cost anything. What has begun is waited for: if it were thrown away,
     * a queue a little longer than the patience would be work for nothing, for everybody.
     */
    private <T> T outcome(Turn<T> turn) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return turn.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            if (threads.remove(turn)) {
                throw late;
            }
            return turn.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Those who wait are refused. */
    @Override
    public void close() {
        for (Runnable waiting : threads.shutdownNow()) {
            boolean unused = ((Turn<?>) waiting).cancel(false);
        }
    }

    private static final class Turn<T> extends FutureTask<T> implements Comparable<Turn<?>> {
        private final Lane lane;
        private final long number;

        Turn(Lane lane, long number, Callable<T> work) {
            super(work);
            this.lane = lane;
            this.number = number;
        }

        @Override
        public int compareTo(Turn<?> other) {
            return lane == other.lane ? Long.compare(number, other.number) : lane.compareTo(other.lane);
        }
    }
}
