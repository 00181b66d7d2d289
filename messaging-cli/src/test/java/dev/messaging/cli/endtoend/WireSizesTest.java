package dev.messaging.cli.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messaging.cli.cost.Assumed;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the model of costs takes answers and log lines to weigh, compared with those of a server. */
class WireSizesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CLOSING = "Connection: close\r\n";

    private final List<String> off = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void answersAndLogLinesWeighWhatTheyAreTakenTo() throws Exception {
        String notes;
        try (Program server = Program.start(folder, "serve", "--port", "0", "--store", "memory", "--log-format",
                "json")) {
            URI url = URI.create(server.url());
            String ada = userId(url, "");
            String bob = userId(url, "Secret-of-bob");
            String send = "{\"senderId\": \"" + ada + "\", \"receiverId\": \"%s\", \"message\": \"Hello\"}";
            compare("sent", Assumed.SENT_BYTES,
                    post(url, "/v1/messages/send?type=private", send.formatted(ada)).length());
            String one = get(url, "/v1/messages/" + ada);
            String next = new ObjectMapper().readTree(one.substring(one.indexOf('{'))).path("next").asText();
            String none = get(url, "/v1/messages/" + ada + "?after=" + next);
            compare("no news", Assumed.ANSWER_BYTES, none.length());
            compare("a message", Assumed.MESSAGE_BYTES, one.length() - none.length() - "Hello".length());
            compareMessagesOfTheSecondDialect(url, bob, send.formatted(bob));
            long begun = System.nanoTime();
            while (!server.notes().contains("checkMessages")) { // A line comes after its answer.
                assertTrue(System.nanoTime() - begun < PATIENCE.toNanos(), server::notes);
                Thread.onSpinWait();
            }
            notes = server.notes();
        }
        String line = notes.lines().filter(noted -> noted.contains("GET ")).findFirst()
                .orElseThrow(() -> new AssertionError(notes));
        compare("a line of the log", Assumed.LOG_LINE_BYTES, line.length() + 26); // CloudWatch adds 26 bytes to each.
        assertEquals(List.of(), off);
    }

    private void compareMessagesOfTheSecondDialect(URI url, String bob, String send) throws IOException {
        String check = "{\"user_id\": \"" + bob + "\", \"password\": \"Secret-of-bob\"}";
        String before = post(url, "/check_messages", check);
        String sent = post(url, "/v1/messages/send?type=private", send);
        assertTrue(sent.startsWith("HTTP/1.1 200"), sent);
        compare("a message of the second dialect", Assumed.MESSAGE_BYTES_SECOND_DIALECT,
                post(url, "/check_messages", check).length() - before.length() - "Hello".length());
    }

    /** The model is no more exact than that. */
    private void compare(String what, int taken, int real) {
        if (Math.abs(taken - real) > taken * 0.1) {
            off.add(what + ": " + real + " bytes, taken to be " + taken);
        }
    }

    private static String userId(URI url, String password) throws IOException {
        String body = "{\"username\": \"Somebody\"" + (password.isEmpty() ? "" : ", \"password\": \"" + password + "\"")
                + "}";
        String answer = post(url, "/v1/users/create", body);
        JsonNode user = new ObjectMapper().readTree(answer.substring(answer.indexOf('{')));
        return user.path("userId").asText();
    }

    private static String get(URI url, String path) throws IOException {
        return exchanged(url, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + CLOSING + "\r\n");
    }

    private static String post(URI url, String path, String body) throws IOException {
        return exchanged(url, "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length()
                + "\r\n" + CLOSING + "\r\n" + body);
    }

    /** All bytes of the answer, but what says that the connection ends. */
    private static String exchanged(URI url, String request) throws IOException {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1).replace(CLOSING, "");
        }
    }
}
