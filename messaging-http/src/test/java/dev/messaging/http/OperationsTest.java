package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.http.Served.Reply;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsTest {
    private final Served served = Served.inMemory();
    private final String ada = served.user("Ada");
    private final String group = served.group("Friends");

    @AfterAll
    void stop() {
        served.close();
    }

    @Test
    void tells_programs_what_it_is() {
        for (String accept : List.of("*/*", "application/json")) {
            Reply root = served.get("/", "Accept", accept);
            assertEquals("application/json", root.header("Content-Type"));
            assertEquals("{\"name\":\"messaging\",\"version\":\"development\",\"status\":\"ready\"}", root.text());
            assertEquals("", root.header("Content-Security-Policy"));
            assertEquals("Accept", root.header("Vary"));
        }
        assertEquals("messaging", served.get("/").field("name"));
    }

    @Test
    void shows_people_a_page_that_needs_nothing_from_elsewhere() {
        Reply root = served.get("/", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        assertEquals("text/html;charset=utf-8",
                root.header("Content-Type").replace(" ", "").toLowerCase(Locale.ROOT));
        assertTrue(root.header("Content-Security-Policy").startsWith("default-src 'none';"));
        assertEquals("nosniff", root.header("X-Content-Type-Options"));
        assertTrue(root.text().contains("href=\"/health/ready\""));
        assertTrue(root.text().contains("/v1/messages/{userId}"));
        assertTrue(root.text().contains("curl " + served.server.url() + "/v1/users/create"));
        assertFalse(root.text().contains("{{"), "a placeholder is left");
        assertFalse(root.text().contains("<script") || root.text().contains("src=") || root.text().contains("@import"));
    }

    @Test
    void is_live_and_ready() {
        assertEquals("{\"status\":\"live\"}", served.get("/health/live").text());
        assertEquals("{\"status\":\"ready\",\"store\":\"ok\"}", served.get("/health/ready").text());
        assertEquals("no-store", served.get("/health/ready").header("Cache-Control"));
    }

    @Test
    void head_says_what_get_says_without_a_body() {
        List<String> paths = List.of("/", "/health/live", "/health/ready", "/v1/users/" + ada, "/v1/users?ids=" + ada,
                "/v1/users/" + ada + "/blocks", "/v1/users/" + ada + "/groups", "/v1/groups/" + group,
                "/v1/groups/" + group + "/members", "/v1/messages/" + ada, "/v1/messages/" + ada + "?limit=1",
                "/v1/users/nobody", "/v1/users?ids=", "/nothing");
        for (String path : paths) {
            Reply get = served.get(path);
            Reply head = served.send(served.request(path).method("HEAD", BodyPublishers.noBody()));
            assertEquals(get.status(), head.status(), path);
            assertEquals("", head.text(), path);
            assertEquals(get.response().headers().map().keySet(), head.response().headers().map().keySet(), path);
            for (String header : List.of("Content-Length", "Content-Type", "Cache-Control")) {
                assertEquals(get.header(header), head.header(header), path + " " + header);
            }
        }
    }

    @Test
    void a_wrong_method_is_answered_with_the_right_ones() throws IOException {
        for (Route route : Routes.V1) {
            String path = route.path().replace("{userId}", "user-1").replace("{groupId}", "group-1");
            Set<String> known = Routes.V1.stream().filter(other -> other.path().equals(route.path()))
                    .map(other -> other.method().name()).collect(Collectors.toSet());
            for (String method : List.of("DELETE", "PUT", "PATCH")) {
                if (known.contains(method)) {
                    continue;
                }
                String answer = Raw.exchange(served.server,
                        method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                assertTrue(answer.startsWith("HTTP/1.1 405 "), answer);
                String allow = answer.replaceAll("(?s).*\r\nAllow: ([^\r]*)\r\n.*", "$1");
                assertTrue(List.of(allow.split(", ")).contains(route.method().name()), answer);
                assertTrue(answer.contains("/problems/method-not-allowed"), answer);
            }
        }
        Reply options = served.send(served.request("/v1/users/" + ada).method("OPTIONS", BodyPublishers.noBody()));
        assertEquals(204, options.status());
        assertEquals("GET, HEAD, OPTIONS, POST", options.header("Allow"));
    }

    @Test
    void an_unknown_path_is_not_found() {
        for (String path : List.of("/nothing", "/v1", "/v1/users/a/b", "/V1/users/create", "/v1/messages",
                "/v1/messages/",
                "//v1/users/create", "/v2/users/create", "/health", "/favicon.ico")) {
            UsersApiTest.assertProblem(served.get(path), 404, "no-such-path", "");
            UsersApiTest.assertProblem(served.post(path, "{}"), 404, "no-such-path", "");
        }
    }

    @Test
    void every_request_leaves_a_line_without_what_was_in_it() throws IOException {
        List<String> texts = new ArrayList<>();
        try (Logged requests = Logged.by("dev.messaging.http.requests"); Served own = Served.inMemory()) {
            assertEquals(404, own.get("/v1/users/a%0Ab?ids=secret").status());
            assertEquals(200, own.post("/v1/users/create?x=secret", "{\"username\": \"secret\"}").status());
            String broken = Raw.exchange(own.server, "GET /\u0007\u00e9 HTTP/1.1\r\n\r\n");
            assertTrue(broken.startsWith("HTTP/1.1 400"), broken);
            own.server.close(); // A line comes after its answer.
            texts.addAll(requests.lines());
        }
        assertTrue(texts.stream().anyMatch(line -> line.matches("GET /v1/users/a%0Ab 404 [0-9]+ ms showUser")),
                texts::toString);
        assertTrue(texts.stream().anyMatch(line -> line.matches("POST /v1/users/create 200 [0-9]+ ms createUser")),
                texts::toString);
        assertTrue(texts.stream().noneMatch(line -> line.contains("secret")), texts::toString);
        assertTrue(texts.stream().allMatch(line -> line.matches("[ -~]+")), texts::toString);
    }
}
