package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messaging.core.Messaging;
import dev.messaging.core.contract.CheapHashing;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.port.StoreException;
import dev.messaging.http.Served.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The second dialect, word for word. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActionsApiTest {
    private static final String PASSWORD = "Secret-1";
    private static final String EMOJI = "😀".repeat(300);

    private final TestClock clock = new TestClock(Instant.parse("2024-06-15T10:11:48.900Z"));
    private final HookedStore store = new HookedStore();
    private final Served served = Served.of(
            Messaging.over(store).clock(clock).hashing(new CheapHashing()).groupMembersMax(3).blocksMax(2));
    private final String ada = register();
    private final String bob = register();

    @AfterAll
    void stop() {
        served.close();
    }

    @Test
    void registers_a_user_who_is_called_like_its_id() {
        Reply registered = served.post("/register_user", body("password", "Secret-"));

        assertEquals(200, registered.status(), registered::toString);
        String id = registered.field("user_id");
        assertTrue(id.matches("user-[0-9a-f]{32}"), registered::toString);
        assertEquals(1, registered.json().size());
        assertEquals("application/json", registered.header("Content-Type"));
        assertEquals("no-store", registered.header("Cache-Control"));
        assertEquals(id, served.get("/v1/users/" + id, "Authorization", Served.basic(id, "Secret-")).field("username"));
    }

    @Test
    void sends_a_message_that_is_read_with_its_time_in_utc() {
        String reader = register();
        says("Message sent to " + reader + ".", act("/send_message", "sender_id", ada, "receiver_id", reader,
                "message", "Hello"));
        clock.move(Duration.ofMillis(100));
        says("Message sent to " + reader + ".", act("/send_message", "sender_id", bob, "receiver_id", reader,
                "message", "Hello again"));

        Reply checked = act("/check_messages", "user_id", reader);

        assertEquals("{\"messages\":[{\"timestamp\":\"2024-06-15 10:11:48\",\"sender_id\":\"" + ada
                + "\",\"message\":\"Hello\"},{\"timestamp\":\"2024-06-15 10:11:49\",\"sender_id\":\"" + bob
                + "\",\"message\":\"Hello again\"}],\"next\":\"" + checked.field("next") + "\"}", checked.text());
        Reply rest = act("/check_messages", "user_id", reader, "after", checked.field("next"));
        assertEquals("{\"messages\":[],\"next\":\"" + checked.field("next") + "\"}", rest.text());
        clock.move(Duration.ofMillis(-100));
    }

    @Test
    void refuses_an_after_that_is_not_a_next_of_the_user() {
        String next = act("/check_messages", "user_id", ada).field("next");

        assertEquals(200, act("/check_messages", "user_id", ada, "after", next).status());
        refuses(400, "after is a cursor of another user's inbox.",
                act("/check_messages", "user_id", bob, "after", next));
        refuses(400, "after is a cursor of another user's inbox.",
                act("/check_messages", "user_id", "nobody", "after", next));
        for (String garbled : List.of("x", next + "A", next.substring(1), "€")) {
            refuses(400, "after must be the \"next\" of an earlier answer, unchanged.",
                    act("/check_messages", "user_id", ada, "after", garbled));
        }
        refuses(400, "after must not be empty.", act("/check_messages", "user_id", ada, "after", ""));
    }

    @Test
    void names_a_receiver_that_does_not_exist() {
        for (String nobody : List.of("user-0nobody", "nobody", "group-1", "\"quoted\"\n")) {
            refuses(400, nobody + " not found.",
                    act("/send_message", "sender_id", ada, "receiver_id", nobody, "message", "Hi"));
            refuses(400, nobody + " not found.", act("/block_user", "user_id", ada, "blocked_user_id", nobody));
        }
        Reply refused = act("/send_message", "sender_id", ada, "receiver_id", EMOJI, "message", "Hi");
        refuses(400, "😀".repeat(200) + "… not found.", refused);
    }

    @Test
    void blocks_everywhere_under_both_spellings() {
        String reader = register();
        String noisy = register();
        String group = group(reader + "," + noisy);
        says("You have blocked " + noisy + ".", act("/block_user", "user_id", reader, "block_user_id", noisy));
        refuses(400, noisy + " is already blocked.",
                act("/block_user", "user_id", reader, "blocked_user_id", noisy, "block_user_id", noisy));
        refuses(400, "blocked_user_id and block_user_id must not differ.",
                act("/block_user", "user_id", reader, "blocked_user_id", noisy, "block_user_id", ada));
        refuses(400, "blocked_user_id is missing: it must be a string.", act("/block_user", "user_id", reader));

        refuses(403, "You are unable to send messages to " + reader + ".",
                act("/send_message", "sender_id", noisy, "receiver_id", reader, "message", "Hi"));
        says("Message sent to " + group + ".",
                act("/send_group_message", "sender_id", noisy, "group_id", group, "message", "Hi all"));
        assertEquals(0, act("/check_messages", "user_id", reader).json().path("messages").size());
        says("You have blocked " + ada + ".", act("/block_user", "user_id", reader, "blocked_user_id", ada));
        assertEquals(409, act("/block_user", "user_id", reader, "blocked_user_id", bob).status());
    }

    @Test
    void creates_a_group_of_all_its_members_or_none() {
        String group = group(" " + ada + " ,, " + bob + "," + ada + ", ");

        assertTrue(group.matches("group-[0-9a-f]{32}"), group);
        assertEquals(2, served.get("/v1/groups/" + group).json().path("members").asInt());
        assertEquals(group, served.get("/v1/groups/" + group).field("groupName"));
        for (String nobody : List.of("user-0nobody", "nobody", "a b")) {
            refuses(400, nobody + " not found.",
                    served.post("/create_group", body("members", ada + "," + nobody + ", someone else")));
        }
        refuses(400, "😀".repeat(200) + "… not found.", served.post("/create_group", body("members", EMOJI)));
        for (String nobody : List.of(",", " , ", " ")) {
            refuses(400, "members must name at least one user: ids with commas between them.",
                    served.post("/create_group", body("members", nobody)));
        }
        refuses(400, "members must not be empty.", served.post("/create_group", body("members", "")));
        refuses(409, "The group is full: it may have at most 3 members.",
                served.post("/create_group", body("members", "a,b,c,d")));
    }

    @Test
    void a_group_made_by_somebody_known_is_owned() {
        String eve = register();
        Reply made = served.post("/create_group", body("members", bob, "caller_id", ada, "password", PASSWORD));
        String group = made.field("group_id");
        Reply byHeader = served.post("/create_group", body("members", bob), "Authorization",
                Served.basic(ada, PASSWORD));

        for (String owned : List.of(group, byHeader.field("group_id"))) {
            assertEquals(401, served.get("/v1/groups/" + owned).status());
            assertEquals(2, served.get("/v1/groups/" + owned, "Authorization", Served.basic(bob, PASSWORD)).json()
                    .path("members").asInt());
        }
        refuses(403, "Unauthorized access", change(group, eve, "add"));
        says(eve + " has been added to the group.", change(group, eve, "add", "caller_id", bob, "password", PASSWORD));
        refuses(403, "Unauthorized access", change(group, bob, "remove", "caller_id", eve, "password", PASSWORD));
        says(eve + " has been removed from the group.",
                change(group, eve, "remove", "caller_id", eve, "password", PASSWORD));
        refuses(400, "password is missing: it must be a string.", change(group, eve, "add", "caller_id", bob));
        refuses(400, "caller_id is missing: it must be a string.", change(group, eve, "add", "password", PASSWORD));
    }

    @Test
    void who_calls_stands_in_the_body_before_the_header() {
        String header = Served.basic(ada, "Secret-wrong");
        Reply made = served.post("/create_group", body("members", bob, "caller_id", ada, "password", PASSWORD),
                "Authorization", header);

        assertEquals(200, made.status(), made::toString);
        refuses(403, "Unauthorized access",
                served.post("/create_group", body("members", bob), "Authorization", header));
        says("Message sent to " + bob + ".", served.post("/send_message",
                body("sender_id", ada, "password", PASSWORD, "receiver_id", bob, "message", "Hi"), "Authorization",
                header));
    }

    @Test
    void adds_and_removes_members() {
        String group = group(ada);

        says(bob + " has been added to the group.", change(group, bob, "add"));
        says(bob + " has been removed from the group.", change(group, bob, "remove"));
        for (Reply idle : List.of(change(group, ada, "add"), change(group, bob, "remove"), change(group, bob, "Add"),
                change(group, bob, "kick"), change("group-0nothing", "nobody", "kick"))) {
            refuses(400, "Invalid action or user already in desired state.", idle);
        }
        for (String nothing : List.of("group-0nothing", "nothing", ada)) {
            refuses(400, "Group (" + nothing + ") not found.", change(nothing, bob, "add"));
        }
        refuses(400, "nobody not found.", change(group, "nobody", "add"));
        refuses(400, "user-0nobody not found.", change(group, "user-0nobody", "remove"));
    }

    @Test
    void only_members_write_to_a_group_and_all_of_them_read_it() {
        String group = group(ada + "," + register());
        for (String outside : List.of(group, "group-0nothing", "nothing")) {
            refuses(403, "You are not a member of " + outside + ".",
                    act("/send_group_message", "sender_id", bob, "group_id", outside, "message", "Hi"));
        }
        String next = act("/check_messages", "user_id", ada).field("next");
        says("Message sent to " + group + ".",
                act("/send_group_message", "sender_id", ada, "group_id", group, "message", "Hi all"));

        JsonNode message = act("/check_messages", "user_id", ada, "after", next).json().path("messages").path(0);
        assertEquals(List.of("timestamp", "sender_id", "group_id", "message"), names(message));
        assertEquals(group, message.path("group_id").asText());
    }

    @Test
    void on_an_open_account_every_password_is_good_enough() {
        String open = served.user("Open");

        says("Message sent to " + open + ".", served.post("/send_message", body("sender_id", open, "password",
                "Secret-whatever", "receiver_id", open, "message", "Note")));
        assertEquals(1, served.post("/check_messages", body("user_id", open, "password", "Secret-else")).json()
                .path("messages").size());
    }

    @Test
    void forgives_trailing_commas_here_only() {
        String next = act("/check_messages", "user_id", ada).field("next");
        String forgiven = "{\"user_id\": \"" + ada + "\", \"password\": \"" + PASSWORD + "\", \"after\": \"" + next
                + "\", \"more\": [1, 2,],}";

        assertEquals(200, served.post("/check_messages", forgiven).status());
        for (String broken : List.of("{,}", "{\"a\": 1,,}", "{\"a\": [,]}", "{\"user_id\": \"a\",", "")) {
            Reply refused = served.post("/check_messages", broken);
            assertEquals(400, refused.status(), refused::toString);
            assertTrue(refused.field("message").startsWith("The body must be one JSON object"), refused::toString);
        }
        assertEquals(400, served.post("/v1/users/create", "{\"username\": \"Ada\",}").status());
    }

    @Test
    void every_field_of_another_form_is_named() {
        for (List<String> call : List.of(List.of("/register_user", "password"),
                List.of("/send_message", "sender_id", "password", "receiver_id", "message"),
                List.of("/check_messages", "user_id", "password"),
                List.of("/block_user", "user_id", "password", "blocked_user_id"), List.of("/create_group", "members"),
                List.of("/add_remove_users", "group_id", "user_id", "action"),
                List.of("/send_group_message", "sender_id", "password", "group_id", "message"))) {
            List<String> fields = call.subList(1, call.size());
            for (String field : fields) {
                for (String json : List.of("null", "1", "true", "[]", "{}", "\"\"", "\"\\ud800\"")) {
                    Reply refused = served.post(call.getFirst(), with(fields, field, json));
                    assertEquals(400, refused.status(), () -> call + " " + field + "=" + json + " → " + refused);
                    assertTrue(refused.field("message").startsWith(field + " "), refused::toString);
                    assertEquals(1, refused.json().size(), refused::toString);
                }
            }
        }
        String tooLong = "Secret-" + "x".repeat(250);
        refuses(400, "password must be at most 256 characters.",
                served.post("/register_user", body("password", tooLong)));
        refuses(400, "message must be at most 16384 bytes of UTF-8.",
                served.post("/send_message", body("sender_id", ada, "password", PASSWORD, "receiver_id", bob, "message",
                        "x".repeat(16_385))));
    }

    @Test
    void what_goes_wrong_before_an_action_is_told_in_the_same_form() throws IOException {
        for (Route route : Routes.ACTIONS) {
            Reply wrongMethod = served.get(route.path());
            assertEquals(405, wrongMethod.status());
            assertEquals("POST, OPTIONS", wrongMethod.header("Allow"));
            assertTrue(wrongMethod.field("message").startsWith("This path knows "), wrongMethod::toString);
            assertEquals(1, wrongMethod.json().size());
            Reply tooLarge = served.post(route.path(), new byte[Body.BYTES_MAX + 1]);
            refuses(413, "A body may have at most 131072 bytes.", tooLarge);
            Reply foreign = served.post(route.path(), "{}", "Origin", "https://elsewhere.example");
            assertEquals(403, foreign.status());
            assertEquals(1, foreign.json().size(), foreign::toString);
            String framed = Raw.exchange(served.server, "POST " + route.path()
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: x\r\n\r\n");
            assertTrue(framed.startsWith("HTTP/1.1 400 "), framed);
            assertTrue(framed.contains("Content-Type: application/json\r\n"), framed);
            assertTrue(framed.contains("\r\n\r\n{\"message\":\""), framed);
        }
        assertEquals(204, served.send(served.request("/send_message").method("OPTIONS", BodyPublishers.noBody()))
                .status());
        assertEquals("/problems/no-such-path", served.post("/send_messages", "{}").field("type"));
    }

    @Test
    void trouble_with_the_store_keeps_its_status() {
        store.beforeDeliver = () -> {
            throw StoreException.notDone("out of order");
        };
        Reply trouble = act("/send_message", "sender_id", ada, "receiver_id", bob, "message", "Hi");
        store.beforeDeliver = () -> {
            throw StoreException.unknown("no answer", new IOException("cut"));
        };
        Reply unknown = act("/send_message", "sender_id", ada, "receiver_id", bob, "message", "Hi");
        store.beforeDeliver = ActionsApiTest::nothing;

        refuses(503, "The store is in trouble. Nothing was changed: it is safe to repeat the request.", trouble);
        assertEquals("1", trouble.header("Retry-After"));
        assertEquals(504, unknown.status());
        assertEquals(1, unknown.json().size());
    }

    @Test
    void streams_and_breaks_off_when_the_store_fails_in_the_middle() {
        String reader = register();
        for (int i = 0; i < 600; i++) {
            assertEquals(200,
                    act("/send_message", "sender_id", reader, "receiver_id", reader, "message", "message " + i)
                            .status());
        }
        Reply all = act("/check_messages", "user_id", reader);
        assertEquals("chunked", all.header("Transfer-Encoding"));
        assertEquals(600, all.json().path("messages").size());

        AtomicInteger reads = new AtomicInteger();
        store.beforeRead = () -> {
            if (reads.incrementAndGet() == 6) { // By then the answer has begun.
                throw StoreException.notDone("out of order");
            }
        };
        assertThrows(UncheckedIOException.class, () -> act("/check_messages", "user_id", reader));
        store.beforeRead = ActionsApiTest::nothing;
    }

    private static void nothing() {
        // The store is well again.
    }

    private String register() {
        return served.post("/register_user", body("password", PASSWORD)).field("user_id");
    }

    private String group(String members) {
        return served.post("/create_group", body("members", members)).field("group_id");
    }

    private Reply act(String path, String... fields) {
        List<String> all = new ArrayList<>(List.of(fields));
        all.addAll(List.of("password", PASSWORD));
        return served.post(path, body(all.toArray(String[]::new)));
    }

    private Reply change(String group, String user, String action, String... more) {
        List<String> all = new ArrayList<>(List.of("group_id", group, "user_id", user, "action", action));
        all.addAll(List.of(more));
        return served.post("/add_remove_users", body(all.toArray(String[]::new)));
    }

    private static String body(String... fields) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < fields.length; i += 2) {
            body.put(fields[i], fields[i + 1]);
        }
        return body.toString();
    }

    private static String with(List<String> fields, String broken, String json) {
        return fields.stream().map(field -> "\"" + field + "\": " + (field.equals(broken) ? json : "\"x\""))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void says(String message, Reply reply) {
        refuses(200, message, reply);
    }

    private static void refuses(int status, String message, Reply reply) {
        assertEquals(status, reply.status(), reply::toString);
        assertEquals(message, reply.field("message"), reply::toString);
        assertEquals(1, reply.json().size(), reply::toString);
        assertEquals("application/json", reply.header("Content-Type"));
        assertFalse(reply.text().contains("Secret-"), reply::toString);
    }
}
