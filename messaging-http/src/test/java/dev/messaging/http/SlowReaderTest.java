package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.junit.jupiter.api.Test;

/** A client that takes too long to read a part of its answer loses its connection. */
class SlowReaderTest {
    private final ByteArrayEndPoint client = new ByteArrayEndPoint(new ScheduledExecutorScheduler(), 0);

    @Test
    void whoeverTakesTooLongIsBrokenOff() throws InterruptedException {
        SlowReader watch = new SlowReader();
        Thread watching = watch.breakOffAfter(Duration.ofMillis(1), client);
        assertTrue(watching.join(Duration.ofSeconds(20)));
        assertFalse(client.isOpen());
    }

    @Test
    void whoeverHasReadIsLeftAlone() throws InterruptedException {
        SlowReader watch = new SlowReader();
        Thread watching = watch.breakOffAfter(Duration.ofSeconds(60), client);
        watch.close();
        assertTrue(watching.join(Duration.ofSeconds(20)));
        assertTrue(client.isOpen());
    }
}
