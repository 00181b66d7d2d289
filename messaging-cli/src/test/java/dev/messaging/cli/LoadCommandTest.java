package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.messaging.cli.Admin.Outcome;
import dev.messaging.core.Messaging;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.http.HttpSettings;
import dev.messaging.http.MessagingServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> BRIEFLY = Map.of("--users", "6000", "--accounts", "20",
            "--messages-a-day", "2000", "--group-share", "0.5", "--group-size", "5", "--seconds", "1", "--warm-up",
            "0");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"cursor", "timestamp", "everything"})
    void usersCheckAndTalkHoweverTheyCheck(String way) throws Exception {
        JsonNode report = loaded(false, "--check-by", way);
        for (String operation : List.of("check", "send to a user", "send to a group")) {
            assertTrue(of(report, operation).get("done").asInt() > 0, operation);
            assertEquals(0, notDone(of(report, operation)), operation + report);
        }
        assertTrue(of(report, "check").get("messages").asInt() > 0, report::toString);
        assertEquals(report, JSON.readTree(folder.resolve("report.json").toFile()));
    }

    @Test
    void protectedUsersActBySessionsAndRepeatableSendsBearKeys() throws Exception {
        JsonNode report = loaded(true, "--passwords", "--repeat-keys");
        assertTrue(of(report, "send to a group").get("done").asInt() > 0);
        report.get("operations").forEach(operation -> assertEquals(0, notDone(operation), report::toString));
    }

    @Test
    void aRouteWithoutWorkIsTheYardstickForWhatAServerHolds() throws Exception {
        try (Messaging messaging = Messaging.over(MemoryStore.create()).build();
                MessagingServer server = start(messaging)) {
            Outcome outcome = new Admin().types(briefly(server.url(), "--find-capacity", "--first-rate", "20",
                    "--last-rate", "40", "--p99-max", "60000", "--output", "json"));
            JsonNode report = JSON.readTree(outcome.answers());
            assertEquals(40, report.get("bareASecond").asInt(), 25, outcome::toString);
            assertEquals(40, report.get("operationsASecond").asInt(), 25, outcome::toString);
            assertEquals(4, report.get("nodes").size());
            assertTrue(outcome.notes().contains("bare route at 20 a second: "), outcome.notes());
            assertTrue(outcome.notes().contains("workload at 20 a second: "), outcome.notes());
        }
    }

    @Test
    void aServerThatStallsIsSeenByEveryRequestThatWasDueMeanwhile() throws Exception {
        CountDownLatch stalled = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        try (Fake fake = new Fake(exchange -> {
            if (calls.incrementAndGet() == 30) {
                stalled.countDown();
            }
            answer(exchange, 200, stalled.getCount() == 0 ? "{}" : waited(stalled));
        })) {
            JsonNode bare = of(reported(fake.url(), "--check-by", "nothing", "--messages-a-day", "0"), "bare route");
            // The thirtieth request frees the others; had each waited for the one before it, none would have come.
            assertTrue(bare.get("done").asInt() > 30, bare::toString);
            assertTrue(bare.get("p50Ms").asDouble() < bare.get("maxMs").asDouble(), bare::toString);
        }
    }

    @Test
    void whatIsPutOffRefusedUnknownAndFailedIsCountedApart() throws Exception {
        int[] statuses = {503, 429, 403, 504, 500};
        AtomicInteger sends = new AtomicInteger();
        try (Fake fake = new Fake(exchange -> {
            boolean send = exchange.getRequestURI().getPath().endsWith("/send");
            int status = send ? statuses[sends.getAndIncrement() % statuses.length] : 200;
            answer(exchange, status, "{\"userId\": \"user-1\", \"next\": \"x\", \"messages\": null}");
        })) {
            JsonNode send = of(reported(fake.url(), "--group-share", "0", "--checks-a-minute", "0"), "send to a user");
            int all = sends.get();
            assertTrue(all >= statuses.length, "only " + all);
            assertEquals(0, send.get("done").asInt());
            assertEquals(all, notDone(send));
            for (String count : List.of("refused", "unknown", "failed")) {
                assertEquals(all / 5.0, send.get(count).asInt(), 1, count);
            }
            assertEquals(2 * all / 5.0, send.get("busy").asInt(), 2);
        }
    }

    @Test
    void aReportThatCannotBeWrittenIsSaidBeforeAnythingIsMeasured() {
        Outcome outcome = new Admin().types(briefly("http://127.0.0.1:1", "--report", folder.toString()));
        assertEquals(ExitCodes.WRONG_USAGE, outcome.exitCode());
        assertTrue(outcome.notes().contains("--report " + folder + " cannot be written"), outcome.notes());
    }

    @Test
    void ratesAreNotComparedOnInboxesThatGrowFromOneToTheNext() {
        Outcome outcome = new Admin()
                .types(briefly("http://127.0.0.1:1", "--find-capacity", "--check-by", "everything"));
        assertEquals(ExitCodes.WRONG_USAGE, outcome.exitCode());
        assertTrue(outcome.notes().contains("--messages-a-day 0"), outcome.notes());
    }

    @Test
    void nothingIsMeasuredOnAServerThatDoesNotTakeUsers() {
        Outcome outcome = new Admin().types(briefly("http://127.0.0.1:1"));
        assertEquals(ExitCodes.REFUSED, outcome.exitCode());
        assertTrue(outcome.notes().contains("Nothing was measured, for creating a user did not succeed: no connection"),
                outcome.notes());
    }

    private JsonNode loaded(boolean authRequired, String... more) throws Exception {
        try (Messaging messaging = Messaging.over(MemoryStore.create()).authRequired(authRequired).build();
                MessagingServer server = start(messaging)) {
            return reported(server.url(), more);
        }
    }

    private JsonNode reported(String url, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(more));
        words.addAll(List.of("--output", "json", "--report", folder.resolve("report.json").toString()));
        return JSON.readTree(new Admin().gets(briefly(url, words.toArray(String[]::new))));
    }

    private static MessagingServer start(Messaging messaging) {
        return MessagingServer.start(messaging, HttpSettings.builder().port(0).build());
    }

    private static String[] briefly(String url, String... more) {
        List<String> words = new ArrayList<>(List.of("load", url));
        words.addAll(List.of(more));
        BRIEFLY.forEach((option, value) -> {
            if (!words.contains(option)) {
                words.addAll(List.of(option, value));
            }
        });
        return words.toArray(String[]::new);
    }

    private static JsonNode of(JsonNode report, String operation) {
        for (JsonNode one : report.get("operations")) {
            if (one.get("operation").asText().equals(operation)) {
                return one;
            }
        }
        throw new AssertionError(operation + " is missing in " + report);
    }

    private static int notDone(JsonNode operation) {
        return List.of("busy", "refused", "unknown", "failed").stream().mapToInt(count -> operation.get(count).asInt())
                .sum();
    }

    private static String waited(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS) ? "{}" : "too late";
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** A server that answers as a test wants. */
    private static final class Fake implements AutoCloseable {
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final HttpServer server;

        interface Handler {
            void handle(HttpExchange exchange) throws IOException;
        }

        Fake(Handler handler) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                if (exchange.getRequestURI().getPath().startsWith("/v1/users")
                        || exchange.getRequestURI().getPath().startsWith("/v1/messages/user")) {
                    answer(exchange, 200, "{\"userId\": \"user-1\", \"next\": \"x\", \"messages\": null}");
                } else {
                    handler.handle(exchange);
                }
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
            threads.close();
        }
    }
}
