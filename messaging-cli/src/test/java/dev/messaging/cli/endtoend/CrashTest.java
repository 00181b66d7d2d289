package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A server is killed while messages are being sent: what was answered with 200 is there once, in order. */
class CrashTest {
    private static final int SENDERS = 8;

    @Test
    void whatSqliteAcceptedSurvivesKill(@TempDir Path folder) throws Exception {
        killWhileSending(folder, "sqlite:" + folder.resolve("messaging.db"));
    }

    @Test
    @DisabledIfSystemProperty(named = "messaging.test.dynamodb-local", matches = "skip",
            disabledReason = "DynamoDB Local was left out")
    void whatDynamoDbAcceptedSurvivesKillOfTheNode(@TempDir Path folder) throws Exception {
        try (Program database = Program.start(folder, "dynamodb-local", "--port", "0", "--in-memory")) {
            killWhileSending(folder, "dynamodb:" + database.url());
        }
    }

    private static void killWhileSending(Path folder, String store) throws Exception {
        List<String> senders = new ArrayList<>();
        List<List<String>> accepted = new ArrayList<>();
        String receiver;
        try (Program server = Program.serve(folder, store); Client client = new Client(server.url())) {
            receiver = client.createUser("Receiver");
            for (int i = 0; i < SENDERS; i++) {
                senders.add(client.createUser("Sender " + i));
                accepted.add(new ArrayList<>());
            }
            sendUntilKilled(server, client, senders, receiver, accepted);
        }
        try (Program server = Program.serve(folder, store); Client client = new Client(server.url())) {
            List<JsonNode> inbox = client.inbox(receiver);
            assertHoldsOnceAndInOrder(inbox, senders, accepted);
            JsonNode sent = Client.expect200(client.send(senders.getFirst(), receiver, "after the crash"));
            assertEquals(sent.get("messageId"), client.inbox(receiver).getLast().get("messageId"));
            assertEquals(0, server.terminated().exitCode(), server.notes());
        }
    }

    private static void sendUntilKilled(Program server, Client client, List<String> senders, String receiver,
            List<List<String>> accepted) throws InterruptedException {
        CountDownLatch wellUnderWay = new CountDownLatch(400);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SENDERS; i++) {
                String sender = senders.get(i);
                List<String> ofSender = accepted.get(i);
                threads.execute(() -> {
                    try {
                        for (int n = 0; n < 100_000; n++) {
                            Client.Answer answer = client.send(sender, receiver, Integer.toString(n));
                            if (answer.status() == 200) {
                                ofSender.add(answer.body().get("messageId").asText());
                                wellUnderWay.countDown();
                            }
                        }
                    } catch (IOException | InterruptedException theServerWasKilled) {
                        // The answer to the last one is unknown: it may be there or not.
                        wellUnderWay.countDown();
                    }
                });
            }
            assertTrue(wellUnderWay.await(60, TimeUnit.SECONDS));
            assertNotEquals(0, server.killed().exitCode());
        }
    }

    private static void assertHoldsOnceAndInOrder(List<JsonNode> inbox, List<String> senders,
            List<List<String>> accepted) {
        Promises.assertOrderedAndWithoutDoubles(inbox);
        for (int i = 0; i < senders.size(); i++) {
            String sender = senders.get(i);
            List<String> stored = inbox.stream().filter(m -> m.get("senderId").asText().equals(sender))
                    .map(m -> m.get("messageId").asText()).toList();
            List<String> answered = accepted.get(i);
            assertEquals(answered, stored.subList(0, answered.size()), "in the order of sending");
            assertTrue(stored.size() <= answered.size() + 1, "at most the one whose answer was lost");
        }
    }
}
