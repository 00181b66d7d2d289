package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThreadSurroundingsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private final Surroundings surroundings = new ThreadSurroundings(Clock.systemUTC());

    @Test
    void tasksRunAtTheSameTimeAndGiveTheirResultsInOrder() {
        CyclicBarrier together = new CyclicBarrier(8);
        List<Integer> results = surroundings
                .inParallel(IntStream.range(0, 8).<Supplier<Integer>>mapToObj(i -> () -> {
                    await(together);
                    return i;
                }).toList());
        assertEquals(IntStream.range(0, 8).boxed().toList(), results);
        assertEquals(List.of(), surroundings.inParallel(List.<Supplier<Integer>>of()));
    }

    @Test
    void thousandsOfTasksNestedAreAllDoneWithinTheBound() {
        AtomicInteger done = new AtomicInteger();
        var unused = surroundings.inParallel(IntStream.range(0, 200)
                .<Supplier<List<Integer>>>mapToObj(i -> () -> surroundings.inParallel(IntStream.range(0, 20)
                        .<Supplier<Integer>>mapToObj(j -> done::incrementAndGet).toList()))
                .toList());
        assertEquals(4_000, done.get());
    }

    @Test
    void theFirstFailureIsThrownWhenAllHaveEnded() {
        AtomicInteger ended = new AtomicInteger();
        RuntimeException first = new IllegalArgumentException("first");
        List<Supplier<Integer>> tasks = List.of(ended::incrementAndGet, () -> {
            throw first;
        }, () -> {
            throw new IllegalStateException("second");
        }, ended::incrementAndGet);
        assertSame(first, assertThrows(RuntimeException.class, () -> {
            var unused = surroundings.inParallel(tasks);
        }));
        assertEquals(2, ended.get());
    }

    @Test
    void bothResultsArePutTogether() {
        assertEquals("a1", surroundings.both(() -> "a", () -> 1, (a, one) -> a + one));
    }

    @Test
    void whoCannotHaveATurnInTimeIsToldThatNothingWasDone() throws InterruptedException {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        Thread holder = Thread.ofVirtual().start(() -> {
            var unused = surroundings.inTurn("inbox", SOON, () -> {
                taken.countDown();
                return await(finish);
            });
        });
        assertTrue(await(taken));
        StoreException refused = assertThrows(StoreException.class, () -> {
            var unused = surroundings.inTurn("inbox", Duration.ofMillis(5), () -> "never");
        });
        assertEquals(Outcome.NOT_DONE, refused.outcome());
        finish.countDown();
        holder.join();
        assertEquals("now", surroundings.inTurn("inbox", SOON, () -> "now"));
    }

    @Test
    void turnsOfOneKeyNeverOverlap() {
        int[] unguarded = {0};
        var unused = surroundings.inParallel(IntStream.range(0, 40)
                .<Supplier<Integer>>mapToObj(i -> () -> surroundings.inTurn("inbox", SOON, () -> ++unguarded[0]))
                .toList());
        assertEquals(40, unguarded[0]);
    }

    @Test
    void settlingWaitsForWhatWasLeftForLater() {
        AtomicInteger done = new AtomicInteger();
        IntStream.range(0, 1_000).forEach(i -> surroundings.later(done::incrementAndGet));
        surroundings.settle(SOON);
        assertEquals(1_000, done.get());
    }

    @Test
    void aSleeperThatIsInterruptedWakesUpAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        surroundings.sleep(Duration.ofHours(1));
        assertTrue(Thread.interrupted());
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            int arrival = barrier.await(SOON.toSeconds(), TimeUnit.SECONDS);
            assertTrue(arrival >= 0);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
