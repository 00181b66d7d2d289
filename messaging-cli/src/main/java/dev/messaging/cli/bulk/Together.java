package dev.messaging.cli.bulk;

import dev.messaging.core.port.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks a store several things at once: one that is far away answers many as fast as one. */
final class Together implements AutoCloseable {
    /** Few enough to keep a small store free for others. */
    static final int AT_ONCE = 16;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** The answers, in the order of the questions, of which there are {@link #AT_ONCE} at most. */
    <T> List<T> all(List<Callable<T>> questions) {
        List<Future<T>> asked = questions.stream().map(threads::submit).toList();
        List<T> answers = new ArrayList<>();
        asked.forEach(one -> answers.add(answer(one)));
        return answers;
    }

    private static <T> T answer(Future<T> asked) {
        try {
            return asked.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw StoreException.notDone("Reading was interrupted.", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException why) {
                throw why;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
