package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.messaging.http.Served.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests with an Idempotency-Key, in both dialects. */
class RequestKeysTest {
    private static final String KEY = "Idempotency-Key";
    private static final String PASSWORD = "Secret-ada-1";

    private final Served served = Served.inMemory();
    private final String ada = served.user("Ada");
    private final String bob = served.user("Bob");

    @AfterEach
    void stop() {
        served.close();
    }

    private int inbox(String user) {
        return served.get("/v1/messages/" + user).json().path("messages").size();
    }

    @Test
    void a_repeated_message_is_one_message_and_the_answer_is_the_same() {
        Reply first = served.direct(ada, bob, "once", KEY, "k-1");
        Reply again = served.direct(ada, bob, "once", KEY, "k-1");
        assertEquals(200, first.status());
        assertEquals(first.json(), again.json());
        assertEquals(1, inbox(bob));
        assertNotEquals(first.field("messageId"), served.direct(ada, bob, "once", KEY, "k-2").field("messageId"));
    }

    @Test
    void another_message_with_the_same_key_is_refused() {
        assertEquals(200, served.direct(ada, bob, "once", KEY, "k-1").status());
        Reply other = served.direct(ada, bob, "other", KEY, "k-1");
        assertEquals(422, other.status());
        assertEquals("/problems/key-reused", other.field("type"));
        assertEquals(1, inbox(bob));
        assertEquals(200, served.direct(bob, bob, "another sender", KEY, "k-1").status());
    }

    @Test
    void a_block_in_between_changes_nothing() {
        Reply first = served.direct(ada, bob, "once", KEY, "k-1");
        assertEquals(200,
                served.post("/v1/users/" + bob + "?op=block", "{\"blockedUserId\": \"" + ada + "\"}").status());
        assertEquals(first.json(), served.direct(ada, bob, "once", KEY, "k-1").json());
        assertEquals(403, served.direct(ada, bob, "refused", KEY, "k-2").status());
        assertEquals(200,
                served.post("/v1/users/" + bob + "?op=unblock", "{\"blockedUserId\": \"" + ada + "\"}").status());
        Reply refused = served.direct(ada, bob, "refused", KEY, "k-2");
        assertEquals(403, refused.status());
        assertEquals("/problems/blocked", refused.field("type"));
        assertEquals(1, inbox(bob));
    }

    @Test
    void who_does_not_exist_is_told_again_in_the_clients_own_words() {
        for (int i = 0; i < 2; i++) {
            Reply refused = served.direct(ada, "no id at all", "hello", KEY, "k-1");
            assertEquals(404, refused.status());
            assertEquals("There is no user \"no id at all\".", refused.field("detail"));
        }
    }

    @Test
    void users_and_groups_are_created_once() {
        String user = "{\"username\": \"Carl\", \"password\": \"" + PASSWORD + "\"}";
        Reply first = served.post("/v1/users/create", user, KEY, "k-1");
        Reply again = served.post("/v1/users/create", user, KEY, "k-1");
        assertEquals(first.json(), again.json());
        assertEquals(422, served.post("/v1/users/create", "{\"username\": \"Dora\"}", KEY, "k-1").status());
        String group = "{\"groupName\": \"Chess\"}";
        assertEquals(served.post("/v1/groups/create", group, KEY, "k-1").json(),
                served.post("/v1/groups/create", group, KEY, "k-1").json());
    }

    @Test
    void the_second_dialect_takes_keys_too() {
        String register = "{\"password\": \"" + PASSWORD + "\"}";
        Reply first = served.post("/register_user", register, KEY, "k-1");
        assertEquals(first.json(), served.post("/register_user", register, KEY, "k-1").json());
        String carl = first.field("user_id");
        String send = "{\"sender_id\": \"" + carl + "\", \"password\": \"" + PASSWORD + "\", \"receiver_id\": \"" + bob
                + "\", \"message\": \"once\"}";
        for (int i = 0; i < 2; i++) {
            assertEquals("Message sent to " + bob + ".",
                    served.post("/send_message", send, KEY, "k-1").field("message"));
        }
        assertEquals(1, inbox(bob));
        assertEquals(422, served.post("/send_message", send.replace("once", "twice"), KEY, "k-1").status());
        String create = "{\"members\": \"" + ada + ", " + bob + "\"}";
        Reply group = served.post("/create_group", create, KEY, "k-1");
        assertEquals(group.json(), served.post("/create_group", create, KEY, "k-1").json());
    }

    @Test
    void a_key_that_is_none_is_told_before_anything_is_done() {
        for (String key : List.of("x".repeat(256), "")) {
            Reply refused = served.direct(ada, bob, "hello", KEY, key);
            assertEquals(400, refused.status(), key);
            assertEquals(KEY, refused.field("field"));
        }
        Reply twice = served.direct(ada, bob, "hello", KEY, "k-1", KEY, "k-2");
        assertEquals(400, twice.status());
        assertEquals(KEY, twice.field("field"));
        assertEquals(0, inbox(bob));
    }

    @Test
    void a_protected_users_key_is_of_no_use_to_others() {
        String eve = served.user("Eve", PASSWORD);
        String basic = Served.basic(eve, PASSWORD);
        Reply first = served.direct(eve, bob, "mine", KEY, "k-1", "Authorization", basic);
        assertEquals(200, first.status());
        assertEquals(401, served.direct(eve, bob, "mine", KEY, "k-1").status());
        assertEquals(first.json(), served.direct(eve, bob, "mine", KEY, "k-1", "Authorization", basic).json());
    }
}
