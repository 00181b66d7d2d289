package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Messaging;
import dev.messaging.core.contract.CheapHashing;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.port.PasswordHashing;
import dev.messaging.http.Served.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What passwords cost: hashes are counted, for time tells who looks at it what the answer does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HashingCostTest {
    private static final String PASSWORD = "Secret-ada-1";

    private final TestClock clock = new TestClock();
    private final CheapHashing hashing = new CheapHashing();
    private final Served served = Served.of(Messaging.over(MemoryStore.create()).clock(clock).hashing(hashing));
    private final String ada = served.user("Ada", PASSWORD);
    private final String open = served.user("Open");

    @AfterAll
    void stop() {
        served.close();
    }

    @Test
    void a_wrong_password_and_an_unknown_user_get_the_same_for_the_same_work() {
        List<Function<String, Reply>> calls = List.of(
                user -> served.get("/v1/users/" + open, "Authorization", Served.basic(user, "Secret-wrong")),
                user -> served.post("/v1/sessions", "{\"userId\": \"" + user + "\", \"password\": \"Secret-wrong\"}"),
                user -> action("/check_messages", "user_id", user, ""),
                user -> action("/send_message", "sender_id", user,
                        "\"receiver_id\": \"" + open + "\", \"message\": \"Hi\", "),
                user -> action("/send_group_message", "sender_id", user,
                        "\"group_id\": \"group-1\", \"message\": \"Hi\", "),
                user -> action("/block_user", "user_id", user, "\"blocked_user_id\": \"" + open + "\", "),
                user -> action("/create_group", "caller_id", user, "\"members\": \"" + open + "\", "),
                user -> action("/add_remove_users", "caller_id", user,
                        "\"group_id\": \"group-1\", \"user_id\": \"" + open + "\", \"action\": \"add\", "));
        for (Function<String, Reply> call : calls) {
            Set<String> answers = new HashSet<>();
            for (String user : List.of(ada, "user-0nobody", "nobody", "user-" + "x".repeat(1_000), "€")) {
                int before = hashing.hashed();
                answers.add(wholeAnswer(call.apply(user)));
                assertEquals(1, hashing.hashed() - before, user);
            }
            assertEquals(1, answers.size(), answers::toString);
            assertTrue(answers.iterator().next().startsWith("40"), answers::toString);
        }
    }

    @Test
    void an_open_account_has_no_password_that_is_right() {
        int before = hashing.hashed();
        String wrong = wholeAnswer(
                served.get("/v1/users/" + open, "Authorization", Served.basic(open, "Secret-wrong")));

        assertEquals(1, hashing.hashed() - before);
        assertEquals(wholeAnswer(served.get("/v1/users/" + open, "Authorization", Served.basic(ada, "Secret-wrong"))),
                wrong);
    }

    @Test
    void a_password_is_hashed_once_in_ten_minutes_however_often_it_comes() {
        String bob = served.user("Bob", PASSWORD);
        String body = "{\"user_id\": \"" + bob + "\", \"password\": \"" + PASSWORD + "\"}";
        clock.move(Duration.ofMinutes(10)); // At creation it was known anyway.
        int before = hashing.hashed();
        for (int i = 0; i < 10; i++) {
            assertEquals(200, served.post("/check_messages", body).status());
            assertEquals(200, served.get("/v1/messages/" + bob, "Authorization", Served.basic(bob, PASSWORD)).status());
            clock.move(Duration.ofSeconds(59));
        }
        assertEquals(1, hashing.hashed() - before);

        clock.move(Duration.ofSeconds(11));
        assertEquals(200, served.post("/check_messages", body).status());

        assertEquals(2, hashing.hashed() - before);
    }

    @Test
    void a_wrong_password_is_hashed_every_time() {
        int before = hashing.hashed();
        for (int i = 0; i < 3; i++) {
            assertEquals(403, action("/check_messages", "user_id", ada, "").status());
        }
        assertEquals(3, hashing.hashed() - before);
    }

    @Test
    void a_token_costs_no_hash() {
        String token = served.token(ada, PASSWORD);
        int before = hashing.hashed();

        assertEquals(200, served.get("/v1/messages/" + ada, "Authorization", "Bearer " + token).status());
        assertEquals(401, served.get("/v1/messages/" + ada, "Authorization", "Bearer x").status());

        assertEquals(0, hashing.hashed() - before);
    }

    @Test
    void the_old_password_is_refused_as_soon_as_it_is_changed() {
        String bob = served.user("Bob", PASSWORD);
        String old = "{\"user_id\": \"" + bob + "\", \"password\": \"" + PASSWORD + "\"}";
        assertEquals(200, served.post("/check_messages", old).status());

        assertEquals(200, served.post("/v1/users/" + bob + "/password",
                "{\"current\": \"" + PASSWORD + "\", \"new\": \"Secret-bob-2\"}", "Authorization",
                Served.basic(bob, PASSWORD)).status());

        assertEquals(403, served.post("/check_messages", old).status());
        assertEquals(200,
                served.post("/check_messages", old.replace(PASSWORD, "Secret-bob-2")).status());
    }

    @Test
    void who_comes_when_too_many_passwords_wait_is_told_to_come_again() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        PasswordHashing slow = slow(begun, go);
        try (Served busy = Served.of(Messaging.over(MemoryStore.create()).hashing(slow).hashingLimits(1, 1))) {
            List<Thread> others = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                others.add(Thread.ofVirtual().start(() -> {
                    var unused = busy.post("/register_user", "{\"password\": \"Secret-1\"}");
                }));
            }
            begun.await();
            Reply refused = busy.post("/v1/users/create", "{\"username\": \"a\", \"password\": \"Secret-12\"}");
            Reply action = busy.post("/register_user", "{\"password\": \"Secret-1\"}");
            go.countDown();
            for (Thread other : others) {
                other.join();
            }

            UsersApiTest.assertProblem(refused, 503, "too-busy", "");
            assertEquals(503, action.status());
            for (Reply reply : List.of(refused, action)) {
                assertTrue(reply.header("Retry-After").matches("[1-4][0-9]|50"), () -> reply.header("Retry-After"));
            }
        }
    }

    private static PasswordHashing slow(CountDownLatch begun, CountDownLatch go) {
        CheapHashing fast = new CheapHashing();
        return new PasswordHashing() {
            @Override
            public PasswordHash hash(Password password) {
                begun.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return fast.hash(password);
            }

            @Override
            public boolean verify(Password password, PasswordHash hash) {
                return fast.verify(password, hash);
            }

            @Override
            public boolean understands(PasswordHash hash) {
                return fast.understands(hash);
            }
        };
    }

    private Reply action(String path, String idField, String user, String fields) {
        return served.post(path,
                "{" + fields + "\"" + idField + "\": \"" + user + "\", \"password\": \"Secret-wrong\"}");
    }

    /** Everything but the time, and the request's id. */
    private static String wholeAnswer(Reply reply) {
        Map<String, List<String>> headers = new HashMap<>(reply.response().headers().map());
        headers.keySet().removeIf(name -> Set.of("date", "x-request-id").contains(name.toLowerCase(Locale.ROOT)));
        return reply.status() + " " + headers + " "
                + reply.text().replace(reply.header("X-Request-Id"), "");
    }
}
