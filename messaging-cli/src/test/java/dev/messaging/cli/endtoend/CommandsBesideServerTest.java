package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An admin's commands get through on the SQLite file of a server that is kept busy, and nothing is lost or doubled. */
class CommandsBesideServerTest {
    private static final int COMMANDS = 12;
    private static final int SENDERS = 16;

    @Test
    void commandsSendBesideASaturatedServer(@TempDir Path folder) throws Exception {
        String store = "sqlite:" + folder.resolve("messaging.db");
        try (Program server = Program.serve(folder, store); Client client = new Client(server.url())) {
            String receiver = client.createUser("Receiver");
            AtomicBoolean done = new AtomicBoolean();
            List<Future<Integer>> sending = new ArrayList<>();
            int sent = 0;
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < SENDERS; i++) {
                    String sender = client.createUser("Sender " + i);
                    sending.add(threads.submit(() -> sendUntil(done, client, sender, receiver)));
                }
                for (int i = 0; i < COMMANDS; i++) {
                    runCommand(folder, "message", "send", "--store", store, "--from", receiver, "--to", receiver,
                            "--text",
                            "from the command line " + i);
                }
                done.set(true);
                for (Future<Integer> result : sending) {
                    sent += result.get();
                }
            }
            assertHolds(client.inbox(receiver), sent);
        }
    }

    private static int sendUntil(AtomicBoolean done, Client client, String sender, String receiver) throws Exception {
        int sent = 0;
        while (!done.get()) {
            Client.expect200(client.send(sender, receiver, "over HTTP"));
            sent++;
        }
        return sent;
    }

    private static void runCommand(Path folder, String... words) throws Exception {
        try (Program command = Program.start(folder, words)) {
            assertEquals(0, command.exitCode(), command.notes());
        }
    }

    private static void assertHolds(List<JsonNode> inbox, int sentOverHttp) {
        assertTrue(sentOverHttp > COMMANDS, "the server was busy");
        assertEquals(sentOverHttp + COMMANDS, inbox.size());
        Promises.assertOrderedAndWithoutDoubles(inbox);
        List<String> ofCommands = inbox.stream().map(message -> message.get("message").asText())
                .filter(text -> !text.equals("over HTTP")).toList();
        for (int i = 0; i < COMMANDS; i++) {
            assertEquals("from the command line " + i, ofCommands.get(i));
        }
    }
}
