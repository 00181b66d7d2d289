package dev.messaging.dynamo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * All that the store's protocol takes from the machine it runs on besides the database: time, chance and threads. The
 * protocol waits nowhere else, so who stands behind this decides the order of everything that happens; a simulation can
 * run it step by step.
 */
public interface Surroundings {
    /**
     * The time of day, which goes into messages and decides on nothing else but whether a delivery is overdue.
     *
     * @return milliseconds since the epoch
     */
    long nowMillis();

    /**
     * A clock that only ever goes forward, for deadlines and caches.
     *
     * @return nanoseconds since some moment
     */
    long nanoTime();

    /**
     * Chance, so that those who collided do not collide again.
     *
     * @return a number from 0 up to, but not including, 1
     */
    double jitter();

    /**
     * Waits. Returns early if the thread is interrupted, and leaves it interrupted.
     *
     * @param time how long
     */
    void sleep(Duration time);

    /**
     * Does several things at the same time, as far as the bound on that allows, and waits until all have ended.
     *
     * @param <T> what each gives
     * @param tasks what to do
     * @return what they gave, in the order of the tasks. If some failed, what the first of these threw is thrown instead,
     *     after all have ended
     */
    <T> List<T> inParallel(List<? extends Supplier<T>> tasks);

    /**
     * Does two things at the same time, as {@link #inParallel}.
     *
     * @param <A> what one gives
     * @param <B> what the other gives
     * @param <R> what both make
     * @param one the one
     * @param other the other
     * @param together puts both results together
     * @return the result
     */
    default <A, B, R> R both(Supplier<A> one, Supplier<B> other, BiFunction<A, B, R> together) {
        AtomicReference<A> a = new AtomicReference<>();
        AtomicReference<B> b = new AtomicReference<>();
        var unused = inParallel(List.<Supplier<Boolean>>of(() -> {
            a.set(one.get());
            return true;
        }, () -> {
            b.set(other.get());
            return true;
        }));
        return together.apply(a.get(), b.get());
    }

    /**
     * Does something while nobody else in this process does something under the same key; others wait in turn. The queue
     * is bounded.
     *
     * @param <T> what it gives
     * @param key what is to be had for oneself
     * @param atMost how long to wait for one's turn
     * @param task what to do; must not take another turn
     * @return what it gave
     * @throws dev.messaging.core.port.StoreException (not done) if the turn did not come in time, or the queue is full
     */
    <T> T inTurn(String key, Duration atMost, Supplier<T> task);

    /**
     * Does something soon that nobody waits for; at once, if too much of that is under way already.
     *
     * @param task what to do; must not throw
     */
    void later(Runnable task);

    /**
     * Waits until what was to be done later is done.
     *
     * @param atMost how long to wait
     */
    void settle(Duration atMost);
}
