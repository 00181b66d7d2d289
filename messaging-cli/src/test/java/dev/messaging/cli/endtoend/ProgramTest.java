package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
    private static final int WRONG_USAGE = 2;
    private static final int STORE_TROUBLE = 3;
    /** A disk that never has room. */
    private static final File FULL = new File("/dev/full");

    @TempDir
    Path folder;

    @Test
    void serveSaysWhereItListensAndStoresAndEndsWellWhenTerminated() throws Exception {
        try (Program server = Program.start(folder, "serve", "--store", "memory", "--port", "0")) {
            String line = server.nextAnswer();
            assertTrue(line.matches("Listening on http://127\\.0\\.0\\.1:\\d+, storing in memory"), line);
            assertEquals(200, get(line.replaceFirst("^Listening on (\\S+), .*$", "$1/health/ready")));
            assertEquals(0, server.terminated().exitCode(), server.notes());
            assertFalse(server.notes().contains("Exception"), server.notes());
        }
    }

    @Test
    void whatWasBegunBeforeTheEndIsAnswered() throws Exception {
        String body = "{\"username\": \"Ada\"}";
        String head = "POST /v1/users/create HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: "
                + body.length() + "\r\n\r\n";
        try (Program server = Program.serve(folder, "memory"); Socket client = new Socket()) {
            URI url = URI.create(server.url());
            client.connect(new InetSocketAddress(url.getHost(), url.getPort()));
            BufferedReader answer = new BufferedReader(
                    new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            assertEquals("HTTP/1.1 100 Continue", answer.readLine());
            server.terminated();
            while (get(url + "/health/ready") == 200) {
                Thread.onSpinWait();
            }
            client.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
            assertEquals("HTTP/1.1 200 OK", answer.lines().filter(line -> !line.isEmpty()).findFirst().orElseThrow());
            assertEquals(0, server.exitCode(), server.notes());
        }
    }

    @Test
    void aSecondSignalEndsItWithoutWaitingForWhatWasBegun() throws Exception {
        try (Program server = Program.serve(folder, "memory"); Socket client = new Socket()) {
            URI url = URI.create(server.url());
            client.connect(new InetSocketAddress(url.getHost(), url.getPort()));
            client.getOutputStream().write(
                    "POST /v1/users/create HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertEquals('H', client.getInputStream().read());
            server.terminated();
            while (get(url + "/health/ready") == 200) {
                Thread.onSpinWait();
            }
            assertEquals(143, server.terminated().exitCode());
        }
    }

    @Test
    @EnabledIf(value = "hasFullDevice", disabledReason = "this system has no /dev/full")
    void anAnswerThatCannotBeWrittenIsNoSuccess() throws Exception {
        List<String> words = new ArrayList<>(Program.words());
        words.addAll(List.of("user", "list", "--store", "memory"));
        try (Program list = Program.start(new ProcessBuilder(words).redirectOutput(FULL), folder)) {
            assertEquals(STORE_TROUBLE, list.exitCode());
            assertOneLine(list, "No space left on device");
        }
    }

    static boolean hasFullDevice() {
        return FULL.canWrite();
    }

    @Test
    void aTakenPortIsToldInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Program server = Program.start(folder, "serve", "--store", "memory", "--port",
                        Integer.toString(taken.getLocalPort()))) {
            assertEquals(WRONG_USAGE, server.exitCode());
            assertOneLine(server, Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void whatOneCommandWroteToTheUsualFileTheNextOneReads() throws Exception {
        try (Program create = Program.start(folder, "user", "create", "--id", "user-a", "--name", "Ünï 😀")) {
            assertEquals(0, create.exitCode(), create.notes());
            assertEquals("in sqlite:" + folder.resolve("messaging/messaging.db") + "\n", create.notes());
        }
        try (Program show = Program.start(folder, "user", "show", "user-a", "--output", "json")) {
            assertTrue(show.nextAnswer().startsWith("{\"userId\":\"user-a\",\"username\":\"Ünï 😀\""));
            assertEquals(0, show.exitCode(), show.notes());
        }
    }

    @Test
    void commandsWorkBesideAServerOnTheSameFileButNoSecondServerDoes() throws Exception {
        try (Program server = Program.start(folder, "serve", "--port", "0")) {
            String url = server.url();
            try (Program create = Program.start(folder, "user", "create", "--id", "user-a")) {
                assertEquals(0, create.exitCode(), create.notes());
            }
            assertEquals(200, get(url + "/v1/users/user-a"));
            try (Program second = Program.start(folder, "serve", "--port", "0")) {
                assertEquals(STORE_TROUBLE, second.exitCode());
                assertOneLine(second, "messaging.db");
            }
        }
    }

    @Test
    void aFileThatCannotBeUsedIsToldInOneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("letter.txt"), "Dear Ada, this is no database. ".repeat(100));
        for (String store : List.of("sqlite:" + file, "sqlite:" + folder.resolve("nowhere/messaging.db"))) {
            try (Program create = Program.start(folder, "user", "create", "--store", store)) {
                assertEquals(STORE_TROUBLE, create.exitCode());
                assertOneLine(create, store.substring("sqlite:".length()));
            }
        }
    }

    private static void assertOneLine(Program program, String mentioned) {
        assertEquals(1, program.notes().lines().count(), program.notes());
        assertTrue(program.notes().startsWith("messaging: "), program.notes());
        assertTrue(program.notes().contains(mentioned), program.notes());
    }

    private static int get(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
