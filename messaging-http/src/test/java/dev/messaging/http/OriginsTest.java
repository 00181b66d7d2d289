package dev.messaging.http;

import static dev.messaging.http.UsersApiTest.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.memory.MemoryStore;
import dev.messaging.http.Served.Reply;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OriginsTest {
    private static final String ADA = "{\"username\": \"Ada\"}";

    private final Served served = Served.with(MemoryStore.create(),
            Served.settings().corsOrigins(List.of("https://chat.example.com", "HTTP://Intranet:8080")).build());

    @AfterAll
    void stop() {
        served.close();
    }

    @Test
    void pages_of_allowed_origins_may_call() {
        for (String origin : List.of("https://chat.example.com", "https://chat.example.com:443", "http://intranet:8080",
                "http://localhost", "http://localhost:5173", "https://127.0.0.1:8443", "http://[::1]:3000",
                served.server.url())) {
            Reply preflight = preflight(origin, "/v1/users/create");
            assertEquals(204, preflight.status(), origin);
            assertEquals(origin, preflight.header("Access-Control-Allow-Origin"));
            assertEquals("POST", preflight.header("Access-Control-Allow-Methods"));
            assertEquals("content-type", preflight.header("Access-Control-Allow-Headers"));
            Reply created = served.post("/v1/users/create", ADA, "Origin", origin);
            assertEquals(200, created.status(), origin);
            assertEquals(origin, created.header("Access-Control-Allow-Origin"));
            assertEquals("Origin", created.header("Vary"));
            String exposed = created.header("Access-Control-Expose-Headers");
            assertEquals("ETag,Preference-Applied,Retry-After,RateLimit,RateLimit-Policy,X-Request-Id", exposed);
            assertEquals(origin,
                    served.get("/v1/users/nobody", "Origin", origin).header("Access-Control-Allow-Origin"));
        }
    }

    @Test
    void pages_of_other_origins_may_not_call() {
        for (String origin : List.of("https://evil.example", "http://chat.example.com", "https://chat.example.com:444",
                "https://chat.example.com.evil.example", "https://a.chat.example.com", "null", "", "garbage", "http://",
                "file://",
                "http://localhost.evil.example", "http://localhost@evil.example", "http://127.0.0.1.evil.example",
                "https://chat.example.com/", "ftp://localhost")) {
            Reply refused = served.post("/v1/users/create", ADA, "Origin", origin);
            assertProblem(refused, 403, "foreign-origin", "");
            assertEquals("", refused.header("Access-Control-Allow-Origin"), origin);
            assertEquals("", preflight(origin, "/v1/users/create").header("Access-Control-Allow-Origin"), origin);
            Reply shown = served.get("/health/live", "Origin", origin);
            assertEquals(200, shown.status(), origin);
            assertEquals("", shown.header("Access-Control-Allow-Origin"), origin);
        }
    }

    @Test
    void programs_without_an_origin_may_call() {
        assertEquals(200, served.post("/v1/users/create", ADA).status());
    }

    @Test
    void a_page_behind_a_proxy_that_takes_tls_off_is_at_home() {
        Origins origins = new Origins(List.of(), "0.0.0.0", false);
        assertTrue(origins.mayCall("https://chat.example.com", "chat.example.com"));
        assertTrue(origins.mayCall("http://Chat.example.com:8080", "chat.example.com:8080"));
        assertFalse(origins.mayCall("https://chat.example.com:8443", "chat.example.com"));
        assertFalse(origins.mayCall("https://chat.example.com", ""));
    }

    @Test
    void pages_of_this_machine_may_call_on_a_loopback_address_only() {
        for (String loopback : List.of("127.0.0.1", "localhost", "::1", "127.0.0.2")) {
            assertTrue(new Origins(List.of(), loopback, false).mayCall("http://localhost:3000", "x"), loopback);
        }
        assertFalse(new Origins(List.of(), "0.0.0.0", false).mayCall("http://localhost:3000", "chat.example.com"));
    }

    /** A page of a name that leads to 127.0.0.1 is of the same origin as the server, as far as the browser knows. */
    @Test
    void on_a_loopback_address_the_server_answers_to_its_own_names_only() throws IOException {
        for (String host : List.of("localhost", "LocalHost:8080", "127.0.0.1:1", "127.1.2.3", "[::1]:8080",
                "chat.example.com", "intranet:9")) {
            String answer = called("GET /health/live HTTP/1.1", "Host: " + host);
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
        for (String host : List.of("evil.example", "evil.example:8080", "127.0.0.1.evil.example",
                "localhost.evil.example",
                "128.0.0.1", "0.0.0.0")) {
            for (String request : List.of("GET /health/live", "GET /", "GET /nothing", "POST /v1/users/create",
                    "OPTIONS /v1/users/create", "HEAD /", "BEFORE /")) {
                String answer = called(request + " HTTP/1.1", "Host: " + host, "Origin: http://" + host,
                        "Content-Length: 0");
                assertTrue(answer.startsWith("HTTP/1.1 421 "), answer);
                assertFalse(answer.contains("Access-Control"), answer);
                assertEquals(!request.startsWith("HEAD"), answer.contains("\"/problems/foreign-host\""), answer);
            }
        }
        assertTrue(called("GET /health/live HTTP/1.0").contains(" 200 "), "HTTP/1.0 knows no host");
    }

    @Test
    void the_name_that_the_server_listens_on_is_its_own() {
        assertTrue(new Origins(List.of(), "::1", false).isOurs("[::1]:8080"));
        assertFalse(new Origins(List.of(), "localhost", false).isOurs("chat.example.com"));
        assertTrue(new Origins(List.of(), "0.0.0.0", false).isOurs("chat.example.com"), "whoever else can reach it");
    }

    private String called(String... lines) throws IOException {
        return Raw.exchange(served.server, String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n");
    }

    @Test
    void a_configured_origin_must_be_one() {
        for (String origin : List.of("*", "chat.example.com", "https://chat.example.com/app", "null", "")) {
            assertThrows(IllegalArgumentException.class, () -> new Origins(List.of(origin), "127.0.0.1", false),
                    origin);
        }
    }

    private Reply preflight(String origin, String path) {
        return served.send(served.request(path, "Origin", origin, "Access-Control-Request-Method", "POST",
                "Access-Control-Request-Headers", "content-type").method("OPTIONS", BodyPublishers.noBody()));
    }
}
