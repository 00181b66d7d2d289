package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of a server: its metrics, on every kind of store, the dashboard that shows them, and its log. */
class SightTest {
    private static final Path DASHBOARD = Checkout.root().resolve("docs/grafana/messaging.json");
    private static final Pattern METRIC = Pattern.compile("\\b(messaging|jvm|process|system|logback)_[a-z_]+\\b");
    private static final String OF_DYNAMODB = "messaging_(dynamodb|outbox|inbox_holes|store_(conflicts|retries|throttled)).*";
    private static final String OF_SQLITE = "messaging_sqlite_.*";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    @DisabledIfSystemProperty(named = "messaging.test.dynamodb-local", matches = "skip")
    void onDynamoDbEveryQueryOfTheDashboardFindsItsMetricAndASendCostsWhatItShould() throws Exception {
        Set<String> missing = shown();
        missing.removeIf(metric -> metric.matches(OF_SQLITE));
        String scrape = scrapeAfterSomeCalls("dynamodb-local:" + folder.resolve("database"));
        missing.removeAll(names(scrape));
        assertEquals(Set.of(), missing);
        assertTrue(scrape.contains("messaging_dynamodb_consumed_units_total{kind=\"write\",table=\"messages\"} 1.0\n"),
                scrape);
        assertTrue(scrape.contains("messaging_outbox_overdue 0.0\n"), scrape);
    }

    @Test
    void onSqliteEveryQueryOfTheDashboardFindsItsMetric() throws Exception {
        Set<String> missing = shown();
        missing.removeIf(metric -> metric.matches(OF_DYNAMODB));
        String scrape = scrapeAfterSomeCalls("sqlite:" + folder.resolve("messaging.db"));
        missing.removeAll(names(scrape));
        assertEquals(Set.of(), missing);
        assertTrue(scrape.contains("messaging_sqlite_changes_total 2.0\n"), scrape);
    }

    @Test
    void theLogBearsTheIdsOfRequests() throws Exception {
        String notes = notesAboutOneRequest();
        assertTrue(notes.lines().anyMatch(line -> line
                .matches("[0-9:.]+ INFO  requests: \\[proxy-7\\] GET /v1/users/nobody 404 [0-9]+ ms showUser")), notes);
    }

    @Test
    void theLogCanBeJsonAnObjectALine() throws Exception {
        String notes = notesAboutOneRequest("--log-format", "json");
        boolean found = false;
        for (String line : notes.lines().toList()) {
            JsonNode event = JSON.readTree(line);
            assertFalse(event.path("level").asText().isEmpty(), line);
            found |= event.at("/mdc/requestId").asText().equals("proxy-7")
                    && event.path("formattedMessage").asText().startsWith("GET /v1/users/nobody 404 ");
        }
        assertTrue(found, notes);
    }

    /** What a server says on standard error, to its end. */
    private String notesAboutOneRequest(String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("serve", "--port", "0", "--store", "memory"));
        words.addAll(List.of(options));
        try (Program server = Program.start(folder, words.toArray(String[]::new))) {
            assertTrue(asked(server.url() + "/v1/users/nobody").contains("\"requestId\":\"proxy-7\""));
            while (!server.notes().contains("showUser")) { // A line comes after its answer.
                Thread.onSpinWait();
            }
            assertEquals(0, server.terminated().exitCode(), server.notes());
            return server.notes();
        }
    }

    /** One direct message, a check of it, and one that is empty; all kinds of things have happened to the process. */
    private String scrapeAfterSomeCalls(String store) throws Exception {
        try (Program server = Program.serve(folder, store)) {
            String url = server.url();
            try (Client client = new Client(url)) {
                String ada = client.createUser("Ada");
                Client.expect200(client.send(ada, ada, "Hello"));
                assertEquals(1, client.inbox(ada).size());
            }
            server.collectGarbage();
            String scrape = asked(url + "/metrics");
            while (!scrape.contains("messaging_checks_total{result=\"messages\"} 1.0")
                    || !scrape.contains("jvm_gc_pause")) {
                scrape = asked(url + "/metrics");
            }
            return scrape;
        }
    }

    /** Every metric that a query of the dashboard names. */
    private static Set<String> shown() throws Exception {
        Set<String> metrics = new TreeSet<>();
        JSON.readTree(Files.readString(DASHBOARD)).findValuesAsText("expr")
                .forEach(query -> METRIC.matcher(query).results().forEach(found -> {
                    var unused = metrics.add(found.group());
                }));
        assertTrue(metrics.size() > 30, metrics::toString);
        return metrics;
    }

    private static Set<String> names(String scrape) {
        return scrape.lines().filter(line -> !line.startsWith("#")).map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
    }

    private static String asked(String url) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(url)).header("X-Request-Id", "proxy-7").build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
