package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher builds from the sources, as a user gets it; here with the SQLite module left out. */
class DistributionTest {
    @TempDir
    Path folder;

    @Test
    void buildsAndServesWithoutTheSqliteModule() throws Exception {
        Path checkout = folder.resolve("checkout");
        Checkout.copySources(checkout, "messaging-sqlite");
        try (Program server = launch(checkout, "serve", "--store", "memory", "--port", "0")) {
            assertEquals(200, create(server.url()));
            assertEquals(0, server.terminated().exitCode(), server.notes());
        }
        try (Program server = launch(checkout, "serve", "--port", "0")) {
            assertEquals(2, server.exitCode());
            assertEquals("messaging: This distribution was built without sqlite: name another --store. Choices: "
                    + "dynamodb[:ENDPOINT], dynamodb-local[:DIR], memory.\n", server.notes());
        }
        assertTrue(Files.notExists(checkout.resolve("messaging-cli/target/fast/release")),
                "an archive nobody asked for");
        List<String> jars = list(checkout.resolve("messaging-cli/target/fast/distribution/lib"));
        assertTrue(jars.stream().anyMatch(jar -> jar.startsWith("messaging-http-")), jars.toString());
        assertFalse(jars.stream().anyMatch(jar -> jar.contains("sqlite") || jar.contains("DynamoDBLocal")),
                jars.toString());
    }

    private Program launch(Path checkout, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(checkout.resolve("messaging").toString()));
        command.addAll(List.of(words));
        ProcessBuilder launcher = new ProcessBuilder(command);
        launcher.environment().keySet().removeIf(name -> name.startsWith("MESSAGING_"));
        launcher.environment().put("MESSAGING_BUILD_OPTIONS", "-o -Dmessaging.without-sqlite -Dmaven.repo.local="
                + System.getProperty("messaging.test.repository"));
        launcher.environment().merge("PATH", Path.of(System.getProperty("messaging.test.maven"), "bin").toString(),
                (path, maven) -> maven + File.pathSeparator + path);
        return Program.start(launcher, folder);
    }

    private static int create(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest create = HttpRequest.newBuilder(URI.create(url + "/v1/users/create"))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"username\": \"Ada\"}")).build();
            return client.send(create, BodyHandlers.discarding()).statusCode();
        }
    }

    private static List<String> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
