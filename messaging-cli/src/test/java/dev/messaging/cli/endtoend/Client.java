package dev.messaging.cli.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messaging.core.contract.CanIgnoreReturnValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client of the {@code /v1} dialect, as somebody would write one from its documentation. */
final class Client implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10)).build();
    private final String url;

    /** What came back. */
    record Answer(int status, JsonNode body) {}

    Client(String url) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    String createUser(String name) throws IOException, InterruptedException {
        return expect200(post("/v1/users/create", Map.of("username", name))).get("userId").asText();
    }

    String createGroup(String name, List<String> members) throws IOException, InterruptedException {
        String group = expect200(post("/v1/groups/create", Map.of("groupName", name))).get("groupId").asText();
        for (String member : members) {
            expect200(post("/v1/groups/" + group + "?op=add", Map.of("userId", member)));
        }
        return group;
    }

    Answer send(String sender, String receiver, String text) throws IOException, InterruptedException {
        return post("/v1/messages/send?type=private",
                Map.of("senderId", sender, "receiverId", receiver, "message", text));
    }

    Answer sendToGroup(String sender, String group, String text) throws IOException, InterruptedException {
        return post("/v1/messages/send?type=group", Map.of("senderId", sender, "groupId", group, "message", text));
    }

    /** Everything in an inbox, oldest first. */
    List<JsonNode> inbox(String user) throws IOException, InterruptedException {
        return messages(expect200(get("/v1/messages/" + user)));
    }

    static List<JsonNode> messages(JsonNode answer) {
        List<JsonNode> messages = new ArrayList<>();
        answer.get("messages").forEach(messages::add);
        return messages;
    }

    String text(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60)).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }

    Answer get(String path) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60)).build());
    }

    /** A check that is answered when there is something new, or when the wait is over. */
    Answer getWaiting(String path, int seconds) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60))
                .header("Prefer", "wait=" + seconds).build());
    }

    Answer post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        fields.forEach(body::put);
        return answer(HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))).build());
    }

    private Answer answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
    }

    @CanIgnoreReturnValue
    static JsonNode expect200(Answer answer) {
        if (answer.status() != 200) {
            throw new AssertionError(answer.toString());
        }
        return answer.body();
    }

    @Override
    public void close() {
        http.close();
    }
}
