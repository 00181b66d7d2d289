package dev.messaging.http;

import static dev.messaging.http.UsersApiTest.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.port.StoreException;
import dev.messaging.http.Served.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Starting, stopping, and what happens when there is too much to do. */
class LifecycleTest {
    /** A request whose body may come when it likes, after the server has said that it waits for it. */
    private static final String HEAD = String.join("\r\n", "POST /v1/users/create HTTP/1.1", "Host: localhost",
            "Expect: 100-continue", "Content-Length: 19", "", "");

    private final HookedStore store = new HookedStore();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch sending = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void endThreads() {
        goOn.countDown();
        threads.close();
    }

    @Test
    void a_taken_port_is_said_clearly() {
        try (Served first = Served.inMemory()) {
            HttpSettings same = HttpSettings.builder().port(first.server.port()).build();

            UncheckedIOException refused = assertThrows(UncheckedIOException.class,
                    () -> MessagingServer.start(first.messaging, same));

            assertTrue(
                    String.valueOf(refused.getMessage())
                            .contains("cannot listen on 127.0.0.1:" + first.server.port() + ": "),
                    refused.getMessage());
            assertInstanceOf(BindException.class, assertInstanceOf(IOException.class, refused.getCause()).getCause());
            assertEquals(200, first.get("/health/live").status());
        }
    }

