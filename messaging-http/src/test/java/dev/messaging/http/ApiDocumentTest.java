package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messaging.core.model.SessionToken;
import dev.messaging.http.Served.Reply;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ApiDocumentTest {
    private final Described described = new Described();

    @Test
    void it_is_valid_openapi() {
        SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(Described.TEXT);
        assertEquals(List.of(), parsed.getMessages());
        assertEquals("3.1.0", parsed.getOpenAPI().getOpenapi());
        String broken = Described.TEXT.replaceFirst("\"responses\": \\{", "\"answers\": {");
        assertFalse(new OpenAPIV3Parser().readContents(broken).getMessages().isEmpty(), "a negative control");
    }

    @Test
    void every_route_is_in_it_and_nothing_else_by_the_same_name() {
        Map<String, String> served = EveryRoute.list().stream()
                .collect(Collectors.toMap(route -> route.method() + " " + route.path(), Route::name));
        TreeMap<String, String> documented = new TreeMap<>();
        described.operations().forEach((operation, content) -> {
            var unused = documented.put(operation, content.path("operationId").asText());
        });
        assertEquals(new TreeMap<>(served), documented);
    }

    @Test
    void every_problem_is_in_it() {
        TreeSet<String> documented = new TreeSet<>();
        described.document().at("/components/schemas/ProblemType/enum").forEach(type -> documented.add(type.asText()));
        assertEquals(Arrays.stream(ProblemType.values()).map(ProblemType::path).collect(Collectors.toSet()),
                documented);
    }

    @Test
    void every_reference_leads_to_something_and_everything_is_referred_to() {
        List<String> references = described.document().findValuesAsText("$ref");
        for (String reference : references) {
            assertFalse(described.document().at(reference.substring(1)).isMissingNode(), reference);
        }
        TreeSet<String> unused = new TreeSet<>();
        for (String kind : List.of("schemas", "parameters", "headers", "responses")) {
            described.document().at("/components/" + kind).fieldNames()
                    .forEachRemaining(name -> unused.add("#/components/" + kind + "/" + name));
        }
        unused.removeAll(references);
        assertEquals(Set.of(), unused);
    }

    @Test
    void every_example_is_of_the_form_that_it_is_an_example_of() {
        described.operations()
                .forEach((operation, content) -> content.path("responses").properties().forEach(answer -> {
                    String[] words = operation.split(" ", 2);
                    String path = words[1].replaceAll("\\{[^}]*\\}", "x");
                    content(answer.getValue()).forEach((mediaType, examples) -> examples.forEach(example -> {
                        int status = answer.getKey().equals("default") ? 418 : Integer.parseInt(answer.getKey());
                        Map<String, List<String>> headers = Map.of("Content-Type", List.of(mediaType), "Retry-After",
                                List.of("1"),
                                "WWW-Authenticate", List.of("Basic"), "ETag", List.of("\"1\""));
                        assertEquals(List.of(), described.complaints(words[0], path, status, headers,
                                example.toString().getBytes(StandardCharsets.UTF_8)),
                                operation + " " + answer.getKey());
                    }));
                }));
    }

    @Test
    void tokens_in_it_have_the_form_of_tokens() {
        JsonNode session = described.document()
                .at("/paths/~1v1~1sessions/post/responses/200/content/application~1json");
        assertTrue(SessionToken.parse(session.at("/example/token").asText()).isPresent());
        String pattern = described.document().at("/components/schemas/Session/properties/token/pattern").asText();
        assertTrue(("mst_" + "A".repeat(43)).matches(pattern), pattern);
        assertFalse(("mst_" + "A".repeat(42)).matches(pattern), pattern);
    }

    @Test
    void only_answers_beyond_a_limit_say_what_the_limit_is() {
        described.operations()
                .forEach((operation, content) -> content.path("responses").properties()
                        .forEach(answer -> assertEquals(answer.getKey().equals("429"),
                                whole(answer.getValue()).path("headers").has("RateLimit-Policy"),
                                operation + " " + answer.getKey())));
    }

    @Test
    void it_is_served_with_the_version_that_runs() {
        try (Served served = Served.inMemory()) {
            Reply reply = served.get("/openapi.json");
            assertEquals("application/json", reply.header("Content-Type"));
            assertEquals("no-cache", reply.header("Cache-Control"));
            ObjectNode expected = described.document().deepCopy();
            ((ObjectNode) expected.path("info")).put("version", served.get("/").field("version"));
            assertEquals(expected, reply.json());
            Reply again = served.get("/openapi.json", "If-None-Match", "\"0\", W/" + reply.header("ETag"));
            assertEquals(304, again.status());
            assertEquals(reply.header("ETag"), again.header("ETag"));
            assertEquals("", again.text());
        }
    }

    /** What the document does not say must be found out, or the tests that rely on it prove nothing. */
    @Test
    void answers_that_are_not_as_documented_are_complained_about() {
        String path = "/v1/messages/user-1";
        String good = "{\"messages\": null, \"next\": \"x\"}";
        assertEquals(List.of(), complaints(path, 200, "application/json", good));
        for (String bad : List.of("{\"messages\": {}, \"next\": \"x\"}", "{\"messages\": null}", "{\"messages\": null, "
                + "\"next\": null}", "{\"messages\": [{}], \"next\": \"x\"}",
                "{\"messages\": null, \"next\": \"x\", "
                        + "\"more\": 1}",
                "[]", "")) {
            assertFalse(complaints(path, 200, "application/json", bad).isEmpty(), bad);
        }
        assertFalse(complaints(path, 200, "text/plain", good).isEmpty());
        String problem = "{\"type\": \"/problems/busy\", \"title\": \"x\", \"status\": 503, \"detail\": \"x\"}";
        assertEquals(List.of(), described.complaints("GET", path, 503,
                Map.of("Content-Type", List.of("application/problem+json"), "Retry-After", List.of("1")),
                problem.getBytes(StandardCharsets.UTF_8)));
        assertTrue(complaints(path, 503, "application/problem+json", problem).toString().contains("Retry-After"));
        assertFalse(complaints(path, 400, "application/problem+json", problem.replace("busy", "lazy")).isEmpty());
        assertFalse(complaints(path, 400, "application/json", problem).isEmpty());
        assertFalse(described.names("GET " + "/v1/messages/{userId}", 422));
    }

    @Test
    void requests_that_are_not_as_documented_are_complained_about() {
        String good = "{\"senderId\": \"a\", \"receiverId\": \"b\", \"message\": \"Hello\"}";
        String path = "/v1/messages/send";
        assertEquals(List.of(), described.complaints("POST", path + "?type=private", good));
        assertFalse(described.complaints("POST", path, good).isEmpty());
        assertFalse(described.complaints("POST", path + "?type=all", good).isEmpty());
        assertFalse(described.complaints("POST", path + "?type=private", "").isEmpty());
        assertFalse(described.complaints("POST", path + "?type=private", good.replace("Hello", "")).isEmpty());
        assertFalse(described.complaints("POST", path + "?type=private", good.replace("senderId", "sender")).isEmpty());
    }

    private List<String> complaints(String path, int status, String mediaType, String body) {
        return described.complaints("GET", path, status, Map.of("Content-Type", List.of(mediaType)),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode whole(JsonNode answer) {
        return answer.has("$ref")
                ? described.document().at(answer.path("$ref").asText().substring(1))
                : answer;
    }

    /** The examples of an answer by media type. */
    private Map<String, List<JsonNode>> content(JsonNode answer) {
        Map<String, List<JsonNode>> content = new TreeMap<>();
        whole(answer).path("content").properties().forEach(media -> {
            List<JsonNode> examples = new ArrayList<>();
            media.getValue().path("examples").forEach(example -> examples.add(example.path("value")));
            if (media.getValue().has("example")) {
                examples.add(media.getValue().path("example"));
            }
            var unused = content.put(media.getKey(), examples);
        });
        return content;
    }
}
