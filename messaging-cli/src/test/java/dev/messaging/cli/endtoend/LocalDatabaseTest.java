package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@DisabledIfSystemProperty(named = "messaging.test.dynamodb-local", matches = "skip")
class LocalDatabaseTest {
    @TempDir
    Path folder;

    @Test
    void oneDatabaseServesCommandsThatNameItsEndpoint() throws Exception {
        try (Program database = Program.start(folder, "dynamodb-local", "--in-memory", "--port", "0")) {
            String line = database.nextAnswer();
            assertTrue(line.matches("DynamoDB Local listens on http://localhost:\\d+, storing in memory\\. To use it:"
                    + " --store dynamodb:http://localhost:\\d+"), line);
            assertTrue(database.notes().contains("listens on all of this machine's addresses"), database.notes());
            String store = line.substring(line.indexOf("dynamodb:"));

            assertWrites(store, "in " + store + "/messaging-\n", "user", "create", "--id", "user-a");
            assertWrites(store, "in " + store + "/other-\n", "tables", "create", "--prefix", "other-");
            assertReads(store, "user", "show", "user-a");
            assertEquals(0, database.terminated().exitCode(), database.notes());
        }
    }

    @Test
    void aServerOfItsOwnKeepsItsFolderToItself() throws Exception {
        String store = "dynamodb-local:" + folder.resolve("kept");
        try (Program server = Program.start(folder, "serve", "--port", "0", "--store", store)) {
            String line = server.nextAnswer();
            assertTrue(line.contains(", storing in " + store + " at http://localhost:"), line);
            String endpoint = "dynamodb:" + line.substring(line.lastIndexOf("http://"));
            assertWrites(endpoint, "in " + endpoint + "/messaging-\n", "user", "create", "--id", "user-a");
            try (Program second = Program.start(folder, "user", "show", "user-a", "--store", store)) {
                assertEquals(3, second.exitCode());
                assertEquals("messaging: Another process runs DynamoDB Local on " + folder.resolve("kept")
                        + ". To share it, use --store " + endpoint + ". (not done)\n", second.notes());
            }
            assertEquals(0, server.terminated().exitCode(), server.notes());
        }
        assertReads(store, "user", "show", "user-a");
    }

    @Test
    void theDatabaseEndsWithTheProgramEvenIfThatIsKilled() throws Exception {
        String kept = folder.resolve("kept").toString();
        try (Program database = Program.start(folder, "dynamodb-local", "--dir", kept, "--port", "0")) {
            int port = URI.create(database.url()).getPort();
            assertNotEquals(0, database.killed().exitCode());
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (answers(port)) {
                assertTrue(System.nanoTime() < deadline, "DynamoDB Local outlives the program");
                Thread.onSpinWait();
            }
        }
    }

    private static boolean answers(int port) {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return client.isConnected();
        } catch (IOException nobodyListens) {
            return false;
        }
    }

    private void assertWrites(String store, String note, String... words) throws Exception {
        try (Program write = Program.start(folder, with(store, words))) {
            assertEquals(0, write.exitCode(), write.notes());
            assertEquals(note, write.notes());
        }
    }

    private void assertReads(String store, String... words) throws Exception {
        try (Program read = Program.start(folder, with(store, words))) {
            assertEquals(0, read.exitCode(), read.notes());
            assertTrue(read.answers().get(1).contains("user-a"));
        }
    }

    private static String[] with(String store, String... words) {
        String[] all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--store";
        all[words.length + 1] = store;
        return all;
    }
}
