package dev.messaging.core;

import dev.messaging.core.model.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets one of many callers with the same question find the answer, and the others take it from where it is remembered: a client
 * that comes with thirty requests at once has one password to be hashed, not thirty.
 */
final class OneAtATime {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** What nobody remembers is found out anew by each who waited: the last of many does not wait for all. */
    private static final int WAITS_MAX = 10;

    private final ConcurrentHashMap<String, CountDownLatch> underWay = new ConcurrentHashMap<>();

    /**
     * Answers a question.
     *
     * @param question what is asked
     * @param remembered the answer, if somebody has found it
     * @param work finds the answer, and remembers it if it is worth it
     * @throws Refusal.TooBusy if another was at it for 5 s, or too many one after another
     */
    <T> T answer(String question, Supplier<Optional<T>> remembered, Supplier<T> work) {
        CountDownLatch mine = new CountDownLatch(1);
        CountDownLatch other = underWay.putIfAbsent(question, mine);
        for (int waits = 1; other != null; waits++) {
            if (waits > WAITS_MAX) {
                throw new Refusal.TooBusy();
            }
            await(other);
            Optional<T> known = remembered.get();
            if (known.isPresent()) {
                return known.get();
            }
            other = underWay.putIfAbsent(question, mine);
        }
        try {
            return remembered.get().orElseGet(work);
        } finally {
            underWay.remove(question);
            mine.countDown();
        }
    }

    private static void await(CountDownLatch other) {
        try {
            if (!other.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Refusal.TooBusy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal.TooBusy();
        }
    }
}
