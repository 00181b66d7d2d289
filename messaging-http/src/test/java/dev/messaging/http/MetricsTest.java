package dev.messaging.http;

import static dev.messaging.http.UsersApiTest.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.port.StoreException;
import dev.messaging.http.Served.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a scrape shows, and to whom. */
class MetricsTest {
    private static final String CHECKED = requests("GET", "checkMessages", 200);

    private static String requests(String method, String route, int status) {
        return "messaging_requests_seconds_count{method=\"" + method + "\",route=\"" + route + "\",status=\"" + status
                + "\"}";
    }

    private static Scraped scraped(Served served) {
        return Scraped.from(served.get("/metrics").text());
    }

    @Test
    void whatWasAskedIsCountedExactly() {
        try (Served served = Served.inMemory()) {
            String ada = served.user("Ada");
            String bob = served.user("Bob");
            String group = served.group("Friends");
            assertEquals(List.of(200, 200), Stream.of(ada, bob).map(user -> served.add(group, user).status()).toList());
            assertEquals(200, served.get("/v1/messages/" + ada).status());
            assertEquals(200, served.direct(ada, bob, "Hello").status());
            assertEquals(200, served.toGroup(ada, group, "Hello all").status());
            Reply two = served.get("/v1/messages/" + bob);
            assertEquals(2, two.json().path("messages").size());
            assertEquals(200, served.get("/v1/messages/" + bob + "?after=" + two.field("next")).status());
            Scraped seen = Scraped.when(() -> scraped(served), CHECKED, 3);
            assertEquals(2, seen.value("messaging_checks_total{result=\"empty\"}"));
            assertEquals(1, seen.value("messaging_checks_total{result=\"messages\"}"));
            assertEquals(2, seen.value("messaging_messages_checked_total"));
            assertEquals(1, seen.value("messaging_messages_accepted_total{recipient=\"user\"}"));
            assertEquals(1, seen.value("messaging_messages_accepted_total{recipient=\"group\"}"));
            assertEquals(1 + 2, seen.value("messaging_inbox_appends_total"));
            assertEquals(2, seen.value(requests("POST", "createUser", 200)));
            assertEquals(3, seen.value(CHECKED.replace("_count{", "_bucket{").replace("\"}", "\",le=\"+Inf\"}")));
            assertEquals(0, seen.value("messaging_requests_work"));
            assertEquals(1_000, seen.value("messaging_requests_work_max"));
        }
    }

    @Test
    void theSecondDialectIsCountedAsTheFirst() {
        try (Served served = Served.inMemory()) {
            String eve = served.post("/register_user", "{\"password\": \"Secret-eve\"}").field("user_id");
            String who = "{\"user_id\": \"" + eve + "\", \"password\": \"Secret-eve\"}";
            assertEquals(200, served.post("/check_messages", who).status());
            assertEquals(200, served.post("/send_message", who.replace("user_id", "sender_id").replace("}",
                    ", \"receiver_id\": \"" + eve + "\", \"message\": \"Hi\"}")).status());
            Scraped seen = Scraped.when(() -> scraped(served), requests("POST", "send_message", 200), 1);
            assertEquals(1, seen.value("messaging_checks_total{result=\"empty\"}"));
            assertEquals(1, seen.value("messaging_messages_accepted_total{recipient=\"user\"}"));
        }
    }