    @Test
    void settings_that_make_no_sense_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> HttpSettings.builder().port(-1).build());
        assertThrows(IllegalArgumentException.class, () -> HttpSettings.builder().port(65_536).build());
        assertThrows(IllegalArgumentException.class, () -> HttpSettings.builder().requestsMax(0).build());
        assertThrows(IllegalArgumentException.class, () -> HttpSettings.builder().connectionsMax(0).build());
        assertThrows(IllegalArgumentException.class, () -> HttpSettings.builder().idleWait(Duration.ZERO).build());
        assertThrows(IllegalArgumentException.class, () -> HttpSettings.builder().bodyWait(Duration.ZERO).build());
        assertThrows(IllegalArgumentException.class,
                () -> HttpSettings.builder().drainWait(Duration.ofMillis(-1)).build());
    }

    @Test
    void a_small_heap_has_room_for_fewer_connections() {
        assertEquals(4_096, HttpSettings.connectionsFor(256L << 20));
        assertEquals(8_192, HttpSettings.connectionsFor(512L << 20));
        assertEquals(10_000, HttpSettings.connectionsFor(4L << 30));
        assertEquals(100, HttpSettings.connectionsFor(1));
    }

    @Test
    void closing_lets_running_requests_finish_and_refuses_new_ones() throws Exception {
        Served served = Served.over(store);
        String ada = served.user("Ada");
        CompletableFuture<Reply> slow = slowSend(served, ada);

        CompletableFuture<Void> closed = CompletableFuture.runAsync(served.server::close, threads);
        Reply ready = served.get("/health/ready");
        while (ready.status() == 200) { // until the other thread has begun to close
            ready = served.get("/health/ready");
        }

        assertEquals("{\"status\":\"stopping\",\"store\":\"ok\"}", ready.text());
        assertEquals(503, ready.status());
        assertEquals(200, served.get("/health/live").status());
        Reply refused = served.get("/v1/messages/" + ada);
        assertProblem(refused, 503, "stopping", "");
        assertEquals("1", refused.header("Retry-After"));
        assertEquals("close", refused.header("Connection"));
        assertEquals("close", ready.header("Connection"));
        assertFalse(closed.isDone());
        goOn.countDown();
        Reply finished = slow.get(20, TimeUnit.SECONDS);
        assertEquals(200, finished.status());
        assertEquals("close", finished.header("Connection"));
        closed.get(20, TimeUnit.SECONDS);
        UncheckedIOException gone = assertThrows(UncheckedIOException.class, () -> served.get("/health/live"));
        assertInstanceOf(ConnectException.class, gone.getCause());
        assertTimeout(Duration.ofSeconds(10), served::close, "closing twice must not wait again");
    }

    @Test
    void closing_waits_for_a_bounded_time() throws Exception {
        Served served = Served.with(store, Served.settings().drainWait(Duration.ofMillis(50)).build());
        String ada = served.user("Ada");
        CompletableFuture<Reply> slow = slowSend(served, ada);

        served.server.close();

        assertThrows(ExecutionException.class, () -> slow.get(20, TimeUnit.SECONDS));
        goOn.countDown();
        served.close();
    }

    @Test
    void one_request_too_many_is_refused_at_once_but_health_is_not() throws Exception {
        try (Served served = Served.with(store, Served.settings().requestsMax(1).build())) {
            String ada = served.user("Ada");
            CompletableFuture<Reply> slow = slowSend(served, ada);

            Reply refused = served.direct(ada, ada, "second", "Origin", "http://localhost:5173");

            assertProblem(refused, 503, "busy", "");
            assertEquals("1", refused.header("Retry-After"));
            assertEquals("http://localhost:5173", refused.header("Access-Control-Allow-Origin"));
            assertEquals(200, served.get("/health/ready").status());
            goOn.countDown();
            assertEquals(200, slow.get(20, TimeUnit.SECONDS).status());
            // The place is free again when the answer is out, which is a moment after it came.
            assertEquals(200, assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                int status;
                do {
                    status = served.get("/v1/messages/" + ada).status();
                } while (status == 503);
                return status;
            }));
        }
    }

    @Test
    void a_fifth_of_the_places_is_for_checks_alone() throws Exception {
        try (Served served = Served.with(store, Served.settings().requestsMax(5).build())) {
            String ada = served.user("Ada");
            CountDownLatch allSending = new CountDownLatch(4);
            store.beforeDeliver = () -> {
                allSending.countDown();
                await(goOn);
            };
            List<CompletableFuture<Reply>> slow = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> served.direct(ada, ada, "slow"), threads))
                    .toList();
            assertTrue(allSending.await(20, TimeUnit.SECONDS));
            assertProblem(served.direct(ada, ada, "one too many"), 503, "busy", "");
            assertProblem(served.get("/v1/users/" + ada), 503, "busy", "");
            assertEquals(200, served.get("/v1/messages/" + ada).status());
            goOn.countDown();
            for (CompletableFuture<Reply> one : slow) {
                assertEquals(200, one.get(20, TimeUnit.SECONDS).status());
            }
            awaitRoom(served);
            assertEquals(200, served.direct(ada, ada, "now there is room").status());
        }
    }

    @Test
    void bodies_on_their_way_take_no_room_from_requests_in_work() throws IOException {
        try (Served served = Served.with(store, Served.settings().requestsMax(1).build());
                Raw first = new Raw(served.server);
                Raw second = new Raw(served.server);
                Raw third = new Raw(served.server);
                Raw fourth = new Raw(served.server)) {
            for (Raw sender : List.of(first, second, third)) {
                sender.write(HEAD);
                assertTrue(sender.until("\r\n\r\n").contains(" 100 "));
            }
            String ada = served.user("Ada");
            assertTrue(ada.startsWith("user-"), ada);
            awaitRoom(served);
            fourth.write(HEAD);
            assertTrue(fourth.until("\r\n\r\n").contains(" 100 "));

            assertProblem(served.direct(ada, ada, "one too many"), 503, "busy", "");
            assertEquals(200, served.get("/v1/users/" + ada).status());
            awaitRoom(served);

            for (Raw sender : List.of(first, second, third, fourth)) {
                sender.write("{\"username\": \"Bob\"}");
                String answer = sender.until("}");
                assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
                awaitRoom(served);
            }
            assertEquals(200, served.direct(ada, ada, "now there is room").status());
        }
    }

    /** The place of a request is free a moment after its answer. */
    private static void awaitRoom(Served served) {
        while (served.server.requestsInWork() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void closing_waits_for_a_body_that_is_on_its_way() throws Exception {
        Served served = Served.over(store);
        try (Raw sender = new Raw(served.server)) {
            sender.write(HEAD);
            assertTrue(sender.until("\r\n\r\n").contains(" 100 "));
            CompletableFuture<Void> closed = CompletableFuture.runAsync(served.server::close, threads);
            Reply ready = served.get("/health/ready");
            while (ready.status() == 200) { // until the other thread has begun to close
                ready = served.get("/health/ready");
            }

            sender.write("{\"username\": \"Bob\"}");

            assertTrue(sender.rest().startsWith("HTTP/1.1 200 "));
            closed.get(20, TimeUnit.SECONDS);
        } finally {
            served.close();
        }
    }

    @Test
    void one_connection_too_many_waits_until_there_is_room() throws IOException {
        String request = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (Served served = Served.with(store, Served.settings().connectionsMax(1).build());
                Raw first = new Raw(served.server);
                Raw second = new Raw(served.server)) {
            first.write(request);
            assertTrue(first.until("\r\n").contains(" 200 "));
            second.write(request);
            assertEquals("", second.untilWithin("\r\n", Duration.ofMillis(200)));
            first.sendNothingMore();
            assertTrue(second.untilWithin("\r\n", Duration.ofSeconds(20)).contains(" 200 "));
        }
    }

    @Test
    void refused_and_failed_requests_make_room_again() {
        try (Served served = Served.with(store, Served.settings().requestsMax(1).build())) {
            store.beforeDeliver = () -> {
                throw StoreException.notDone("no");
            };
            String ada = served.user("Ada");
            for (int i = 0; i < 5; i++) {
                assertEquals(503, served.direct(ada, ada, "x").status());
                assertEquals(404, served.get("/v1/users/nobody").status());
                assertEquals(413, served.post("/v1/users/create", new byte[Body.BYTES_MAX + 1]).status());
            }
            assertEquals(200, served.get("/v1/users/" + ada).status());
        }
    }

    @Test
    void a_store_in_trouble_is_shown_but_leaves_the_server_ready() {
        try (Served served = Served.over(store)) {
            store.beforePing = () -> {
                throw StoreException.notDone("http://10.0.0.7:8000 refuses the connection");
            };

            Reply ready = served.get("/health/ready");

            assertEquals(200, ready.status());
            assertEquals("{\"status\":\"ready\",\"store\":\"trouble: not usable\"}", ready.text());
        }
    }

    @Test
    void a_store_that_hangs_is_neither_waited_for_nor_asked_again() {
        try (Served served = Served.over(store)) {
            AtomicInteger pings = new AtomicInteger();
            store.beforePing = () -> {
                pings.incrementAndGet();
                await(goOn);
            };

            for (int i = 0; i < 2; i++) {
                assertEquals("trouble: no answer within 1 s", served.get("/health/ready").field("store"));
            }

            assertEquals(1, pings.get());
            goOn.countDown();
        }
    }

    @Test
    void every_request_has_a_virtual_thread() {
        try (Served served = Served.over(store)) {
            AtomicBoolean virtual = new AtomicBoolean();
            store.beforeRead = () -> virtual.set(Thread.currentThread().isVirtual());
            assertEquals(200, served.get("/v1/messages/" + served.user("Ada")).status());
            assertTrue(virtual.get());
        }
    }

    @Test
    void health_does_not_hammer_the_store() {
        try (Served served = Served.over(store)) {
            AtomicInteger pings = new AtomicInteger();
            store.beforePing = pings::incrementAndGet;
            long begin = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                assertEquals("ok", served.get("/health/ready").field("store"));
            }
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
            assertTrue(pings.get() <= 1 + seconds, pings::toString);
        }
    }

    /** A send that is in work until {@link #goOn}. */
    private CompletableFuture<Reply> slowSend(Served served, String user) throws InterruptedException {
        store.beforeDeliver = () -> {
            sending.countDown();
            await(goOn);
        };
        CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(() -> served.direct(user, user, "slow"),
                threads);
        assertTrue(sending.await(20, TimeUnit.SECONDS));
        return reply;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw StoreException.unknown("interrupted", e);
        }
    }
}
