package dev.messaging.http;

import static dev.messaging.http.UsersApiTest.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messaging.core.Access;
import dev.messaging.core.Caller;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.StoreException;
import dev.messaging.http.Served.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An inbox that takes three reads of the store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamingTest {
    private static final int MESSAGES = 1_200;

    private final HookedStore store = new HookedStore();
    private final Served served = Served.over(store);
    private final String ada = fill(served.messaging.as(Caller.anonymous()));

    private static String fill(Access access) {
        UserId ada = access.users().create(new Name("Ada")).id();
        for (int i = 0; i < MESSAGES; i++) {
            var unused = access.messages().send(ada, ada, new Text("m" + i));
        }
        return ada.value();
    }

    @AfterAll
    void stop() {
        served.close();
    }

    @Test
    void streams_a_whole_inbox_in_order() {
        Reply reply = served.get("/v1/messages/" + ada);

        List<String> texts = reply.json().path("messages").findValuesAsText("message");
        assertEquals(MESSAGES, texts.size());
        assertEquals("m0", texts.getFirst());
        assertEquals("m1199", texts.getLast());
        assertEquals("chunked", reply.header("Transfer-Encoding"));
        JsonNode rest = served.get("/v1/messages/" + ada + "?after=" + reply.field("next")).json();
        assertTrue(rest.path("messages").isNull());
        assertEquals(1_000, served.get("/v1/messages/" + ada + "?limit=1000").json().path("messages").size());
    }

    @Test
    void breaks_the_answer_off_when_the_store_fails_in_the_middle() throws IOException {
        for (RuntimeException failure : List.of(StoreException.notDone("out of order"),
                new IllegalStateException("a bug"))) {
            failOnRead(8, failure);

            assertThrows(UncheckedIOException.class, () -> served.get("/v1/messages/" + ada));

            failOnRead(8, failure);
            String answer = Raw.exchange(served.server,
                    "GET /v1/messages/" + ada + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            assertFalse(answer.contains("]"), "the array must not be closed");
            assertFalse(answer.contains("\r\n0\r\n"), "nor the body ended");
            assertFalse(answer.contains("problem"), "nor anything added");
        }
        assertEquals(200, served.get("/v1/messages/" + ada).status());
    }

    @Test
    void an_answer_that_was_broken_off_is_logged_as_such() throws IOException {
        String request = "GET /v1/messages/" + ada
                + " HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: own\r\nConnection: close\r\n\r\n";
        try (Logged requests = Logged.by("dev.messaging.http.requests");
                MessagingServer own = MessagingServer.start(served.messaging, Served.settings().build())) {
            failOnRead(8, StoreException.notDone("out of order"));
            assertFalse(Raw.exchange(own, request).endsWith("}"));
            assertTrue(Raw.exchange(own, request).endsWith("}"));

            // While the server runs: one that stops may end before the line that comes after an answer.
            List<String> lines = requests.linesOf("own", 2).stream()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .toList(); // In whichever order they came: nothing says when a broken-off request has ended.
            assertEquals(2, lines.size(), lines::toString);
            assertTrue(lines.get(0).matches("GET /v1/messages/" + ada + " 200 broken off [0-9]+ ms checkMessages"),
                    lines::toString);
            assertTrue(lines.get(1).matches("GET /v1/messages/" + ada + " 200 [0-9]+ ms checkMessages"),
                    lines::toString);
        }
    }

    @Test
    void trouble_with_the_store_is_one_line_in_the_log() {
        try (Logged problems = Logged.by(Problems.class.getName())) {
            failOnRead(1, StoreException.unknown("silence", new IOException("refused")));
            assertEquals(504, served.get("/v1/messages/" + ada).status());
            failOnRead(1, StoreException.notDone("out of order"));
            assertEquals(503, served.get("/v1/messages/" + ada).status());

            assertEquals(List.of("Store trouble, UNKNOWN: silence (java.io.IOException: refused)",
                    "Store trouble, NOT_DONE: out of order"), problems.lines());
            assertTrue(problems.events().stream().allMatch(event -> event.getThrowableProxy() == null), "no traces");
        }
    }

    @Test
    void answers_with_a_problem_when_the_store_fails_before_the_answer_begins() {
        failOnRead(1, StoreException.notDone("out of order"));
        Reply refused = served.get("/v1/messages/" + ada);
        assertProblem(refused, 503, "store-unavailable", "");
        assertEquals("1", refused.header("Retry-After"));
        assertFalse(refused.text().contains("out of order"));

        failOnRead(1, StoreException.unknown("silence", new IOException()));
        Reply unknown = served.get("/v1/messages/" + ada);
        assertProblem(unknown, 504, "outcome-unknown", "");
        assertTrue(unknown.field("detail").contains("only with the same Idempotency-Key"));

        failOnRead(1, new IllegalStateException("secret"));
        Reply bug = served.get("/v1/messages/" + ada);
        assertProblem(bug, 500, "internal-error", "");
        assertFalse(bug.text().contains("secret"));
        assertTrue(bug.field("detail").endsWith(" " + bug.field("requestId") + "."), bug::toString);
    }

    @Test
    void head_reads_one_page_and_says_what_get_says() {
        AtomicInteger reads = new AtomicInteger();
        store.beforeRead = reads::incrementAndGet;

        for (String query : List.of("", "?limit=10")) {
            reads.set(0);
            Reply head = served
                    .send(served.request("/v1/messages/" + ada + query).method("HEAD", BodyPublishers.noBody()));
            assertEquals(1, reads.get());
            Reply get = served.get("/v1/messages/" + ada + query);
            assertEquals(200, head.status());
            assertEquals("", head.text());
            assertEquals(names(get), names(head));
            assertEquals(get.header("Content-Length"), head.header("Content-Length"));
        }
    }

    private static Set<String> names(Reply reply) {
        Set<String> names = new HashSet<>(reply.response().headers().map().keySet());
        names.remove("transfer-encoding"); // About a body.
        return names;
    }

    private void failOnRead(int which, RuntimeException failure) {
        AtomicInteger reads = new AtomicInteger();
        store.beforeRead = () -> {
            if (reads.incrementAndGet() == which) {
                throw failure;
            }
        };
    }
}
