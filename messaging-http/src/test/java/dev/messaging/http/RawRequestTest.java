package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Requests that no client library would send. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RawRequestTest {
    private static final String HEADERS = "Host: localhost\r\nConnection: close\r\n";

    private final Served served = Served.inMemory();

    @AfterAll
    void stop() {
        served.close();
    }

    @Test
    void odd_characters_in_a_path_are_an_unknown_id_or_a_bad_request() throws IOException {
        for (String id : List.of("a%2fb", "..%2fb", "%2e%2e", "a;b=c", "a%25b", "a%5cb", "%E2%82%AC", "a%20b", "a%0ab",
                "~")) {
            assertEquals("404 /problems/no-such-user",
                    outcome("GET /v1/users/" + id + " HTTP/1.1\r\n" + HEADERS + "\r\n"), id);
        }
        for (String id : List.of("%00", "user-%zz", "user-%", "user-%4", "%ff", "\u00ff", "a%u2192b", "a\\b",
                "a\u0000b", "a\tb", "%c0%80",
                "%ed%a0%80")) {
            assertEquals("400 /problems/bad-request",
                    outcome("GET /v1/users/" + id + " HTTP/1.1\r\n" + HEADERS + "\r\n"), id);
        }
    }

    @Test
    void what_breaks_the_rules_of_http_is_refused_with_a_problem() throws IOException {
        String post = "POST /v1/users/create HTTP/1.1\r\n" + HEADERS;
        for (String request : List.of("GARBAGE\r\n\r\n", "GET /v1/users/../../../x HTTP/1.1\r\n" + HEADERS + "\r\n",
                "GET /v1/users?ids=%zz HTTP/1.1\r\n" + HEADERS + "\r\n",
                "GET /v1/users?ids=%ff HTTP/1.1\r\n" + HEADERS + "\r\n",
                "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HEADERS + "Bad Header\r\n\r\n", "GET * HTTP/1.1\r\n" + HEADERS + "\r\n",
                "GET http://[::bad/ HTTP/1.1\r\n" + HEADERS + "\r\n",
                "GET http://u:p@x/ HTTP/1.1\r\n" + HEADERS + "\r\n",
                post + "Content-Length: abc\r\n\r\n", post + "Content-Length: -1\r\n\r\n",
                post + "Content-Length: 99999999999999999999999\r\n\r\n",
                post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
                post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", post + "Transfer-Encoding: gzip\r\n\r\nzz\r\n")) {
            assertEquals("400 /problems/bad-request", outcome(request), request);
        }
    }

    @Test
    void what_is_too_long_is_refused() throws IOException {
        String much = "a".repeat(20_000);
        assertEquals("414 /problems/bad-request",
                outcome("GET /v1/users/" + much + " HTTP/1.1\r\n" + HEADERS + "\r\n"));
        assertEquals("414 /problems/bad-request",
                outcome("GET /v1/users?ids=" + much + " HTTP/1.1\r\n" + HEADERS + "\r\n"));
        assertEquals("431 /problems/bad-request",
                outcome("GET /v1/users/user-1 HTTP/1.1\r\n" + HEADERS + "X: " + much + "\r\n\r\n"));
    }

    @Test
    void unknown_methods_are_not_allowed_not_even_those_of_the_library() throws IOException {
        for (String method : List.of("FOO", "foo", "PUT", "PATCH", "DELETE", "TRACE", "POST", "BEFORE", "AFTER",
                "BEFORE_MATCHED")) {
            String answer = Raw.exchange(served.server,
                    method + " / HTTP/1.1\r\n" + HEADERS + "Content-Length: 0\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 405 "), answer);
            assertTrue(answer.contains("\r\nAllow: GET, HEAD, OPTIONS\r\n"), answer);
            assertTrue(answer.contains("application/problem+json"), answer);
        }
        String overridden = Raw.exchange(served.server,
                "GET / HTTP/1.1\r\n" + HEADERS + "X-HTTP-Method-Override: BEFORE\r\n\r\n");
        assertTrue(overridden.startsWith("HTTP/1.1 200 ") && overridden.contains("\"name\""), overridden);
    }

    @Test
    void an_upgrade_is_not_taken_up() throws IOException {
        String answer = Raw.exchange(served.server,
                String.join("\r\n", "GET / HTTP/1.1", "Host: localhost", "Upgrade: websocket",
                        "Connection: Upgrade, close",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13", "", ""));
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertFalse(answer.contains("Set-Cookie"), answer);
    }

    @Test
    void a_chunked_body_is_read_up_to_the_limit_only() throws IOException {
        try (Raw raw = new Raw(served.server)) {
            raw.write("POST /v1/users/create HTTP/1.1\r\n" + HEADERS + "Transfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 17; i++) {
                raw.write("2000\r\n" + "x".repeat(8192) + "\r\n");
            }
            String answer = raw.until("\r\n\r\n"); // Although the body has no end yet.
            assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
            assertTrue(raw.rest().contains("/problems/body-too-large"));
        }
    }

    @Test
    void a_chunked_body_within_the_limit_is_taken() throws IOException {
        String answer = Raw.exchange(served.server, "POST /v1/users/create HTTP/1.1\r\n" + HEADERS
                + "Transfer-Encoding: chunked\r\n\r\n8\r\n{\"userna\r\n9\r\nme\":\"Ada\"\r\n1\r\n}\r\n0\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 200 ") && answer.contains("\"Ada\""), answer);
    }

    @Test
    void a_body_announced_as_too_long_is_refused_before_it_is_sent() throws IOException {
        String announced = "POST /v1/users/create HTTP/1.1\r\n" + HEADERS + "Content-Length: 131073\r\n";
        try (Raw raw = new Raw(served.server)) {
            raw.write(announced + "Expect: 100-continue\r\n\r\n");
            assertTrue(raw.rest().startsWith("HTTP/1.1 413 "));
        }
        try (Raw raw = new Raw(served.server)) {
            raw.write(announced + "\r\n{");
            assertTrue(raw.until("\r\n").startsWith("HTTP/1.1 413 "));
        }
    }

    /** Many clients look for an answer only after they have sent everything. */
    @Test
    void a_client_can_go_on_sending_what_was_refused() throws IOException {
        for (String path : List.of("/v1/users/create", "/nothing")) {
            try (Raw raw = new Raw(served.server)) {
                raw.write("POST " + path + " HTTP/1.1\r\n" + HEADERS + "Content-Length: 819200\r\n\r\n");
                String headers = raw.until("\r\n\r\n");
                for (int i = 0; i < 100; i++) {
                    raw.write("x".repeat(8_192));
                }
                assertTrue(headers.startsWith("HTTP/1.1 4"), headers);
                assertTrue(raw.rest().endsWith("}"));
            }
        }
    }

    @Test
    void a_body_that_ends_early_is_refused() throws IOException {
        try (Raw raw = new Raw(served.server)) {
            raw.write("POST /v1/users/create HTTP/1.1\r\n" + HEADERS + "Content-Length: 50\r\n\r\n{\"username\"");
            raw.sendNothingMore();
            String answer = raw.rest();
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            assertTrue(answer.contains("/problems/bad-request"), answer);
        }
    }

    @Test
    void a_body_that_does_not_come_is_not_waited_for_long() throws IOException {
        try (Served impatient = impatient(); Raw raw = new Raw(impatient.server)) {
            raw.write("POST /v1/users/create HTTP/1.1\r\n" + HEADERS + "Content-Length: 50\r\n\r\n{\"username\"");
            String answer = raw.rest();
            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            assertTrue(answer.contains("/problems/body-too-slow"), answer);
        }
    }

    @Test
    void a_body_that_comes_in_drops_is_not_waited_for_long() throws IOException {
        try (Served impatient = impatient(); Raw raw = new Raw(impatient.server)) {
            raw.write("POST /v1/users/create HTTP/1.1\r\n" + HEADERS + "Content-Length: 100000\r\n\r\n");
            String answer = "";
            for (int drops = 0; answer.isEmpty() && drops < 1_000; drops++) {
                raw.write(" ");
                answer = raw.untilWithin("\r\n", Duration.ofMillis(20));
            }
            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
        }
    }

    @Test
    void a_body_that_stops_after_a_while_is_not_waited_for_anew() throws IOException {
        HttpSettings settings = Served.settings().bodyWait(Duration.ofSeconds(2)).build();
        try (Served patient = Served.with(new HookedStore(), settings); Raw raw = new Raw(patient.server)) {
            raw.write("POST /v1/users/create HTTP/1.1\r\n" + HEADERS + "Content-Length: 50\r\n\r\n{");
            assertEquals("", raw.untilWithin("\r\n", Duration.ofMillis(1_500)));
            raw.write(" ");
            assertTrue(raw.untilWithin("\r\n", Duration.ofMillis(1_400)).startsWith("HTTP/1.1 408 "), "within 2 s");
        }
    }

    @Test
    void bytes_in_a_query_that_are_not_percent_encoded_are_refused() throws IOException {
        for (String raw : List.of("\u00ff", "\u00c3\u00a9", "\u00ef\u00bf\u00bd")) {
            String request = "GET /v1/users?ids=" + raw + " HTTP/1.1\r\n" + HEADERS + "\r\n";
            assertEquals("400 /problems/bad-request", outcome(request), request);
        }
    }

    @Test
    void a_body_that_would_have_to_be_unpacked_is_refused() throws IOException {
        for (String coding : List.of("gzip, chunked", "gzip\r\nTransfer-Encoding: chunked", "deflate,Chunked")) {
            String request = "POST /v1/users/create HTTP/1.1\r\n" + HEADERS + "Transfer-Encoding: " + coding
                    + "\r\n\r\n12\r\n{\"username\": \"Ada\"}\r\n0\r\n\r\n";
            assertEquals("501 /problems/bad-request", outcome(request), request);
        }
    }

    @Test
    void a_length_that_is_no_number_is_named_as_the_fault() throws IOException {
        for (String length : List.of("abc", "-1", "99999999999999999999999")) {
            String answer = Raw.exchange(served.server,
                    "POST /v1/users/create HTTP/1.1\r\n" + HEADERS + "Content-Length: " + length + "\r\n\r\n");
            assertTrue(answer.contains("Content-Length"), answer.substring(answer.indexOf("\r\n\r\n")));
        }
    }

    private static Served impatient() {
        return Served.with(new HookedStore(), Served.settings().bodyWait(Duration.ofMillis(200)).build());
    }

    /** The status and the problem's type; the body must say the same as the headers. */
    private String outcome(String request) throws IOException {
        String answer = Raw.exchange(served.server, request);
        int body = answer.indexOf("\r\n\r\n") + 4;
        JsonNode problem = JsonMapper.builder().build().readTree(answer.substring(body));
        String status = answer.split(" ", 3)[1];
        assertEquals(status, problem.path("status").asText(), answer);
        assertTrue(answer.contains("Content-Type: application/problem+json\r\n"), answer);
        assertFalse(answer.contains("\r\nServer:") || answer.contains("etty"), answer);
        assertFalse(problem.path("detail").asText().isEmpty(), answer);
        return status + " " + problem.path("type").asText();
    }
}
