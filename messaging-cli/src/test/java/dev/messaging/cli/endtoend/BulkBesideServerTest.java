package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messaging.cli.bulk.Town;
import dev.messaging.core.contract.CanIgnoreReturnValue;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.port.Store;
import dev.messaging.sqlite.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole towns come into the SQLite file of a server that is kept busy, and are read from it; nobody whom it serves notices. */
class BulkBesideServerTest {
    private static final int SENDERS = 8;

    @TempDir
    private Path folder;

    @Test
    void aTownMovesInWhileTheServerIsBusy() throws Exception {
        Path town = town();
        String store = "sqlite:" + folder.resolve("busy.db");
        AtomicBoolean done = new AtomicBoolean();
        try (Program server = Program.serve(folder, store);
                Client client = new Client(server.url());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String receiver = client.createUser("Receiver");
            List<Future<Integer>> sending = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                String sender = client.createUser("Sender " + i);
                sending.add(threads.submit(() -> sendUntil(done, client, sender, receiver)));
            }
            try {
                run("import", town.toString(), "--store", store);
                run("export", folder.resolve("again.jsonl").toString(), "--store", store);
                run("import", folder.resolve("again.jsonl").toString(), "--store",
                        "sqlite:" + folder.resolve("quiet.db"));
                run("doctor", "--store", store);
            } finally {
                done.set(true);
            }
            int sent = 0;
            for (Future<Integer> each : sending) {
                sent += each.get();
            }
            List<JsonNode> inbox = client.inbox(receiver);
            assertTrue(sent > SENDERS, "the server was busy");
            assertEquals(sent, inbox.size());
            Promises.assertOrderedAndWithoutDoubles(inbox);
        }
        run("doctor", "--store", "sqlite:" + folder.resolve("quiet.db"));
        assertTrue(run("import", town.toString(), "--store", store, "--dry-run", "--output", "json").getFirst()
                .contains("\"conflicts\":0"));
    }

    private Path town() throws Exception {
        Path source = Files.createDirectory(folder.resolve("town")).resolve("messaging.db");
        TestClock clock = new TestClock();
        try (Store store = SqliteStore.at(source).clock(clock).open()) {
            Town town = new Town(store, clock, 7);
            town.settle(300);
            town.talk(1_500);
        }
        Path file = folder.resolve("town.jsonl");
        run("export", file.toString(), "--store", "sqlite:" + source);
        return file;
    }

    private static int sendUntil(AtomicBoolean done, Client client, String sender, String receiver) throws Exception {
        int sent = 0;
        while (!done.get()) {
            Client.expect200(client.send(sender, receiver, "over HTTP"));
            sent++;
        }
        return sent;
    }

    @CanIgnoreReturnValue
    private List<String> run(String... words) throws Exception {
        try (Program command = Program.start(folder, words)) {
            assertEquals(0, command.exitCode(), command::notes);
            return command.answers();
        }
    }
}
