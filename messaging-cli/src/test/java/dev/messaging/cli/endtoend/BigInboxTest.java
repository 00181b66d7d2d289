package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** An inbox of 100,000 messages with 2,000 bytes each is streamed whole by a server with a heap of 256 MB, which {@link Program} gives. */
@Tag("long")
@Timeout(1_800)
class BigInboxTest {
    private static final int MESSAGES = 100_000;
    private static final int SENDERS = 32;
    /** 200 MB in all: more than fits into the heap beside everything else, in Java's two forms of it. */
    private static final String TEXT = "x".repeat(2_000);

    @Test
    void fromSqlite(@TempDir Path folder) throws Exception {
        streamEverything(folder, "sqlite:" + folder.resolve("messaging.db"));
    }

    @Test
    @DisabledIfSystemProperty(named = "messaging.test.dynamodb-local", matches = "skip")
    void fromDynamoDb(@TempDir Path folder) throws Exception {
        try (Program database = Program.start(folder, "dynamodb-local", "--port", "0", "--dir", folder.toString())) {
            streamEverything(folder, "dynamodb:" + database.url());
        }
    }

    private static void streamEverything(Path folder, String store) throws Exception {
        try (Program server = Program.serve(folder, store)) {
            String url = server.url();
            try (Client client = new Client(url)) {
                String receiver = client.createUser("Receiver");
                fill(client, receiver);
                assertEquals(MESSAGES, streamedWithoutLimit(url, receiver));
            }
        }
    }

    private static void fill(Client client, String receiver) throws Exception {
        List<Future<?>> sending = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SENDERS; i++) {
                sending.add(threads.submit(() -> {
                    for (int n = 0; n < MESSAGES / SENDERS; n++) {
                        Client.expect200(client.send(receiver, receiver, TEXT));
                    }
                    return receiver;
                }));
            }
            for (Future<?> result : sending) {
                assertEquals(receiver, result.get());
            }
        }
    }

    private static int streamedWithoutLimit(String url, String receiver) throws Exception {
        int messages = 0;
        long last = 0;
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response = http.send(
                    HttpRequest.newBuilder(URI.create(url + "/v1/messages/" + receiver)).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertEquals(200, response.statusCode());
            try (JsonParser json = new JsonFactory().createParser(response.body())) {
                for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                    if (token == JsonToken.FIELD_NAME && json.currentName().equals("timestamp")) {
                        long timestamp = Long.parseLong(json.nextTextValue());
                        assertTrue(timestamp > last, "rising timestamps");
                        last = timestamp;
                        messages++;
                    }
                }
            }
        }
        return messages;
    }
}
