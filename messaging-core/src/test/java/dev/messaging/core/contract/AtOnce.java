package dev.messaging.core.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many callers at the same time. */
final class AtOnce {
    private AtOnce() {}

    /** Runs all tasks at the same time and gives what they return. */
    @CanIgnoreReturnValue
    static List<Object> run(List<Callable<?>> tasks) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (Callable<?> task : tasks) {
                running.add(threads.submit(task));
            }
            List<Object> results = new ArrayList<>();
            for (Future<?> result : running) {
                results.add(result.get());
            }
            return results;
        }
    }
}
