package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Sixteen senders put 5,000 messages into one inbox, while a poller goes by the timestamp of the last message it got. */
class ManySendersTest {
    private static final int SENDERS = 16;
    private static final int MESSAGES = 5_000;

    @Test
    void oneServerOnOneSqliteFile(@TempDir Path folder) throws Exception {
        try (Program server = Program.serve(folder, "sqlite:" + folder.resolve("messaging.db"))) {
            fillOneInbox(List.of(server.url()));
        }
    }

    @Test
    @DisabledIfSystemProperty(named = "messaging.test.dynamodb-local", matches = "skip",
            disabledReason = "DynamoDB Local was left out")
    void threeServersOnOneDynamoDb(@TempDir Path folder) throws Exception {
        try (Program database = Program.start(folder, "dynamodb-local", "--port", "0", "--in-memory")) {
            String store = "dynamodb:" + database.url();
            try (Program one = Program.serve(folder, store);
                    Program two = Program.serve(folder, store);
                    Program three = Program.serve(folder, store)) {
                fillOneInbox(List.of(one.url(), two.url(), three.url()));
            }
        }
    }

    private static void fillOneInbox(List<String> servers) throws Exception {
        List<Client> clients = servers.stream().map(Client::new).toList();
        Client first = clients.getFirst();
        String receiver = first.createUser("Receiver");
        List<Future<Integer>> sending = new ArrayList<>();
        List<String> polled;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SENDERS; i++) {
                String sender = first.createUser("Sender " + i);
                Client client = clients.get(i % clients.size());
                int share = MESSAGES / SENDERS + (i < MESSAGES % SENDERS ? 1 : 0);
                sending.add(threads.submit(() -> sendInTurn(client, sender, receiver, share)));
            }
            polled = threads.submit(() -> pollByTimestamp(clients.getLast(), receiver)).get();
            for (Future<Integer> result : sending) {
                assertTrue(result.get() > 0);
            }
        }
        List<JsonNode> inbox = first.inbox(receiver);
        assertEquals(MESSAGES, inbox.size());
        assertOrderedAndUnique(inbox);
        assertEquals(inbox.stream().map(m -> m.get("messageId").asText()).toList(), polled);
        clients.forEach(Client::close);
    }

    private static int sendInTurn(Client client, String sender, String receiver, int count) throws Exception {
        for (int n = 0; n < count; n++) {
            Client.expect200(client.send(sender, receiver, Integer.toString(n)));
        }
        return count;
    }

    private static List<String> pollByTimestamp(Client client, String receiver) throws Exception {
        List<String> seen = new ArrayList<>();
        String timestamp = "0";
        while (seen.size() < MESSAGES) {
            for (JsonNode message : Client.messages(Client
                    .expect200(client.get("/v1/messages/" + receiver + "?timestamp=" + timestamp)))) {
                seen.add(message.get("messageId").asText());
                timestamp = message.get("timestamp").asText();
            }
        }
        return seen;
    }

    private static void assertOrderedAndUnique(List<JsonNode> inbox) {
        long last = 0;
        Set<String> ids = new HashSet<>();
        for (JsonNode message : inbox) {
            assertTrue(message.get("timestamp").asLong() > last, "rising timestamps");
            last = message.get("timestamp").asLong();
            assertTrue(ids.add(message.get("messageId").asText()), "no message twice");
        }
    }
}