    @Test
    void whatIsRefusedIsCountedWhereverItIsRefused() throws IOException {
        HttpSettings settings = Served.settings()
                .rateLimits(RateLimits.standard().withFailedLogins(Rate.perSecond(1, 1), Rate.perSecond(9, 9)))
                .build();
        try (Served served = Served.with(MemoryStore.create(), settings)) {
            String ada = served.user("Ada", "Secret-ada");
            for (int status : new int[]{401, 429}) {
                assertEquals(status,
                        served.get("/v1/messages/" + ada, "Authorization", Served.basic(ada, "Secret-no")).status());
            }
            assertEquals(404, served.get("/nothing/" + ada).status());
            assertTrue(
                    Raw.exchange(served.server, "BREW /v1/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .startsWith("HTTP/1.1 4"));
            assertTrue(Raw.exchange(served.server, "GET /\u0007 HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 400"));
            Scraped seen = Scraped.when(() -> scraped(served), requests("other", "none", 400), 1);
            assertEquals(1, seen.value("messaging_rate_limited_total{quota=\"logins\"}"));
            assertEquals(1, seen.value(requests("GET", "checkMessages", 429)));
            assertEquals(1, seen.value(requests("GET", "none", 404)));
            assertFalse(seen.samples().toString().contains("BREW"));
            assertFalse(seen.samples().toString().contains("user-"), "no label bears an id");
        }
    }

    @Test
    void whoeverComesThroughAProxyFindsNothing() {
        try (Served served = Served.inMemory()) {
            String mediaType = served.get("/metrics").header("Content-Type");
            assertTrue(mediaType.matches("text/plain; ?version=0.0.4; ?charset=utf-8"), mediaType);
            for (String header : List.of("X-Forwarded-For", "Forwarded")) {
                assertProblem(served.get("/metrics", header, "for=127.0.0.1"), 404, "no-such-path", "");
            }
        }
    }

    @Test
    void aPortOfTheirOwnShowsThemAndNothingElse() throws Exception {
        try (Served served = Served.with(MemoryStore.create(),
                Served.settings().metricsPort(OptionalInt.of(0)).build())) {
            assertEquals(200, served.get("/health/live").status());
            String url = "http://127.0.0.1:" + served.server.metricsPort().orElseThrow();
            Reply shown = served.send(HttpRequest.newBuilder(URI.create(url + "/metrics"))
                    .header("X-Forwarded-For", "192.0.2.7"));
            assertEquals(200, shown.status());
            assertTrue(shown.text().contains("messaging_requests_work_max"), shown::text);
            assertEquals(404, served.send(HttpRequest.newBuilder(URI.create(url + "/v1/users/a"))).status());
            assertEquals(404, served.send(HttpRequest.newBuilder(URI.create(url + "/metrics"))
                    .POST(HttpRequest.BodyPublishers.noBody())).status());
            assertEquals(404, served.get("/metrics").status());
        }
    }

    @Test
    void aPortOfTheirOwnThatIsTakenIsSaidClearly() {
        try (Served first = Served.inMemory()) {
            HttpSettings same = Served.settings().metricsPort(OptionalInt.of(first.server.port())).build();
            UncheckedIOException refused = assertThrows(UncheckedIOException.class,
                    () -> MessagingServer.start(first.messaging, same));
            assertTrue(String.valueOf(refused.getMessage()).contains(":" + first.server.port() + ": "),
                    refused::getMessage);
        }
    }

    @Test
    void aScrapeNeedsNoPlaceAmongTheRequestsInWork() throws Exception {
        HookedStore store = new HookedStore();
        try (Served served = Served.with(store, Served.settings().requestsMax(1).build())) {
            String ada = served.user("Ada");
            double[] inWork = new double[2];
            store.beforeRead = () -> {
                inWork[0] = served.get("/health/live").status();
                inWork[1] = scraped(served).value("messaging_requests_work");
            };
            assertEquals(200, served.get("/v1/messages/" + ada).status());
            assertEquals(List.of(200.0, 1.0), List.of(inWork[0], inWork[1]));
        }
    }

    @Test
    void anErrorBearsTheIdThatTheLogKnowsItBy() throws IOException {
        HookedStore store = new HookedStore();
        try (Logged requests = Logged.by("dev.messaging.http.requests");
                Logged log = Logged.by(Problems.class.getName());
                Served served = Served.over(store)) {
            String ada = served.user("Ada");
            store.beforeRead = () -> {
                throw StoreException.notDone("no disk");
            };
            Reply trouble = served.get("/v1/messages/" + ada, "X-Request-Id", "proxy-7._a");
            assertEquals("proxy-7._a", trouble.field("requestId"));
            assertEquals("proxy-7._a", trouble.header("X-Request-Id"));
            store.beforeRead = () -> {
                throw new IllegalStateException("a defect");
            };
            Reply defect = served.get("/v1/messages/" + ada);
            assertProblem(defect, 500, "internal-error", "");
            assertTrue(defect.field("detail").contains(defect.field("requestId")));
            served.server.close(); // A line comes after its answer.
            assertEquals(List.of("proxy-7._a", defect.field("requestId")),
                    log.events().stream().map(event -> event.getMDCPropertyMap().get("requestId")).toList());
            assertEquals(List.of("WARN GET /v1/messages/ID 503 N ms checkMessages proxy-7._a",
                    "WARN GET /v1/messages/ID 500 N ms checkMessages " + defect.field("requestId")),
                    requests.events().stream().filter(event -> event.getLevel().toString().equals("WARN"))
                            .map(event -> event.getLevel() + " " + event.getFormattedMessage().replace(ada, "ID")
                                    .replaceAll("[0-9]+ ms", "N ms") + " "
                                    + event.getMDCPropertyMap().get("requestId"))
                            .toList());
        }
    }

    @Test
    void whatIsNoIdIsNotTakenForOneAndGoodAnswersBearNone() throws IOException {
        try (Served served = Served.inMemory()) {
            for (String given : List.of("a b", "ü", "x".repeat(65), "a\"b", "")) {
                String answer = Raw.exchange(served.server, "GET /nothing HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: "
                        + given + "\r\nConnection: close\r\n\r\n");
                assertTrue(answer.matches("(?s).*\r\nX-Request-Id: [0-9a-f]{16}\r\n.*"), answer);
            }
            assertEquals("", served.get("/health/live", "X-Request-Id", "mine").header("X-Request-Id"));
            Reply second = served.post("/send_message", "{}", "X-Request-Id", "mine");
            assertEquals("mine", second.header("X-Request-Id"));
            assertFalse(second.json().has("requestId"));
        }
    }
}
