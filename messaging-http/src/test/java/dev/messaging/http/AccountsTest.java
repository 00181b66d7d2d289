package dev.messaging.http;

import static dev.messaging.http.Served.basic;
import static dev.messaging.http.UsersApiTest.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.contract.CheapHashing;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.UserId;
import dev.messaging.http.Served.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Passwords, sessions, and the header that shows them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsTest {
    private static final String PASSWORD = "Secret-ada-1";
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final TestClock clock = new TestClock();
    private final Served served = Served.of(Messaging.over(MemoryStore.create()).clock(clock).sessionsMax(2)
            .sessionLifetime(LIFETIME).hashing(new CheapHashing()));

    @AfterAll
    void stop() {
        served.close();
    }

    @Test
    void a_password_has_at_least_eight_characters_and_at_most_256() {
        for (String password : List.of("Secret-", "Secret", "x".repeat(257), "Secret-😀".repeat(33))) {
            assertProblem(create(password), 400, "bad-value", "password");
        }
        assertTrue(create("Secret-").field("detail").contains("at least 8 characters"));
        for (String password : List.of("Secret-1", "Secret-😀", "Secret-😀".repeat(32), "Secret- \\u0000\\n:€")) {
            assertEquals(200, create(password).status(), password);
        }
    }

    @Test
    void the_operator_says_how_short_a_password_may_be() {
        HttpSettings settings = Served.settings().passwordMin(12).build();
        try (Served strict = Served.with(MemoryStore.create(), settings)) {
            Reply refused = strict.post("/v1/users/create",
                    "{\"username\": \"Eve\", \"password\": \"Secret-1234\"}");
            assertProblem(refused, 400, "bad-value", "password");
            assertEquals("", strict.user("Eve", "Secret-1234"));
            assertNotEquals("", strict.user("Eve", "Secret-12345"));
            assertEquals(200, strict.post("/register_user", "{\"password\": \"Secret-\"}").status());
        }
    }

    @Test
    void the_words_basic_and_bearer_may_be_written_in_any_case() {
        String ada = served.user("Ada", PASSWORD);
        String basic = basic(ada, PASSWORD).substring(6);
        String token = served.token(ada, PASSWORD);

        for (String header : List.of("Basic " + basic, "basic " + basic, "BASIC  " + basic, "Bearer " + token,
                "bEARER " + token)) {
            assertEquals(200, served.get("/v1/messages/" + ada, "Authorization", header).status(), header);
        }
        assertProblem(served.get("/v1/messages/" + ada), 401, "unauthenticated", "");
    }

    @Test
    void a_password_may_hold_colons_and_any_script() {
        String password = "Secret-:a::é😀";
        String ada = served.user("Ada", password);

        assertEquals(200, served.get("/v1/messages/" + ada, "Authorization", basic(ada, password)).status());
        String latin1 = Base64.getEncoder().encodeToString(
                (ada + ":Secret-:a::é").getBytes(StandardCharsets.ISO_8859_1));
        assertProblem(served.get("/v1/messages/" + ada, "Authorization", "Basic " + latin1), 401, "wrong-credentials",
                "");
    }

    @Test
    void wrong_credentials_are_refused_though_nothing_is_protected() {
        String ada = served.user("Ada", PASSWORD);
        String open = served.user("Open");
        for (String[] headers : WrongHeaders.of(ada, PASSWORD)) {
            String[] pairs = List.of(headers).stream().flatMap(value -> List.of("Authorization", value).stream())
                    .toArray(String[]::new);
            Reply refused = served.get("/v1/users/" + open, pairs);
            assertProblem(refused, 401, "wrong-credentials", "");
            assertEquals("Bearer realm=\"messaging\", Basic realm=\"messaging\", charset=\"UTF-8\"",
                    refused.header("WWW-Authenticate"));
        }
        assertEquals(200, served.get("/health/live", "Authorization", "Basic x").status());
        assertEquals(200, served.get("/", "Authorization", "Basic x").status());
    }

    @Test
    void what_is_not_well_formed_is_told_before_who_may_not() {
        String ada = served.user("Ada", PASSWORD);
        String wrong = basic(ada, "Secret-wrong");
        assertProblem(served.post("/v1/users/" + ada + "?op=block", "{}", "Authorization", wrong), 400, "bad-value",
                "blockedUserId");
        assertProblem(served.get("/v1/messages/" + ada + "?limit=x", "Authorization", wrong), 400, "bad-value",
                "limit");
        assertProblem(served.get("/v1/users?ids=", "Authorization", wrong), 400, "bad-value", "ids");
        assertProblem(served.post("/v1/groups/create", "{", "Authorization", wrong), 400, "bad-body", "");
        assertProblem(served.delete("/v1/sessions?all=yes", "Authorization", wrong), 400, "bad-value", "all");
        assertProblem(served.post("/v1/messages/send?type=group", "{\"senderId\": \"x\"}", "Authorization", wrong),
                400, "bad-value", "groupId");
    }

    @Test
    void who_has_no_right_learns_nothing_about_what_exists() {
        String ada = served.user("Ada", PASSWORD);
        String eve = served.user("Eve", "Secret-eve-1");
        String asEve = basic(eve, "Secret-eve-1");
        String body = "{\"blockedUserId\": \"" + eve + "\"}";
        String protectedOne = withoutId(served.post("/v1/users/" + ada + "?op=block", body, "Authorization", asEve));
        String absent = withoutId(served.post("/v1/users/user-0nobody?op=block", body, "Authorization", asEve));
        String noId = withoutId(served.post("/v1/users/nobody?op=block", body, "Authorization", asEve));

        assertEquals(protectedOne, absent);
        assertEquals("403 not-permitted", protectedOne);
        assertEquals("403 not-permitted", noId);
    }

    @Test
    void a_session_opens_with_a_password_and_ends_by_its_token() {
        String ada = served.user("Ada", PASSWORD);
        Reply opened = session(ada, PASSWORD);

        assertEquals(200, opened.status(), "opening");
        assertEquals("no-store", opened.header("Cache-Control"));
        assertEquals(2, opened.json().size());
        assertTrue(opened.field("token").matches("mst_[0-9A-Za-z_-]{43}"), "the form of a token");
        assertTrue(opened.json().path("expiresAt").isTextual());
        long lasts = Long.parseLong(opened.field("expiresAt")) - clock.instant().toEpochMilli();
        assertTrue(lasts > LIFETIME.toMillis() - 1_000 && lasts <= LIFETIME.toMillis(), () -> "lasts " + lasts);

        String other = served.token(ada, PASSWORD);
        Reply ended = served.delete("/v1/sessions", "Authorization", "Bearer " + opened.field("token"));
        assertEquals(204, ended.status());
        assertEquals("", ended.text());
        assertEquals("no-store", ended.header("Cache-Control"));
        assertEquals("", ended.header("Content-Type"));
        assertProblem(served.get("/v1/users/" + ada, "Authorization", "Bearer " + opened.field("token")), 401,
                "wrong-credentials", "");
        assertEquals(200, served.get("/v1/users/" + ada, "Authorization", "Bearer " + other).status());
    }

    @Test
    void all_sessions_end_at_once_by_token_or_password() {
        String ada = served.user("Ada", PASSWORD);
        for (boolean byToken : List.of(true, false)) {
            String first = served.token(ada, PASSWORD);
            String second = served.token(ada, PASSWORD);
            String shown = byToken ? "Bearer " + first : basic(ada, PASSWORD);

            assertEquals(204, served.delete("/v1/sessions?all=true", "Authorization", shown).status());

            for (String token : List.of(first, second)) {
                assertEquals(401, served.get("/v1/users/" + ada, "Authorization", "Bearer " + token).status());
            }
        }
    }

    @Test
    void ending_a_session_needs_one() {
        String ada = served.user("Ada", PASSWORD);
        for (String query : List.of("", "?all=false")) {
            Reply refused = served.delete("/v1/sessions" + query, "Authorization", basic(ada, PASSWORD));
            assertProblem(refused, 400, "bad-value", "all");
            assertTrue(refused.field("detail").contains("token"), refused::toString);
            assertProblem(served.delete("/v1/sessions" + query), 401, "unauthenticated", "");
        }
        assertProblem(served.delete("/v1/sessions?all=true"), 401, "unauthenticated", "");
        for (String query : List.of("?all=", "?all", "?all=TRUE", "?all=1", "?all=true&all=true")) {
            assertProblem(served.delete("/v1/sessions" + query), 400, "bad-value", "all");
        }
    }

    @Test
    void sessions_are_few_and_expire() {
        String ada = served.user("Ada", PASSWORD);
        String token = served.token(ada, PASSWORD);
        assertEquals(200, session(ada, PASSWORD).status());
        assertProblem(session(ada, PASSWORD), 409, "too-many-sessions", "");

        clock.move(LIFETIME);

        assertProblem(served.get("/v1/users/" + ada, "Authorization", "Bearer " + token), 401, "wrong-credentials", "");
        assertEquals(200, session(ada, PASSWORD).status());
    }

    @Test
    void a_changed_password_counts_at_once_and_ends_the_other_sessions() {
        String ada = served.user("Ada", PASSWORD);
        String kept = served.token(ada, PASSWORD);
        String other = served.token(ada, PASSWORD);
        assertEquals(200, served.get("/v1/messages/" + ada, "Authorization", basic(ada, PASSWORD)).status());

        Reply changed = change(ada, PASSWORD, "Secret-ada-2", "Authorization", "Bearer " + kept);

        assertEquals("{\"userId\":\"" + ada + "\",\"changed\":true}", changed.text());
        assertEquals(401, served.get("/v1/messages/" + ada, "Authorization", basic(ada, PASSWORD)).status());
        assertEquals(401, served.get("/v1/messages/" + ada, "Authorization", "Bearer " + other).status());
        assertEquals(200, served.get("/v1/messages/" + ada, "Authorization", "Bearer " + kept).status());
        assertEquals(200, served.get("/v1/messages/" + ada, "Authorization", basic(ada, "Secret-ada-2")).status());
    }

    @Test
    void a_suspended_user_is_told_so_only_with_the_right_password() {
        String ada = served.user("Ada", PASSWORD);
        String open = served.user("Open");
        String bearer = "Bearer " + served.token(ada, PASSWORD);
        suspend(ada, true);
        suspend(open, true);

        assertProblem(served.get("/v1/messages/" + ada, "Authorization", basic(ada, PASSWORD)), 403, "suspended", "");
        assertProblem(session(ada, PASSWORD), 403, "suspended", "");
        assertProblem(change(ada, PASSWORD, "Secret-ada-2", "Authorization", basic(ada, PASSWORD)), 403, "suspended",
                "");
        assertProblem(served.get("/v1/messages/" + ada, "Authorization", bearer), 401, "wrong-credentials", "");
        assertProblem(served.get("/v1/messages/" + ada, "Authorization", basic(ada, "Secret-wrong")), 401,
                "wrong-credentials", "");
        assertProblem(session(ada, "Secret-wrong"), 401, "wrong-credentials", "");
        assertProblem(served.get("/v1/messages/" + ada), 401, "unauthenticated", "");
        assertProblem(served.get("/v1/messages/" + open), 403, "suspended", "");
        assertEquals("{\"message\":\"Unauthorized access\"}", checkedInSecondDialect(ada, 403).text());
        assertEquals("{\"message\":\"Unauthorized access\"}", checkedInSecondDialect(open, 403).text());
        assertEquals(403, served.post("/create_group", "{\"members\": \"" + ada + "\", \"caller_id\": \"" + open
                + "\", \"password\": \"" + PASSWORD + "\"}").status());

        suspend(ada, false);
        suspend(open, false);
        assertEquals(200, session(ada, PASSWORD).status());
        assertEquals(200, checkedInSecondDialect(open, 200).status());
    }

    private void suspend(String user, boolean suspended) {
        served.messaging.as(Caller.administrator()).users().suspend(new UserId(user), suspended);
    }

    private Reply checkedInSecondDialect(String user, int status) {
        Reply reply = served.post("/check_messages",
                "{\"user_id\": \"" + user + "\", \"password\": \"" + PASSWORD + "\"}");
        assertEquals(status, reply.status());
        return reply;
    }

    @Test
    void a_password_is_changed_only_with_the_present_one() {
        String ada = served.user("Ada", PASSWORD);
        String open = served.user("Open");
        String shown = basic(ada, PASSWORD);
        assertProblem(change(ada, "Secret-wrong", "Secret-ada-2", "Authorization", shown), 401, "wrong-credentials",
                "");
        assertProblem(change(ada, PASSWORD, "Secret-", "Authorization", shown), 400, "bad-value", "new");
        assertProblem(change(ada, PASSWORD, "Secret-" + "x".repeat(250), "Authorization", shown), 400, "bad-value",
                "new");
        assertProblem(change(ada, "Secret-" + "x".repeat(250), "Secret-ada-2", "Authorization", shown), 400,
                "bad-value", "current");
        assertProblem(change(ada, PASSWORD, "Secret-ada-2"), 401, "unauthenticated", "");
        assertProblem(change(open, PASSWORD, "Secret-ada-2"), 401, "unauthenticated", "");
        assertEquals(200, served.get("/v1/messages/" + ada, "Authorization", shown).status());
    }

    @Test
    void two_headers_are_refused_even_if_both_are_right() throws IOException {
        String ada = served.user("Ada", PASSWORD);
        String line = "Authorization: " + basic(ada, PASSWORD) + "\r\n";
        String request = "GET /v1/users/" + ada + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

        assertTrue(Raw.exchange(served.server, request + line + "\r\n").startsWith("HTTP/1.1 200 "));
        assertTrue(Raw.exchange(served.server, request + line + line + "\r\n").startsWith("HTTP/1.1 401 "));
        assertTrue(Raw.exchange(served.server, request + "Authorization:\r\n\r\n").startsWith("HTTP/1.1 401 "));
        assertTrue(Raw.exchange(served.server, request + "Authorization: Basic \u00ff\r\n\r\n")
                .startsWith("HTTP/1.1 401 "));
    }

    private static String withoutId(Reply reply) {
        return reply.status() + " " + reply.field("type").replace("/problems/", "");
    }

    private Reply create(String password) {
        return served.post("/v1/users/create", "{\"username\": \"Eve\", \"password\": \"" + password + "\"}");
    }

    private Reply session(String user, String password) {
        return served.post("/v1/sessions", "{\"userId\": \"" + user + "\", \"password\": \"" + password + "\"}");
    }

    private Reply change(String user, String current, String next, String... headers) {
        return served.post("/v1/users/" + user + "/password",
                "{\"current\": \"" + current + "\", \"new\": \"" + next + "\"}", headers);
    }
}
