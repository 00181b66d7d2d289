package dev.messaging.sqlite.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Callers that each wait for an answer before they ask again. */
final class Load {
    private Load() {}

    /** How many calls all callers together finish; each knows its number, from 0 up. */
    static long callsWithin(Duration duration, int callers, IntConsumer call)
            throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + duration.toNanos();
        long calls = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Long>> loops = IntStream.range(0, callers)
                    .<Callable<Long>>mapToObj(caller -> () -> callsUntil(end, caller, call)).toList();
            for (Future<Long> finished : threads.invokeAll(loops)) {
                calls += finished.get();
            }
        }
        return calls;
    }

    private static long callsUntil(long end, int caller, IntConsumer call) {
        long calls = 0;
        while (System.nanoTime() < end) {
            call.accept(caller);
            calls++;
        }
        return calls;
    }
}
