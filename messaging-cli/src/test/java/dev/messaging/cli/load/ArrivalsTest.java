package dev.messaging.cli.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of a server that answers at once. */
class ArrivalsTest {
    private static final Workload FIFTY_A_SECOND = new Workload(50, 1, 60, 0, 0, 1, 1, CheckBy.nothing, false, false);
    private static final Duration NO_TIME = Duration.ZERO;
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;
    private final Wire wire;

    ArrivalsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        wire = new Wire(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Duration.ofSeconds(30));
    }

    @BeforeEach
    void listen() {
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        wire.close();
        server.stop(0);
        threads.close();
    }

    @Test
    void whatIsLateBeginsItsTimeWhenItWasDue() {
        CountDownLatch once = new CountDownLatch(1);
        Measured measured = run(NO_TIME, 5_000, soFar -> {
            if (once.getCount() > 0) {
                once.countDown();
                LockSupport.parkNanos(Duration.ofMillis(600).toNanos());
            }
        });
        assertTrue(once.getCount() == 0, "nothing was held up");
        // For 600 of 2,000 ms nothing began: 3 of 20 requests waited for 200 ms or longer, however fast the answers came.
        assertTrue(measured.millisAt(90) >= 100, measured.millisAt(90) + " ms");
        assertTrue(measured.lateMillisAt(90) >= 100, measured.lateMillisAt(90) + " ms");
    }

    @Test
    void whatComesInTheWarmUpIsNotCounted() {
        Measured measured = run(Duration.ofSeconds(1), 5_000, soFar -> {});
        assertTrue(measured.due() > 0 && measured.due() < requests.get(), measured.due() + " of " + requests);
        assertEquals(measured.due(), measured.of(Outcome.DONE));
    }

    @Test
    void theSameSeedLetsAsMuchBeDue() {
        assertEquals(run(NO_TIME, 5_000, soFar -> {}).due(), run(NO_TIME, 5_000, soFar -> {}).due());
    }

    @Test
    void oneMoreThanMayBeUnansweredIsNotSentAndCounted() throws IOException {
        HttpServer silent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        silent.createContext("/", exchange -> LockSupport.parkNanos(TWO_SECONDS.multipliedBy(2).toNanos()));
        silent.start();
        try (Wire slow = new Wire(URI.create("http://127.0.0.1:" + silent.getAddress().getPort()),
                Duration.ofSeconds(3))) {
            Measured measured = new Arrivals(FIFTY_A_SECOND, Population.nobody(), new Calls(slow, FIFTY_A_SECOND), 1, 3)
                    .run(NO_TIME, TWO_SECONDS, soFar -> {});
            assertEquals(3, measured.of(Outcome.FAILED));
            assertEquals(measured.due() - 3, measured.notSentSoFar());
        } finally {
            silent.stop(0);
        }
    }

    private Measured run(Duration warmUp, int unansweredMax, Consumer<Measured> eachSecond) {
        return new Arrivals(FIFTY_A_SECOND, Population.nobody(), new Calls(wire, FIFTY_A_SECOND), 1, unansweredMax)
                .run(warmUp, TWO_SECONDS, eachSecond);
    }
}
