package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the page says that users cost is what the command says. Run with {@code -Dmessaging.write-pages=true} to write it anew.
 */
class CostPageTest {
    private static final boolean WRITING = Boolean.getBoolean("messaging.write-pages");

    private final Admin admin = new Admin();

    @TempDir
    Path folder;

    private static Path docs() {
        Path place = Path.of("").toAbsolutePath();
        while (place != null && !Files.exists(place.resolve("docs/costs.md"))) {
            place = place.getParent();
        }
        if (place == null) {
            throw new IllegalStateException("not inside the source tree: " + Path.of("").toAbsolutePath());
        }
        return place.resolve("docs");
    }

    @Test
    void thePageShowsTheCommandsOutput() throws Exception {
        assertWritten("output", "```\n$ ./messaging cost\n" + admin.gets("cost") + "```\n");
    }

    @Test
    void thePageComparesWaysAndStacks() throws Exception {
        List<String> lines = new ArrayList<>(List.of(
                "| dollars a month | 1,000 users | 10,000 users | 1,000,000 users | instances | DynamoDB at 1,000,000 |",
                "|---|---|---|---|---|---|"));
        lines.add(row("as above (cursor, session, ALB, each check on a new connection)"));
        for (String way : List.of("timestamp", "events", "second-dialect")) {
            lines.add(row("`--way " + way + "`", "--way", way));
        }
        lines.add(row("`--credentials password`", "--credentials", "password"));
        lines.add(row("`--protected-share 0`: open accounts", "--protected-share", "0"));
        lines.add(row("`--balancer nlb`, TLS on the instances", "--balancer", "nlb"));
        lines.add(row("`--balancer nlb --new-connections 0.02`", "--balancer", "nlb", "--new-connections", "0.02"));
        lines.add(row("`--balancer none --nodes-min 1 --instance t4g.micro`", "--balancer", "none", "--nodes-min", "1",
                "--instance", "t4g.micro"));
        lines.add(row("`--instance c7g.xlarge`", "--instance", "c7g.xlarge"));
        lines.add(row("`--compute lambda`", "--compute", "lambda"));
        lines.add(row("`--billing provisioned`: units follow the load", "--billing", "provisioned"));
        lines.add(row("`--billing provisioned-at-peak`: they do not", "--billing", "provisioned-at-peak"));
        lines.add(row("`--key-share 1`", "--key-share", "1"));
        lines.add(row("`--text-bytes 2000`", "--text-bytes", "2000"));
        lines.add(row("`--group-size 100`", "--group-size", "100"));
        lines.add(row("`--messages-a-day 100`", "--messages-a-day", "100"));
        assertWritten("comparison", String.join("\n", lines) + "\n");
    }

    @Test
    void thePageSaysWhatPasswordsTake() throws Exception {
        List<String> lines = new ArrayList<>(List.of("| users | instances by session | by password | dollars by session"
                + " | by password | hashes a month by password |", "|---|---|---|---|---|---|"));
        JsonNode sessions = estimates("--credentials", "session");
        JsonNode passwords = estimates("--credentials", "password");
        for (int i = 0; i < sessions.size(); i++) {
            JsonNode one = sessions.path(i);
            JsonNode other = passwords.path(i);
            double hashes = 0;
            for (JsonNode operation : other.path("operations")) {
                hashes += operation.path("operation").asText().equals("hash passwords")
                        ? operation.path("count").asDouble()
                        : 0;
            }
            lines.add(String.format(Locale.ROOT, "| %,d | %,d | %,d | %,.0f | %,.0f | %,.0f million |",
                    one.path("users").asLong(), one.path("instances").asInt(), other.path("instances").asInt(),
                    one.path("dollarsAMonth").asDouble(), other.path("dollarsAMonth").asDouble(), hashes / 1e6));
        }
        assertWritten("passwords", String.join("\n", lines) + "\n");
    }

    private JsonNode estimates(String... options) throws Exception {
        return new ObjectMapper().readTree(admin.gets(Stream
                .concat(Stream.of("cost", "--output", "json"), Arrays.stream(options)).toArray(String[]::new)))
                .path("estimates");
    }

    private String row(String title, String... options) throws Exception {
        List<String> dollars = new ArrayList<>();
        List<String> instances = new ArrayList<>();
        double units = 0;
        for (JsonNode estimate : estimates(options)) {
            dollars.add(String.format(Locale.ROOT, "%,.0f", estimate.path("dollarsAMonth").asDouble()));
            instances.add(String.format(Locale.ROOT, "%,d", estimate.path("instances").asInt()));
            units = 0;
            for (JsonNode line : estimate.path("bill")) {
                units += line.path("part").asText().startsWith("DynamoDB") ? line.path("dollars").asDouble() : 0;
            }
        }
        return "| " + title + " | " + String.join(" | ", dollars) + " | " + String.join(" / ", instances) + " | "
                + String.format(Locale.ROOT, "%,.0f", units) + " |";
    }

    private static void assertWritten(String name, String expected) throws Exception {
        Path page = docs().resolve("costs.md");
        String begin = "<!-- Written by CostPageTest: " + name + ". -->\n";
        String text = Files.readString(page);
        assertTrue(text.contains(begin), begin);
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf("<!-- To here. -->\n", from);
        if (WRITING) {
            Files.writeString(page, text.substring(0, from) + expected + text.substring(to));
            return;
        }
        assertEquals(expected, text.substring(from, to));
    }

    @Test
    void thePagesChartIsTheCommands() throws Exception {
        Path drawn = folder.resolve("costs.svg");
        String unused = admin.gets("cost", "--svg", drawn.toString());
        Path chart = docs().resolve("costs.svg");
        if (WRITING) {
            Files.writeString(chart, Files.readString(drawn));
        }
        assertEquals(Files.readString(drawn), Files.readString(chart));
    }
}
