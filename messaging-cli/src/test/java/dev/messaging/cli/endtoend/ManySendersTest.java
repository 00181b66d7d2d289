package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.UserId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
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
        AtomicBoolean ended = new AtomicBoolean();
        Future<List<String>> polling;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            polling = threads.submit(() -> pollByTimestamp(clients.getLast(), receiver, ended));
            for (int i = 0; i < SENDERS; i++) {
                String sender = first.createUser("Sender " + i);
                Client client = clients.get(i % clients.size());
                int share = MESSAGES / SENDERS + (i < MESSAGES % SENDERS ? 1 : 0);
                sending.add(threads.submit(() -> sendInTurn(client, sender, receiver, share)));
            }
            try {
                for (Future<Integer> result : sending) {
                    assertTrue(result.get() > 0);
                }
            } finally {
                ended.set(true);
            }
        }
        JsonNode answer = Client.expect200(first.get("/v1/messages/" + receiver));
        List<JsonNode> inbox = Client.messages(answer);
        assertEquals(MESSAGES, inbox.size());
        Cursor end = Cursor.parse(answer.get("next").asText(), new UserId(receiver));
        assertEquals(MESSAGES, end.position().sequence(), "dense: as many numbers as messages");
        Promises.assertOrderedAndWithoutDoubles(inbox);
        assertEquals(inbox.stream().map(m -> m.get("messageId").asText()).toList(), polling.get());
        clients.forEach(Client::close);
    }

    private static int sendInTurn(Client client, String sender, String receiver, int count) throws Exception {
        for (int n = 0; n < count; n++) {
            Client.expect200(client.send(sender, receiver, Integer.toString(n)));
        }
        return count;
    }

    /** Polls until the senders had ended before a poll that brought nothing. */
    private static List<String> pollByTimestamp(Client client, String receiver, AtomicBoolean ended) throws Exception {
        List<String> seen = new ArrayList<>();
        String timestamp = "0";
        while (true) {
            boolean last = ended.get();
            List<JsonNode> messages = Client.messages(
                    Client.expect200(client.get("/v1/messages/" + receiver + "?timestamp=" + timestamp)));
            if (messages.isEmpty() && last) {
                return seen;
            }
            for (JsonNode message : messages) {
                seen.add(message.get("messageId").asText());
                timestamp = message.get("timestamp").asText();
            }
        }
    }
}
