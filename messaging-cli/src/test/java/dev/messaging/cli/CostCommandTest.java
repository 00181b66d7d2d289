package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

class CostCommandTest {
    private final Admin admin = new Admin();

    @TempDir
    Path folder;

    private String table(String... options) {
        return admin.gets(words(options));
    }

    private JsonNode json(String... options) throws Exception {
        return new ObjectMapper()
                .readTree(admin.gets(words(Stream.concat(Stream.of(options), Stream.of("--output", "json"))
                        .toArray(String[]::new))));
    }

    private static String[] words(String... options) {
        return Stream.concat(Stream.of("cost"), Stream.of(options)).toArray(String[]::new);
    }

    private String complaint(String... options) {
        Admin.Outcome outcome = admin.types(words(options));
        assertEquals(ExitCodes.WRONG_USAGE, outcome.exitCode(), outcome.answers());
        assertEquals("", outcome.answers());
        return outcome.notes();
    }

    @Test
    void theTableFitsEightyColumnsForAnyNumberOfUsersAndWay() {
        for (String way : List.of("cursor", "timestamp", "second-dialect", "events")) {
            for (String users : List.of("1", "1000,10000,1000000", "10,20,30,40,50,1000000000")) {
                table("--users", users, "--way", way, "--group-size", "1").lines()
                        .forEach(line -> assertTrue(line.length() <= 80, line));
            }
        }
    }

    @Test
    void tableAndJsonAgree() throws Exception {
        for (String way : List.of("cursor", "events")) {
            List<String> shown = table("--way", way).lines().toList();
            JsonNode estimates = json("--way", way).path("estimates");
            assertEquals(3, estimates.size());
            assertRow(shown, "dollars a month", estimates, "dollarsAMonth");
            assertRow(shown, "  per 1,000 users", estimates, "dollarsPerThousandUsers");
            List<String> ofThisDesign = cells(shown, "this one");
            assertEquals(Double.parseDouble(ofThisDesign.get(0)), estimates.path(0).path("callsACheck").asDouble(),
                    0.01);
            assertEquals(Double.parseDouble(ofThisDesign.get(1)), estimates.path(0).path("unitsACheck").asDouble(),
                    0.01);
            List<String> instances = new ArrayList<>();
            estimates.forEach(estimate -> instances.add(String.format(Locale.ROOT, "%,d",
                    estimate.path("instances").asInt())));
            assertEquals(instances, cells(shown, "instances"));
            for (JsonNode estimate : estimates) {
                double sum = 0;
                for (JsonNode line : estimate.path("bill")) {
                    sum += line.path("dollars").asDouble();
                }
                assertEquals(estimate.path("dollarsAMonth").asDouble(), sum, 1e-6);
            }
        }
    }

    private static void assertRow(List<String> shown, String title, JsonNode estimates, String field) {
        List<String> expected = new ArrayList<>();
        estimates.forEach(estimate -> expected.add(String.format(Locale.ROOT, "%,.2f",
                estimate.path(field).asDouble())));
        assertEquals(expected, cells(shown, title));
    }

    private static List<String> cells(List<String> shown, String title) {
        String line = shown.stream().filter(candidate -> candidate.startsWith(title)).findFirst().orElseThrow();
        return List.of(line.substring(title.length()).strip().split(" +"));
    }

    @Test
    void theOperationsOfTheTableAreThoseOfTheJson() throws Exception {
        List<String> shown = table("--users", "1000").lines().toList();
        JsonNode operations = json("--users", "1000").path("estimates").path(0).path("operations");
        assertTrue(operations.size() >= 5, operations::toString);
        double read = 0;
        for (JsonNode operation : operations) {
            String name = operation.path("operation").asText();
            assertTrue(shown.stream().anyMatch(line -> line.startsWith(name + " ")), name);
            read += operation.path("directoryRead").asDouble() + operation.path("messagesRead").asDouble();
        }
        assertEquals(read, json("--users", "1000").path("estimates").path(0).path("readUnits").asDouble(), 1e-3);
    }

