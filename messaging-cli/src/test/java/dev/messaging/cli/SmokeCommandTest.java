package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.Admin.Outcome;
import dev.messaging.core.Messaging;
import dev.messaging.core.contract.CheapHashing;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.http.HttpSettings;
import dev.messaging.http.MessagingServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tour of servers that answer rightly, wrongly, and not at all. */
class SmokeCommandTest {
    private static final String LAST = "All as expected.";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aServerThatAnswersRightlyPassesWhetherItDemandsPasswordsOrNot(boolean authRequired) {
        try (Messaging messaging = messaging(authRequired); MessagingServer server = serve(messaging)) {
            Outcome outcome = new Admin().types("smoke", server.url());
            assertEquals(ExitCodes.DONE, outcome.exitCode(), outcome.answers());
            List<String> lines = outcome.answers().lines().toList();
            assertEquals(LAST, lines.getLast());
            assertTrue(lines.stream().limit(lines.size() - 1).allMatch(line -> line.startsWith("ok      ")),
                    outcome.answers());
            assertEquals(!authRequired, lines.contains("ok      first dialect: adds Ada"));
            assertFalse(outcome.answers().contains("Secret-"), outcome.answers());
        }
    }

    /** Somewhere in the tour each of these would be a server that betrays its users. */
    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    /v1/messages/user- | "Hello, Bob" | "Hello, Rob" | first dialect: Bob gets it once: expected Hello, Bob at /messages/0/message
                    /v1/messages/user- | "messages":null | "messages":[] | first dialect: an inbox without messages: expected null at /messages
                    ?op=block | "scope":"direct" | "scope":"everywhere" | first dialect: Bob blocks Ada: expected direct at /scope
                    /check_messages | "messages":\\[[{](.*?)[}]\\] | "messages":[{$1},{$1}] | second dialect: Lee gets it once: expected 1 in /messages
                    /check_messages | "group_id":"group-[0-9a-f]* | "group_id":"group-x | second dialect: Lee gets it: expected group-
                    /health/ready | "store":"ok" | "store":"trouble: x" | health: it is ready: expected ok at /store
                    """)
    void anAnswerWithAnotherContentIsTold(String path, String from, String to, String told) throws IOException {
        try (Messaging messaging = messaging(false);
                MessagingServer server = serve(messaging);
                AlteringProxy proxy = AlteringProxy.of(server.url(), (number, asked, answer) -> asked.contains(path)
                        ? answer.withText(answer.text().replaceAll(from, to))
                        : answer)) {
            Outcome outcome = new Admin().types("smoke", proxy.url(), "--patience", "1");
            assertEquals(ExitCodes.REFUSED, outcome.exitCode(), outcome.answers());
            assertTrue(outcome.answers().contains("FAILED  " + told), outcome.answers());
            assertFalse(outcome.answers().contains(LAST), outcome.answers());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anotherStatusIsToldWhicheverAnswerHasIt(boolean authRequired) throws IOException {
        int calls = 1;
        for (int wrong = 0; wrong < calls; wrong++) {
            int altered = wrong;
            try (Messaging messaging = messaging(authRequired);
                    MessagingServer server = serve(messaging);
                    AlteringProxy proxy = AlteringProxy.of(server.url(),
                            (number, asked, answer) -> number == altered ? answer.withStatus(418) : answer)) {
                Outcome outcome = new Admin().types("smoke", proxy.url());
                assertEquals(ExitCodes.REFUSED, outcome.exitCode(), altered + ": " + outcome.answers());
                assertEquals(1, outcome.answers().lines().filter(line -> line.startsWith("FAILED  ")).count(),
                        outcome.answers());
                assertTrue(outcome.answers().contains("was answered with 418"), outcome.answers());
                calls = Math.max(calls, proxy.calls());
            }
        }
        assertTrue(calls > 35, calls + " calls only");
    }

    @Test
    void aServerInTroubleEndsTheTourAtOnce() throws IOException {
        try (Messaging messaging = messaging(false);
                MessagingServer server = serve(messaging);
                AlteringProxy proxy = AlteringProxy.of(server.url(),
                        (number, asked, answer) -> number == 6 ? answer.withStatus(503) : answer)) {
            Outcome outcome = new Admin().types("smoke", proxy.url());
            assertEquals(ExitCodes.STORE_TROUBLE, outcome.exitCode());
            assertTrue(outcome.answers().lines().toList().getLast().startsWith("FAILED  first dialect: "),
                    outcome.answers());
        }
    }

    @Test
    void whereNobodyListensIsTold() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertEquals(
                new Outcome(ExitCodes.STORE_TROUBLE,
                        "FAILED  health: it lives: GET /health/live could not be made: no connection.\n", ""),
                new Admin().types("smoke", "http://127.0.0.1:" + free + "/"));
    }

    @Test
    void aServerThatKeepsSilentIsNotWaitedForLongerThanIsSaid() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(
                    new Outcome(ExitCodes.STORE_TROUBLE,
                            "FAILED  health: it lives: GET /health/live had no answer in 1 s.\n", ""),
                    new Admin().types("smoke", "http://127.0.0.1:" + silent.getLocalPort(), "--timeout", "1"));
        }
    }

    private static Messaging messaging(boolean authRequired) {
        return Messaging.over(MemoryStore.create()).hashing(new CheapHashing()).authRequired(authRequired).build();
    }

    private static MessagingServer serve(Messaging messaging) {
        return MessagingServer.start(messaging, HttpSettings.builder().port(0).build());
    }
}
