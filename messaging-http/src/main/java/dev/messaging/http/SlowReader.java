package dev.messaging.http;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;

/**
 * Breaks the connection off if a client takes too long to read a long part of its answer. Jetty alone would wait for as
 * long as the client reads anything at all. Short parts fit into the system's own buffers.
 */
final class SlowReader {
    /** Beside the time that the part takes at {@link #BYTES_A_SECOND}. */
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final int BYTES_A_SECOND = 16 * 1024;

    private final CountDownLatch read = new CountDownLatch(1);

    /** @param bytes about how long the part is */
    static SlowReader of(HttpServletRequest request, long bytes) {
        SlowReader watch = new SlowReader();
        if (bytes > HeldMemory.USUAL_BYTES) {
            Thread unused = watch.breakOffAfter(GRACE.plusSeconds(bytes / BYTES_A_SECOND), Body.endPoint(request));
        }
        return watch;
    }

    /** Tells which thread waits for it. */
    Thread breakOffAfter(Duration wait, EndPoint client) {
        return Thread.ofVirtual().name("slow-reader").start(() -> {
            if (!readWithin(wait)) {
                client.close();
            }
        });
    }

    private boolean readWithin(Duration wait) {
        try {
            return read.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The part has been written. */
    void close() {
        read.countDown();
    }
}
