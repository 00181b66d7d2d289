package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The release as it is put on other machines. */
class ReleaseArchiveIT {
    private static final String PROGRAM = "rwxr-xr-x";
    private static final String FILE = "rw-r--r--";

    @TempDir
    Path folder;

    private final ReleaseArchive archive;

    ReleaseArchiveIT() throws IOException {
        archive = ReleaseArchive.built();
    }

    @Test
    void itsNameTellsItsVersionAndItsContent() throws IOException {
        archive.unpackInto(folder);
        String version = Files.readString(folder.resolve("VERSION"));
        assertEquals("messaging-" + version.strip() + "-" + archive.sha256() + ".zip",
                archive.file().getFileName().toString());
        assertEquals(version.strip() + "\n", version);
    }

    @Test
    void everyFileHasItsModeAndThereIsNoOther() throws IOException {
        SortedMap<String, String> expected = new TreeMap<>(
                Map.of("VERSION", FILE, "LICENSE", FILE, "messaging", PROGRAM,
                        "run.sh", PROGRAM, "deploy/install.sh", PROGRAM, "deploy/messaging.service", FILE,
                        "deploy/cloudwatch-agent.json", FILE, "deploy/logrotate.conf", FILE,
                        "deploy/messaging-logs.service", FILE, "deploy/messaging-logs.timer", FILE));
        jars(Path.of("target/distribution/lib")).forEach(jar -> expected.put("lib/" + jar, FILE));
        assertEquals(expected, archive.modes());
    }

    @Test
    void nothingOfTestsAndNoDynamoDbLocalIsInIt() throws IOException {
        archive.unpackInto(folder);
        Set<String> jars = jars(folder.resolve("lib"));
        Set<String> own = jars.stream().filter(jar -> jar.startsWith("messaging-"))
                .map(jar -> jar.replaceFirst("-[0-9].*", "")).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of("messaging-cli", "messaging-core", "messaging-dynamo", "messaging-http",
                "messaging-sqlite"), own);
        assertFalse(jars.stream().anyMatch(jar -> jar.matches(
                "(?i).*(-tests?\\.|dynamodblocal|junit|archunit|validator|sqlite4java|opentest).*")), jars.toString());
        assertFalse(jars.stream().flatMap(jar -> entries(folder.resolve("lib").resolve(jar)))
                .anyMatch(entry -> entry.contains("services/local/main/ServerRunner")
                        || entry.matches("dev/messaging/.*(Test|IT)\\.class")));
    }

    @Test
    void scriptsAreWrittenAsLinuxReadsThem() throws IOException {
        archive.unpackInto(folder);
        for (String script : List.of("messaging", "run.sh", "deploy/install.sh")) {
            String text = Files.readString(folder.resolve(script));
            assertTrue(text.startsWith("#!/usr/bin/env bash\n"), script);
            assertFalse(text.contains("\r"), script);
        }
    }

    @Test
    void anEmptyFolderAndNoEnvironmentAreEnoughToServe() throws Exception {
        archive.unpackInto(folder);
        try (Program help = start(Map.of(), "messaging", "--help")) {
            assertTrue(help.answers().contains("Usage: messaging [-hV] [--verbose] [COMMAND]"));
            assertEquals(0, help.exitCode(), help.notes());
        }
        for (String store : List.of("memory", "sqlite:" + folder.resolve("messaging.db"))) {
            try (Program server = start(Map.of(), "messaging", "serve", "--port", "0", "--store", store)) {
                assertTour(server.url());
                assertEquals(0, server.terminated().exitCode(), server.notes());
            }
        }
    }

    @Test
    void onLambdaItServesWhereTheAdapterAsks() throws Exception {
        archive.unpackInto(folder);
        String port = Integer.toString(freePort());
        try (Program server = start(Map.of("AWS_LWA_PORT", port, "MESSAGING_STORE", "memory"), "run.sh")) {
            assertEquals("http://127.0.0.1:" + port, server.url());
            assertEquals("200 {\"finished\":0}", asksForRecovery("http://127.0.0.1:" + port));
            assertEquals(0, server.terminated().exitCode(), server.notes());
        }
    }

    /** As the adapter does for the schedule. */
    private static String asksForRecovery(String url) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(HttpRequest.newBuilder(URI.create(url + "/internal/recovery"))
                    .POST(HttpRequest.BodyPublishers.ofString("{}")).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        }
    }

    private void assertTour(String url) throws Exception {
        try (Program tour = start(Map.of(), "messaging", "smoke", url)) {
            assertEquals("All as expected.", tour.answers().getLast());
            assertEquals(0, tour.exitCode(), tour.notes());
        }
    }

    /** Where Java is may be anywhere, so that much is told. */
    private Program start(Map<String, String> environment, String program, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(folder.resolve(program).toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return Program.start(builder, folder);
    }

    private static Set<String> jars(Path lib) throws IOException {
        try (Stream<Path> files = Files.list(lib)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<String> entries(Path jar) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList().stream();
        } catch (IOException unreadable) {
            throw new AssertionError(jar.toString(), unreadable);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
