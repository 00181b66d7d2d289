package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messaging.http.Served.Reply;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
    private static final List<String> SECURITY = List.of("Content-Security-Policy", "X-Content-Type-Options",
            "Referrer-Policy");

    private final Served served = Served.inMemory();

    @AfterAll
    void stop() {
        served.close();
    }

    @Test
    void every_page_says_what_a_browser_may_do() {
        for (String path : List.of("/", "/docs", "/problems", "/problems/blocked")) {
            Reply page = page(path);
            assertEquals(200, page.status(), path);
            assertTrue(page.header("Content-Type").startsWith("text/html"), path);
            assertTrue(page.header("Content-Security-Policy").startsWith("default-src 'none';"), path);
            assertTrue(page.header("Content-Security-Policy").endsWith("frame-ancestors 'none'"), path);
            assertEquals("nosniff", page.header("X-Content-Type-Options"), path);
            assertEquals("same-origin", page.header("Referrer-Policy"), path);
            assertFalse(page.text().contains("{{"), path + ": a placeholder is left");
        }
    }

    @Test
    void every_link_of_a_page_leads_somewhere_on_this_server() {
        for (String path : List.of("/", "/docs", "/problems", "/problems/blocked")) {
            String page = page(path).text();
            List<String> links = LINK.matcher(page).results().map(MatchResult::group)
                    .map(link -> link.replaceAll(".*=\"|\"", "")).toList();
            assertFalse(links.isEmpty(), path);
            for (String link : links) {
                if (link.startsWith("#")) {
                    assertTrue(page.contains("id=\"" + link.substring(1) + "\""), path + link);
                } else {
                    assertTrue(link.startsWith("/"), path + " leads away: " + link);
                    assertEquals(200, served.get(link).status(), link);
                }
            }
        }
    }

    @Test
    void the_first_page_names_every_call_and_leads_to_the_rest() {
        String page = page("/").text();
        for (Route route : Routes.V1) {
            assertTrue(page.contains("<td>" + route.method() + "</td><td><code>" + route.path() + "</code>"),
                    route.path());
        }
        for (Route route : Routes.ACTIONS) {
            assertTrue(page.contains("<td>POST</td><td><code>" + route.path() + "</code>"), route.path());
        }
        for (String link : List.of("/docs", "/openapi.json", "/problems", "/health/live", "/health/ready")) {
            assertTrue(page.contains("href=\"" + link + "\""), link);
        }
    }

    @Test
    void the_page_to_try_calls_out_has_no_script_of_its_own_and_nothing_from_elsewhere() {
        Reply page = page("/docs");
        assertEquals("default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                page.header("Content-Security-Policy"));
        assertFalse(page.text().matches("(?s).*<script(?! src=\"/docs/).*"), page.text());
        assertFalse(page.text().contains("//"), page.text());
        String start = served.get("/docs/start.js").text();
        assertTrue(start.contains("persistAuthorization: false") && start.contains("validatorUrl: null"), start);
    }

    @Test
    void the_browser_itself_asks_for_no_password_there_and_keeps_none() {
        String start = served.get("/docs/start.js").text();
        assertTrue(start.matches("(?s).*\\n  requestInterceptor: \\(request\\) => \\{\\s+"
                + "request\\.credentials = \"omit\";\\s+return request;\\s+\\},\\n.*"), start);
    }

    @Test
    void its_files_are_kept_by_browsers_until_they_change() {
        for (Map.Entry<String, String> file : Map.of("start.js", "text/javascript", "swagger-ui-bundle.js",
                "text/javascript", "swagger-ui.css", "text/css", "favicon-32x32.png", "image/png").entrySet()) {
            String path = "/docs/" + file.getKey();
            Reply reply = served.get(path);
            assertTrue(reply.header("Content-Type").startsWith(file.getValue()), reply.header("Content-Type"));
            assertEquals("no-cache", reply.header("Cache-Control"));
            assertTrue(reply.response().body().length > 300, path);
            assertEquals(304, served.get(path, "If-None-Match", reply.header("ETag")).status());
            assertEquals(200, served.get(path, "If-None-Match", "\"another\"").status());
            Reply head = served.send(served.request(path).method("HEAD", BodyPublishers.noBody()));
            assertEquals(reply.header("Content-Length"), head.header("Content-Length"));
            assertEquals(reply.header("ETag"), head.header("ETag"));
        }
    }

    @Test
    void no_other_file_can_be_had() throws IOException {
        for (String name : List.of("index.html", "swagger-ui.js", "swagger-ui-bundle.js.map", "openapi.json",
                "..%2fstart.js",
                "%2e%2e%2fwelcome.html", "..%2f..%2f..%2fetc%2fpasswd", "START.JS", "start.js%00", "start.js/",
                "a/start.js")) {
            String answer = Raw.exchange(served.server,
                    "GET /docs/" + name + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertTrue(answer.matches("(?s)HTTP/1.1 40[04] .*") || name.equals("start.js/"), name + ": " + answer);
        }
    }

    @Test
    void every_problem_is_explained() {
        TreeSet<String> all = new TreeSet<>();
        for (JsonNode problem : served.get("/problems").json().path("problems")) {
            all.add(problem.path("type").asText());
        }
        assertEquals(new TreeSet<>(Arrays.stream(ProblemType.values()).map(ProblemType::path).toList()), all);
        for (ProblemType type : ProblemType.values()) {
            JsonNode problem = served.get(type.path()).json();
            assertEquals(type.path(), problem.path("type").asText());
            assertEquals(type.title(), problem.path("title").asText());
            assertEquals(type.status(), problem.path("status").asInt());
            for (String words : List.of("meaning", "whatToDo")) {
                assertTrue(problem.path(words).asText().matches("[A-Z].*\\."), type + " has no " + words);
            }
            String page = page(type.path()).text();
            assertTrue(page.contains(Pages.escaped(problem.path("meaning").asText())), page);
            assertTrue(page.contains(Pages.escaped(problem.path("whatToDo").asText())), page);
            assertTrue(page("/problems").text().contains("href=\"" + type.path() + "\""));
        }
    }

    @Test
    void no_explanation_is_left_over() {
        List<String> names = Arrays.stream(ProblemType.values()).map(type -> type.path().replace("/problems/", ""))
                .toList();
        Pages.resource("problems.properties").lines().filter(line -> line.matches("[a-z-]+\\.(meaning|do) = .*"))
                .forEach(line -> assertTrue(names.contains(line.replaceFirst("\\..*", "")), line));
    }

    @Test
    void paths_are_as_exact_as_the_explanation_says() {
        assertEquals("Look the path up at / or in /docs. Paths are exact, capital letters included; only one slash at"
                + " the end makes no difference.", served.get("/problems/no-such-path").field("whatToDo"));
        assertEquals(200, served.get("/problems/no-such-path/").status());
        assertEquals(404, served.get("/problems/no-such-path//").status());
        assertEquals(404, served.get("/problems//no-such-path").status());
        assertEquals(404, served.get("/Problems/no-such-path").status());
    }

    @Test
    void a_problem_that_does_not_exist_is_not_found() {
        UsersApiTest.assertProblem(served.get("/problems/nothing"), 404, "no-such-path", "");
        UsersApiTest.assertProblem(page("/problems/%3Cscript%3E"), 404, "no-such-path", "");
    }

    /** Clients poll: what an empty answer costs is its headers. */
    @Test
    void answers_to_programs_stay_lean_and_say_nothing_of_what_runs() throws IOException {
        String ada = served.user("Ada");
        for (String path : List.of("/v1/messages/" + ada, "/", "/health/live", "/problems/blocked",
                "/v1/users/nobody")) {
            Reply reply = served.get(path);
            SECURITY.forEach(header -> assertEquals("", reply.header(header), path));
            for (String banner : List.of("Server", "X-Powered-By", "Via")) {
                assertEquals("", reply.header(banner), path);
                assertEquals("", page(path).header(banner), path);
            }
        }
        String check = Raw.exchange(served.server,
                "GET /v1/messages/" + ada + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        int headers = check.indexOf("\r\n\r\n");
        assertTrue(headers < 250, () -> headers + " bytes: " + check);
    }

    @Test
    void the_version_is_told_to_programs_only() {
        assertEquals("development", served.get("/").field("version"));
        assertFalse(page("/").text().contains("development"));
    }

    private Reply page(String path) {
        return served.get(path, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }
}
