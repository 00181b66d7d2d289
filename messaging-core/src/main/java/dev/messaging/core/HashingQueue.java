package dev.messaging.core;

import dev.messaging.core.model.Password;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.port.PasswordHashing;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Bounds how many passwords are hashed at once, how many wait for it, and how long. Hashing happens on threads of its own,
 * which the operating system interrupts for others: on virtual threads it would keep everything else from running.
 */
final class HashingQueue implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PasswordHashing hashing;
    private final ThreadPoolExecutor threads;

    HashingQueue(PasswordHashing hashing, int atOnce, int waiting) {
        this.hashing = hashing;
        this.threads = new ThreadPoolExecutor(atOnce, atOnce, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting),
                Thread.ofPlatform().daemon().name("password-hashing-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    PasswordHash hash(Password password) {
        return inTurn(() -> hashing.hash(password));
    }

    boolean verify(Password password, PasswordHash hash) {
        if (!hashing.understands(hash)) {
            throw new IllegalStateException("A password is kept as " + hash.kind()
                    + ", in a form that this program's PasswordHashing does not understand");
        }
        return inTurn(() -> hashing.verify(password, hash));
    }

    private <T> T inTurn(Callable<T> work) {
        Future<T> outcome = submit(work);
        try {
            return outcome.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Refusal.TooBusy();
        } catch (ExecutionException e) {
            throw new IllegalStateException("hashing a password failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal.TooBusy();
        } finally {
            var unused = outcome.cancel(false); // Nobody waits any more: what has not begun need not.
        }
    }

    private <T> Future<T> submit(Callable<T> work) {
        try {
            return threads.submit(work);
        } catch (RejectedExecutionException full) {
            throw new Refusal.TooBusy();
        }
    }

    @Override
    public void close() {
        var unused = threads.shutdownNow();
    }
}
