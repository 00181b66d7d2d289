package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.messaging.core.Messaging;
import dev.messaging.core.contract.CheapHashing;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.http.Served.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String PASSWORD = "Secret-ada-1";

    private final Served served = Served.of(Messaging.over(MemoryStore.create()).hashing(new CheapHashing())
            .newsEvery(Duration.ofHours(1)), settings().build());
    private final String ada = served.user("Ada");
    private final String bob = served.user("Bob");

    /** Streams that last until somebody ends them, and show soon that they live. */
    private static HttpSettings.Builder settings() {
        return Served.settings().eventsFor(Duration.ofMinutes(5)).eventsBeat(Duration.ofMillis(200));
    }

    @AfterEach
    void stop() {
        served.close();
    }

    /** An event, or, without an id, a comment. */
    private record Event(String id, String data) {
        String text() throws IOException {
            return MAPPER.readTree(data).path("message").asText();
        }
    }

    /** A stream that is being read. */
    private static final class Stream implements AutoCloseable {
        private final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        Stream(HttpResponse<InputStream> response) {
            this.response = response;
            this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        /** The next block of lines; empty at the end. */
        Optional<Event> next() throws IOException {
            String id = "";
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    return Optional.of(new Event(id, data));
                }
                id = line.startsWith("id: ") ? line.substring(4) : id;
                data = line.startsWith("data: ") ? line.substring(6) : data;
            }
            return Optional.empty();
        }

        Event nextMessage() throws IOException {
            Event event = next().orElseThrow();
            while (event.id().isEmpty()) {
                event = next().orElseThrow();
            }
            return event;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    private Stream follow(String path, String... headers) throws IOException, InterruptedException {
        return follow(served, path, headers);
    }

    private static Stream follow(Served served, String path, String... headers)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response = served.client.send(served.request(path, headers).GET().build(),
                BodyHandlers.ofInputStream());
        assertEquals(200, response.statusCode());
        return new Stream(response);
    }

    private static String events(String user) {
        return "/v1/messages/" + user + "/events";
    }

    @Test
    void what_stands_there_comes_first_and_then_what_is_sent() throws IOException, InterruptedException {
        assertEquals(200, served.direct(ada, bob, "1").status());
        assertEquals(200, served.direct(ada, bob, "2").status());
        try (Stream stream = follow(events(bob))) {
            assertEquals("text/event-stream", stream.response.headers().firstValue("Content-Type").orElse(""));
            assertEquals("no-store", stream.response.headers().firstValue("Cache-Control").orElse(""));
            assertEquals("1", stream.nextMessage().text());
            assertEquals("2", stream.nextMessage().text());
            assertEquals(200, served.direct(ada, bob, "line one\\nline two é").status());
            Event third = stream.nextMessage();
            JsonNode checked = served.get("/v1/messages/" + bob).json();
            assertEquals(checked.path("messages").get(2), MAPPER.readTree(third.data()));
            assertEquals(checked.path("next").asText(), third.id());
        }
    }

    @Test
    void the_last_event_id_says_where_to_go_on_and_beats_what_the_url_says() throws IOException, InterruptedException {
        assertEquals(200, served.direct(ada, bob, "1").status());
        String first = served.get("/v1/messages/" + bob).field("next");
        assertEquals(200, served.direct(ada, bob, "2").status());
        String second = served.get("/v1/messages/" + bob).field("next");
        assertEquals(200, served.direct(ada, bob, "3").status());
        try (Stream stream = follow(events(bob) + "?after=" + first)) {
            assertEquals("2", stream.nextMessage().text());
        }
        try (Stream stream = follow(events(bob) + "?after=" + first, "Last-Event-ID", second)) {
            assertEquals("3", stream.nextMessage().text());
        }
        try (Stream stream = follow(events(bob) + "?after=" + second, "Last-Event-ID", "")) {
            assertEquals("3", stream.nextMessage().text());
        }
    }

    @Test
    void silence_is_filled_with_comments() throws IOException, InterruptedException {
        try (Stream stream = follow(events(bob))) {
            for (int i = 0; i < 4; i++) {
                assertEquals(Optional.of(new Event("", "")), stream.next());
            }
        }
    }

    @Test
    void a_password_that_is_changed_ends_the_streams_that_were_opened_with_the_old_one()
            throws IOException, InterruptedException {
        String eve = served.user("Eve", PASSWORD);
        try (Stream byPassword = follow(events(eve), "Authorization", Served.basic(eve, PASSWORD));
                Stream byToken = follow(events(eve), "Authorization", "Bearer " + served.token(eve, PASSWORD))) {
            assertTrue(byPassword.next().isPresent());
            assertTrue(byToken.next().isPresent());
            Reply changed = served.post("/v1/users/" + eve + "/password",
                    "{\"current\": \"" + PASSWORD + "\", \"new\": \"Secret-ada-2\"}", "Authorization",
                    Served.basic(eve, PASSWORD));
            assertEquals(200, changed.status());
            assertTrue(ends(byPassword));
            assertTrue(ends(byToken));
        }
    }

    private static boolean ends(Stream stream) throws IOException {
        Optional<Event> event = stream.next();
        while (event.isPresent()) {
            event = stream.next();
        }
        return true;
    }

    @Test
    void stopping_lets_everybody_go_at_once() throws Exception {
        try (Stream stream = follow(events(bob)); Stream other = follow(events(ada))) {
            assertTrue(stream.next().isPresent());
            assertTrue(other.next().isPresent());
            Thread waiting = Thread.ofVirtual().start(() -> {
                Reply reply = served.get("/v1/messages/" + bob, "Prefer", "wait=25");
                assertEquals(200, reply.status());
            });
            while (served.messaging.listeners() < 3) {
                Thread.onSpinWait();
            }
            long began = System.nanoTime();
            served.server.close();
            assertTrue(Duration.ofNanos(System.nanoTime() - began).toSeconds() < 15);
            assertTrue(ends(stream));
            assertTrue(ends(other));
            waiting.join();
        }
    }

    @Test
    void one_listener_too_many_is_told_to_come_again() throws IOException, InterruptedException {
        try (Served small = Served.of(Messaging.over(MemoryStore.create()).listenersMax(3, 2), settings().build())) {
            String carl = small.user("Carl");
            String dora = small.user("Dora");
            try (Stream one = follow(small, events(carl)); Stream two = follow(small, events(carl))) {
                assertTrue(one.next().isPresent() && two.next().isPresent());
                Reply third = small.get(events(carl));
                assertEquals(429, third.status());
                assertFalse(third.header("Retry-After").isEmpty());
                try (Stream other = follow(small, events(dora))) {
                    assertTrue(other.next().isPresent());
                    Reply fourth = small.get(events(small.user("Emil")));
                    assertEquals(503, fourth.status());
                    assertEquals("/problems/too-many-listeners", fourth.field("type"));
                    assertFalse(fourth.header("Retry-After").isEmpty());
                    Reply check = small.get("/v1/messages/" + dora, "Prefer", "wait=25");
                    assertEquals(200, check.status());
                    assertEquals("", check.header("Preference-Applied"));
                }
            }
        }
    }

    @Test
    void streams_hold_no_place_among_the_requests_in_work() throws IOException, InterruptedException {
        try (Served small = Served.of(Messaging.over(MemoryStore.create()).hashing(new CheapHashing()),
                settings().requestsMax(1).build())) {
            String user = small.user("Ada");
            try (Stream stream = follow(small, events(user))) {
                assertTrue(stream.next().isPresent());
                assertEquals(200, small.get("/v1/messages/" + user).status());
            }
        }
    }

    @Test
    void head_shows_the_headers_and_ends() {
        Reply head = served.send(served.request(events(bob)).method("HEAD",
                BodyPublishers.noBody()));
        assertEquals(200, head.status());
        assertEquals("text/event-stream", head.header("Content-Type"));
    }
}
