package dev.messaging.http;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import dev.messaging.http.Served.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The OpenAPI document, as something that requests and answers can be held against. */
final class Described {
    /** What the rules of HTTP have no other place for: these an operation need not name one by one. */
    private static final Set<String> OF_HTTP = Set.of("405", "414", "431", "501", "505");

    static final String TEXT = Pages.resource("openapi.json");

    private final OpenApiInteractionValidator validator = OpenApiInteractionValidator
            .createForInlineApiSpecification(TEXT).withStrictOperationPathMatching().build();
    private final JsonNode document = read();

    private static JsonNode read() {
        try {
            return Json.reader(Dialect.OPERATIONS).readTree(TEXT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode document() {
        return document;
    }

    /** Every operation, such as {@code GET /v1/users/{userId}}, with the answers that it names. */
    Map<String, JsonNode> operations() {
        TreeMap<String, JsonNode> operations = new TreeMap<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().forEach(operation -> {
            if (!operation.getKey().equals("parameters")) {
                JsonNode before = operations.put(operation.getKey().toUpperCase(Locale.ROOT) + " "
                        + path.getKey(), operation.getValue());
                if (before != null) {
                    throw new IllegalStateException(path.getKey());
                }
            }
        }));
        return operations;
    }

    /** The operation that a call is of; empty if no path of the document is like the call's. */
    Optional<String> operation(String method, String path) {
        String bare = path.replaceFirst("\\?.*", "");
        Optional<String> literal = Optional.of(method + " " + bare).filter(operations()::containsKey);
        return literal.or(() -> operations().keySet().stream().filter(name -> matches(name, method + " " + bare))
                .findFirst());
    }

    private static boolean matches(String operation, String call) {
        return call.matches(Stream.of(operation.split("(?=\\{)|(?<=\\})", -1))
                .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
                .reduce("", String::concat));
    }

    /** What the document says against a request, a line each. What it does not name is ignored, as the server does. */
    List<String> complaints(String method, String path, String body, String... headers) {
        SimpleRequest.Builder request = new SimpleRequest.Builder(method, path.replaceFirst("\\?.*", ""), true);
        query(path).forEach((name, value) -> request.withQueryParam(name, value));
        for (int i = 0; i < headers.length; i += 2) {
            var unused = request.withHeader(headers[i], headers[i + 1]);
        }
        if (!body.isEmpty()) {
            var unused = request.withBody(body).withContentType("application/json");
        }
        return lines(validator.validateRequest(request.build())).stream()
                .filter(line -> !line.startsWith("validation.request.body.schema.additionalProperties: ")).toList();
    }

    /** What the document says against an answer to a call, a line each. */
    List<String> complaints(String method, String path, Reply reply) {
        return complaints(method, path, reply.status(), reply.response().headers().map(), reply.response().body());
    }

    /** The same for an answer that no client library would get. */
    List<String> complaints(String method, String path, int status, Map<String, List<String>> headers, byte[] body) {
        SimpleResponse.Builder response = SimpleResponse.Builder.status(status);
        headers.forEach((name, values) -> response.withHeader(name, values));
        if (body.length > 0) {
            var unused = response.withBody(body);
        }
        return lines(validator.validateResponse(path.replaceFirst("\\?.*", ""), Method.valueOf(method),
                response.build()));
    }

    /** Whether the operation names the status, or it is one of HTTP's own. */
    boolean names(String operation, int status) {
        return OF_HTTP.contains(String.valueOf(status)) || statuses(operation).contains(String.valueOf(status));
    }

    Set<String> statuses(String operation) {
        TreeSet<String> statuses = new TreeSet<>();
        operations().getOrDefault(operation, document.path("nothing")).path("responses").fieldNames()
                .forEachRemaining(statuses::add);
        return statuses;
    }

    private static Map<String, String> query(String path) {
        TreeMap<String, String> query = new TreeMap<>();
        int mark = path.indexOf('?');
        if (mark >= 0) {
            Arrays.stream(path.substring(mark + 1).split("&", -1)).forEach(pair -> {
                int equals = pair.indexOf('=');
                var unused = query.put(pair.substring(0, equals), pair.substring(equals + 1));
            });
        }
        return query;
    }

    private static List<String> lines(ValidationReport report) {
        return report.getMessages().stream().map(message -> message.getKey() + ": " + message.getMessage()).toList();
    }
}
