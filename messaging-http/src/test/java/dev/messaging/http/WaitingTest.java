package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Messaging;
import dev.messaging.core.contract.CheapHashing;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.http.Served.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks that wait, and checks that are answered by saying that nothing has changed. */
class WaitingTest {
    private final Served served = Served.of(Messaging.over(MemoryStore.create()).hashing(new CheapHashing())
            .newsEvery(Duration.ofHours(1)));
    private final String ada = served.user("Ada");
    private final String bob = served.user("Bob");
    private final String inbox = "/v1/messages/" + bob;

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void a_check_with_nothing_new_is_answered_when_something_comes() throws ExecutionException, InterruptedException {
        assertEquals(200, served.direct(ada, bob, "before").status());
        String next = served.get(inbox).field("next");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Reply> waiting = CompletableFuture
                    .supplyAsync(() -> served.get(inbox + "?after=" + next, "Prefer", "respond-async, wait=25"),
                            threads);
            while (served.messaging.listeners() == 0) {
                Thread.onSpinWait();
            }
            assertEquals(200, served.direct(ada, bob, "news").status());
            Reply reply = waiting.get();
            assertEquals("news", reply.json().path("messages").get(0).path("message").asText());
            assertEquals("wait=25", reply.header("Preference-Applied"));
        }
        assertEquals(0, served.messaging.listeners());
    }

    @Test
    void what_is_there_already_is_not_waited_for() {
        assertEquals(200, served.direct(ada, bob, "1").status());
        assertEquals(200, served.direct(ada, bob, "2").status());
        Reply all = served.get(inbox, "Prefer", "wait=25");
        assertEquals(2, all.json().path("messages").size());
        assertEquals("wait=25", all.header("Preference-Applied"));
        Reply page = served.get(inbox + "?limit=1", "Prefer", "wait=25");
        assertEquals(1, page.json().path("messages").size());
    }

    @Test
    void more_than_fits_a_page_comes_whole() {
        for (int i = 0; i < 501; i++) {
            assertEquals(200, served.direct(ada, bob, "x").status());
        }
        assertEquals(501, served.get(inbox, "Prefer", "wait=25").json().path("messages").size());
    }

    @Test
    void waiting_ends_with_nothing_after_the_time() {
        Reply reply = served.get(inbox, "Prefer", "wait=1");
        assertEquals(200, reply.status());
        assertTrue(reply.json().path("messages").isNull());
        assertEquals("wait=1", reply.header("Preference-Applied"));
    }

    @Test
    void a_wish_that_is_none_is_ignored() {
        for (String wish : new String[]{"wait", "wait=", "wait=-1", "wait=soon", "wait=0", "await=3",
                "return=minimal"}) {
            Reply reply = served.get(inbox, "Prefer", wish);
            assertEquals(200, reply.status(), wish);
            assertEquals("", reply.header("Preference-Applied"), wish);
        }
    }

    @Test
    void longer_than_the_longest_is_the_longest() {
        assertEquals(200, served.direct(ada, bob, "there").status());
        assertEquals("wait=25", served.get(inbox, "Prefer", "wait=9999").header("Preference-Applied"));
    }

    @Test
    void who_knows_where_the_inbox_ends_is_told_that_nothing_has_changed() {
        assertEquals(200, served.direct(ada, bob, "1").status());
        Reply first = served.get(inbox);
        String next = first.field("next");
        Reply again = served.get(inbox + "?after=" + next, "If-None-Match", first.header("ETag"));
        assertEquals(304, again.status());
        assertEquals("", again.text());
        assertEquals(first.header("ETag"), again.header("ETag"));
        assertEquals(200, served.direct(ada, bob, "2").status());
        Reply changed = served.get(inbox + "?after=" + next, "If-None-Match", first.header("ETag"));
        assertEquals(200, changed.status());
        assertEquals(1, changed.json().path("messages").size());
    }

    @Test
    void a_tag_that_matches_never_hides_what_stands_behind_the_place_that_was_asked_from() {
        assertEquals(200, served.direct(ada, bob, "1").status());
        assertEquals(200, served.direct(ada, bob, "2").status());
        Reply firstOfTwo = served.get(inbox + "?limit=1");
        Reply same = served.get(inbox + "?limit=1", "If-None-Match", firstOfTwo.header("ETag"));
        assertEquals(200, same.status());
        assertEquals(1, same.json().path("messages").size());
        String time = firstOfTwo.json().path("messages").get(0).path("timestamp").asText();
        assertEquals(200,
                served.get(inbox + "?timestamp=" + time, "If-None-Match", firstOfTwo.header("ETag")).status());
        Reply last = served.get(inbox + "?timestamp=" + time);
        String lastTime = last.json().path("messages").get(0).path("timestamp").asText();
        assertEquals(304, served.get(inbox + "?timestamp=" + lastTime, "If-None-Match", last.header("ETag")).status());
        assertEquals(200, served.get(inbox + "?timestamp=" + lastTime, "If-None-Match", "\"0-0\"").status());
    }

    @Test
    void waiting_and_asking_for_changes_go_together() {
        Reply empty = served.get(inbox);
        Reply waited = served.get(inbox, "Prefer", "wait=1", "If-None-Match", empty.header("ETag"));
        assertEquals(304, waited.status());
        assertEquals("wait=1", waited.header("Preference-Applied"));
    }

    @Test
    void what_says_that_there_is_nothing_is_short() throws IOException {
        assertEquals(200, served.direct(ada, bob, "1").status());
        Reply reply = served.get(inbox);
        String path = inbox + "?after=" + reply.field("next");
        String host = "\r\nHost: localhost\r\nConnection: close\r\n";
        String empty = Raw.exchange(served.server, "GET " + path + " HTTP/1.1" + host + "\r\n");
        String unchanged = Raw.exchange(served.server,
                "GET " + path + " HTTP/1.1" + host + "If-None-Match: " + reply.header("ETag") + "\r\n\r\n");
        assertTrue(empty.startsWith("HTTP/1.1 200 "), empty);
        assertTrue(unchanged.startsWith("HTTP/1.1 304 "), unchanged);
        int headers = headers(empty) + headers(unchanged);
        assertTrue(headers < 250, headers + " bytes\n" + empty + unchanged);
    }

    /** How many bytes the header fields take that would stand there in a usual answer. */
    private static int headers(String answer) {
        return answer.substring(answer.indexOf("\r\n") + 2, answer.indexOf("\r\n\r\n") + 2)
                .replace("Connection: close\r\n", "").length();
    }
}
