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
import java.util.stream.Stream;
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

    /** The listener's answer has the message: it did not come because the wait was over. */
    @Test
    void whatACommandSendsAListenerOnTheServerHears(@TempDir Path folder) throws Exception {
        String store = "sqlite:" + folder.resolve("messaging.db");
        try (Program server = Program.serve(folder, store);
                Client client = new Client(server.url());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String ada = client.createUser("Ada");
            String next = Client.expect200(client.get("/v1/messages/" + ada)).get("next").asText();
            Future<Client.Answer> heard = threads
                    .submit(() -> client.getWaiting("/v1/messages/" + ada + "?after=" + next, 25));
            runCommand(folder, "message", "send", "--store", store, "--from", ada, "--to", ada, "--text", "Hello");
            List<JsonNode> messages = Client.messages(Client.expect200(heard.get()));
            assertEquals(List.of("Hello"), messages.stream().map(each -> each.get("message").asText()).toList());
        }
    }

    @Test
    void theAdminsCommandsWorkBesideAServerAndWhatWouldHarmItIsRefused(@TempDir Path folder) throws Exception {
        String store = "sqlite:" + folder.resolve("messaging.db");
        Path copy = folder.resolve("copy.db");
        try (Program server = Program.serve(folder, store); Client client = new Client(server.url())) {
            String ada = client.createUser("Ada");
            String group = client.createGroup("Friends", List.of(ada));
            assertTail(folder, store, client, ada);
            for (List<String> command : List.of(List.of("user", "list"), List.of("user", "blocks", ada),
                    List.of("group", "list"), List.of("group", "members", group),
                    List.of("group", "owner", group, ada), List.of("session", "list", ada),
                    List.of("session", "revoke", ada, "--all"),
                    List.of("inbox", "trim", "--all-users", "--older-than", "90d", "--yes"),
                    List.of("group", "delete", group, "--yes"), List.of("backup", copy.toString()))) {
                runCommand(folder, Stream.concat(command.stream(), Stream.of("--store", store)).toArray(String[]::new));
            }
            assertEquals(404, client.get("/v1/groups/" + group).status());
            assertEquals(1, client.inbox(ada).size());
            try (Program restore = Program.start(folder, "restore", copy.toString(), "--replace", "--store", store)) {
                assertEquals(3, restore.exitCode());
                assertTrue(restore.notes().contains("another server is running"), restore.notes());
            }
            assertEquals(1, client.inbox(ada).size(), "the server goes on");
            var unused = client.createUser("Later than the copy");
            assertEquals(0, server.terminated().exitCode());
        }
        runCommand(folder, "restore", copy.toString(), "--replace", "--store", store);
        try (Program list = Program.start(folder, "user", "list", "--store", store, "--output", "jsonl")) {
            assertEquals(0, list.exitCode(), list.notes());
            assertEquals(1, list.answers().size());
        }
    }

    private static void assertTail(Path folder, String store, Client client, String user) throws Exception {
        try (Program tail = Program.start(folder, "message", "tail", user, "--store", store, "--output", "jsonl")) {
            while (!tail.notes().contains("following")) {
                Thread.onSpinWait();
            }
            Client.expect200(client.send(user, user, "over HTTP"));
            assertTrue(tail.nextAnswer().contains("\"message\":\"over HTTP\""));
            assertEquals(0, tail.terminated().exitCode(), tail.notes());
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
