package dev.messaging.http;

import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the store how it is: at most once a second and one question at a time, however often somebody wants to know, and
 * without waiting long for a store that hangs.
 */
final class StoreProbe {
    private static final Logger LOG = LoggerFactory.getLogger(StoreProbe.class);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Store store;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Question last;

    StoreProbe(Store store) {
        this.store = store;
    }

    private record Question(FutureTask<String> answer, long askedNanos) {
        boolean serves() {
            return !answer.isDone() || System.nanoTime() - askedNanos < FRESH.toNanos();
        }
    }

    /** "ok", or "trouble: " and a few words for anybody: what exactly is wrong, and where the store is, stands in the log. */
    String verdict() {
        try {
            return question().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return "trouble: no answer within " + PATIENCE.toSeconds() + " s";
        } catch (ExecutionException e) {
            throw new IllegalStateException("the store's ping", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "trouble: interrupted";
        }
    }

    private FutureTask<String> question() {
        lock.lock();
        try {
            Question question = last;
            if (question == null || !question.serves()) {
                question = new Question(new FutureTask<>(this::ask), System.nanoTime());
                last = question;
                var unused = Thread.ofVirtual().name("store-probe").start(question.answer());
            }
            return question.answer();
        } finally {
            lock.unlock();
        }
    }

    private String ask() {
        try {
            store.ping();
            return "ok";
        } catch (StoreException e) {
            Problems.log(e);
            return "trouble: not usable";
        } catch (RuntimeException bug) {
            LOG.error("The store's ping failed", bug);
            return "trouble: the store failed";
        }
    }
}