    @Test
    void numbersOfUsersAreShownInOrderAndOnce() throws Exception {
        List<Long> users = new ArrayList<>();
        json("--users", "70,20,70").path("estimates").forEach(estimate -> users.add(estimate.path("users").asLong()));
        assertEquals(List.of(20L, 70L), users);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
            "--users 0 | --users is a whole number from 1 to 1,000,000,000, not 0.",
            "--users -5 | --users is a whole number from 1 to 1,000,000,000, not -5.",
            "--users 1000000001 | --users is a whole number from 1 to 1,000,000,000, not 1000000001.",
            "--users many | 'many' is not a long",
            "--checks-a-minute 0 | --checks-a-minute is a number from 0.01 to 60, not 0.",
            "--checks-a-minute NaN | --checks-a-minute is a number from 0.01 to 60, not NaN.",
            "--group-size 5001 --users 10000 | --group-size is a whole number from 1 to 5,000, not 5001.",
            "--group-size 0 | --group-size is a whole number from 1 to 5,000, not 0.",
            "--group-size 11 --users 10 | --group-size is 11, but there are only 10 --users",
            "--groups-a-user 0 | with --groups-a-user 0 nobody can write to a group; say --group-share 0.",
            "--groups-a-user 1001 | --groups-a-user is a number from 0 to 1000, not 1001.",
            "--messages-a-day -1 | --messages-a-day is a number from 0 to 100000, not -1.",
            "--messages-a-day Infinity | --messages-a-day is a number from 0 to 100000, not Infinity.",
            "--group-share 1.1 | --group-share is a number from 0 to 1, not 1.1.",
            "--protected-share 2 | --protected-share is a number from 0 to 1, not 2.",
            "--key-share -0.5 | --key-share is a number from 0 to 1, not -0.5.",
            "--new-connections 7 | --new-connections is a number from 0 to 1, not 7.",
            "--text-bytes 0 | --text-bytes is a whole number from 1 to 16,384, not 0.",
            "--text-bytes 16385 | --text-bytes is a whole number from 1 to 16,384, not 16385.",
            "--retained-days 0 | --retained-days is a number from 1 to 3650, not 0.",
            "--months 121 | --months is a whole number from 1 to 120, not 121.",
            "--utilisation 0 | --utilisation is a number from 0.05 to 1, not 0.",
            "--peak-factor 0.5 | --peak-factor is a number from 1 to 100, not 0.5.",
            "--nodes-min 0 | --nodes-min is a whole number from 1 to 10,000, not 0.",
            "--checks-a-second 0 | --checks-a-second is a whole number from 1 to 10,000,000, not 0.",
            "--way pigeon | 'pigeon' is not one of second-dialect, timestamp, cursor, events",
            "--balancer f5 | 'f5' is not one of none, alb, nlb",
            "--instance m9.huge | --instance m9.huge has no price: known are c7g.2xlarge, c7g.large",
            "--compute lambda --balancer alb | --balancer alb: before --compute lambda stands a gateway",
            "--compute lambda --way events | --way events: a function cannot keep connections open",
            "--way second-dialect --credentials session | the second dialect sends the password with each request",
            "--prices nowhere.properties | --prices: there is no file nowhere.properties.",
            "--graph nowhere.json | --graph: there is no file nowhere.json.",
            "--svg nowhere/x.svg | --svg: nowhere/x.svg cannot be written"})
    void whatIsWrongIsSaidWithTheOptionAndWhatWouldBeRight(String options, String complaint) {
        String said = complaint(options.split(" "));
        assertTrue(said.contains(complaint), said);
    }

    @Test
    void boundsThemselvesAreRight() {
        assertTrue(table("--users", "5000,1000000000", "--group-size", "5000", "--text-bytes", "16384",
                "--protected-share", "0", "--group-share", "1", "--checks-a-minute", "60", "--peak-factor", "100",
                "--utilisation", "0.05").contains("dollars a month"));
        assertTrue(table("--users", "1", "--group-size", "1", "--groups-a-user", "0", "--group-share", "0",
                "--messages-a-day", "0", "--text-bytes", "1", "--retained-days", "1", "--months", "1")
                .contains("dollars"));
    }

    @Test
    void pricesAreShownWithTheirDateAndSources() {
        String prices = table("--show-prices");
        assertTrue(prices.contains("known.on = "), prices);
        assertTrue(prices.contains("https://aws.amazon.com/dynamodb/pricing/on-demand/"), prices);
        assertTrue(prices.contains("not fetched when this was built"), prices);
    }

    @Test
    void aFileChangesSomePricesAndAddsInstances() throws Exception {
        Path file = Files.writeString(folder.resolve("mine.properties"), """
                known.on = 2030-01-01
                address.hour = 0
                instance.x9.mini.hour = 1
                instance.x9.mini.processors = 64
                instance.x9.mini.baseline = 1
                """);
        JsonNode cheaper = json("--users", "1000", "--prices", file.toString(), "--instance", "x9.mini");
        assertEquals("2030-01-01", cheaper.path("pricesKnownOn").asText());
        double machines = 0;
        for (JsonNode line : cheaper.path("estimates").path(0).path("bill")) {
            machines += line.path("what").asText().equals("x9.mini") ? line.path("dollars").asDouble() : 0;
            assertTrue(!line.path("part").asText().equals("public addresses") || line.path("dollars").asDouble() == 0);
        }
        assertEquals(2 * 730, machines, 1e-9);
        String shown = table("--show-prices", "--prices", file.toString());
        assertTrue(shown.endsWith("""
                # Changed by --prices:
                address.hour = 0
                instance.x9.mini.baseline = 1
                instance.x9.mini.hour = 1
                instance.x9.mini.processors = 64
                known.on = 2030-01-01
                """), shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {"address.hour = -1 | The price address.hour is \"-1\"",
            "address.hour = cheap | The price address.hour is \"cheap\"",
            "adress.hour = 1 | has a price called adress.hour",
            "egress.gb = 100:0 50:1 *:2 | The price egress.gb is", "egress.gb = 100:0 | The price egress.gb is"})
    void aWrongPriceIsSaid(String line, String complaint) throws Exception {
        Path file = Files.writeString(folder.resolve("wrong.properties"), line + "\n");
        String said = complaint("--prices", file.toString());
        assertTrue(said.contains(complaint), said);
    }

    @Test
    void theChartIsXmlWithABarForEachNumberOfUsersAndALegend() throws Exception {
        Path file = folder.resolve("chart.svg");
        assertTrue(table("--svg", file.toString()).contains("dollars a month"));
        String svg = Files.readString(file);
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
        assertEquals("svg", document.getDocumentElement().getTagName());
        for (String words : List.of(">1,000<", ">10,000<", ">1,000,000<", ">DynamoDB units<", ">logs<",
                "US dollars a month per 1,000 users", "dollars a month for all")) {
            assertTrue(svg.contains(words), words);
        }
        JsonNode estimates = json().path("estimates");
        for (JsonNode estimate : estimates) {
            assertTrue(svg.contains(String.format(Locale.ROOT, ">%,.0f<", estimate.path("dollarsAMonth").asDouble())));
        }
    }
}
