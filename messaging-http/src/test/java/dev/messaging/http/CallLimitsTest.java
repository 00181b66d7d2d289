package dev.messaging.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.contract.CheapHashing;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.From;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.UserId;
import dev.messaging.http.Served.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallLimitsTest {
    private static final int GROUP_MEMBERS = 151;

    private final ManualTime time = new ManualTime();
    private final Messaging messaging = Messaging.over(MemoryStore.create()).hashing(new CheapHashing())
            .groupMembersMax(GROUP_MEMBERS).build();
    private final Served served = Served.with(messaging,
            Served.settings().trustedProxies(List.of("127.0.0.1")).rateLimits(RateLimits.standard().withOn(true)
                    .withSends(Rate.perSecond(2, 10)).withCalls(Rate.perSecond(1, 5))
                    .withCreations(Rate.of(4, Duration.ofHours(1)))).build(),
            time);
    private final String ada = served.user("Ada");
    private final String bob = served.user("Bob");

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void whoSendsTooOftenIsToldWhenToComeBack() {
        assertEquals(10, accepted(() -> served.direct(ada, bob, "Hello")));
        Reply refused = served.direct(ada, bob, "Hello");
        UsersApiTest.assertProblem(refused, 429, "too-many-requests", "");
        assertEquals("1", refused.header("Retry-After"));
        assertEquals("\"sends\";r=0;t=1", refused.header("RateLimit"));
        assertEquals("\"sends\";q=10;w=5", refused.header("RateLimit-Policy"));

        assertEquals(10, accepted(() -> served.direct(bob, ada, "Hello")), "Bob is somebody else");
        time.pass(Duration.ofSeconds(1));
        assertEquals(2, accepted(() -> served.direct(ada, bob, "Hello")));
        assertEquals(22, received(ada) + received(bob), "what was refused was not done");
    }

    @Test
    void whatIsRefusedBeforeIsNotCountedAndWhatIsWrongIsToldAfterwards() {
        String send = "/v1/messages/send?type=private";
        byte[] large = new byte[Body.BYTES_MAX + 1];
        for (int i = 0; i < 20; i++) {
            assertEquals(404, served.post("/v1/nothing", "{}").status());
            assertEquals(413, served.post(send, large).status());
        }
        for (int i = 0; i < 10; i++) {
            assertEquals(400, served.post(send, "{\"senderId\": \"" + ada + "\"}").status());
        }
        assertEquals(429, served.post(send, "{\"senderId\": \"" + ada + "\"}").status());
        assertEquals(405, served.post("/v1/users/" + ada + "/groups", "{}").status());
        assertEquals(413, served.post(send, large).status());
        assertEquals(404, served.post("/v1/nothing", "{}").status());
    }

    @Test
    void credentialsAreLookedAtOnlyWhenThereAreCallsLeft() {
        String wrong = basic(ada, "Secret-wrong");
        for (int i = 0; i < 5; i++) {
            assertEquals(401, served.get("/v1/messages/" + ada, "Authorization", wrong).status());
        }
        assertEquals(429, served.get("/v1/messages/" + ada, "Authorization", wrong).status());
    }

    @Test
    void onlyPostsTellHowLittleIsLeftAndOnlyWhenItIsLittle() {
        for (int left = 9; left >= 0; left--) {
            String told = served.direct(ada, bob, "Hello").header("RateLimit");
            assertEquals(left > 2 ? "" : "\"sends\";r=" + left + ";t=" + (10 - left + 1) / 2, told);
        }
        for (int i = 0; i < 5; i++) {
            assertEquals("", served.get("/v1/messages/" + ada).header("RateLimit"));
        }
        assertEquals("\"calls\";r=0;t=1", served.get("/v1/messages/" + ada).header("RateLimit"));
    }

    @Test
    void aSendToManyCostsMore() {
        GroupId group = groupOf(GROUP_MEMBERS);
        String told = served.toGroup(ada, group.value(), "Hello").header("RateLimit");
        assertEquals("", told, "1 + 3 of 10 are used: 151 inboxes are three more parts of 50");
        assertEquals("\"sends\";r=2;t=4", served.toGroup(ada, group.value(), "Hello").header("RateLimit"));
        assertEquals("\"sends\";r=0;t=6", served.toGroup(ada, group.value(), "Hello").header("RateLimit"));
        assertEquals(429, served.toGroup(ada, group.value(), "Hello").status());
        time.pass(Duration.ofSeconds(1));
        assertEquals(429, served.direct(ada, bob, "Hello").status(), "two are owed");
        time.pass(Duration.ofMillis(500));
        assertEquals(200, served.direct(ada, bob, "Hello").status());
    }

    @Test
    void aSendToFiftyCostsAsMuchAsOneToOne() {
        GroupId group = groupOf(50);
        assertEquals(10, accepted(() -> served.toGroup(ada, group.value(), "Hello")));
    }

    @Test
    void aRefusedSendCostsOneHoweverManyItWasFor() {
        GroupId group = groupOf(GROUP_MEMBERS);
        String stranger = messaging.as(Caller.administrator()).users().create(new Name("Eve")).id().value();
        for (int i = 0; i < 10; i++) {
            assertEquals(403, served.toGroup(stranger, group.value(), "Hello").status());
        }
        assertEquals(429, served.toGroup(stranger, group.value(), "Hello").status());
    }

    @Test
    void healthAndPagesAreFree() {
        for (int i = 0; i < 50; i++) {
            assertEquals(200, served.get("/health/live").status());
            assertEquals(200, served.get("/health/ready").status());
            assertEquals(200, served.get("/").status());
        }
    }

    @Test
    void creationsAreCountedByAddressWhoeverCreates() {
        assertEquals(200, served.post("/v1/groups/create", "{\"groupName\": \"Friends\"}").status());
        assertEquals(200, served.post("/v1/users/create", "{\"username\": \"Cy\"}").status(),
                "the fourth, with Ada and Bob");
        Reply refused = served.post("/v1/users/create", "{\"username\": \"Di\"}", "Authorization",
                basic(ada, "Secret-x"));
        UsersApiTest.assertProblem(refused, 429, "too-many-requests", "");
        assertEquals("900", refused.header("Retry-After"));
        assertEquals("\"creations\";q=4;w=3600", refused.header("RateLimit-Policy"));
        assertEquals(200,
                served.post("/v1/users/create", "{\"username\": \"Di\"}", "X-Forwarded-For", "192.0.2.1").status());
    }

    @Test
    void whoIsElsewhereCannotUseUpWhatIsSomebodyElses() {
        assertEquals(5, accepted(() -> served.get("/v1/messages/" + ada, "X-Forwarded-For", "192.0.2.1")));
        assertEquals(5, accepted(() -> served.get("/v1/messages/" + ada, "X-Forwarded-For", "192.0.2.2")));
        assertEquals(5, accepted(() -> served.get("/v1/messages/" + ada)));
    }

    @Test
    void whoCallsIsKnownByHeaderPathOrBody() {
        assertEquals(5, accepted(() -> served.get("/v1/messages/" + ada)));
        assertEquals(0, accepted(() -> served.get("/v1/users/" + ada + "/blocks")), "the same user");
        assertEquals(0, accepted(() -> served.get("/v1/users/" + ada + "/groups")));
        assertEquals(429, served.post("/v1/users/" + ada + "?op=block", "{}").status());
        assertEquals(429, served.post("/v1/users/" + ada + "/password", "{}").status());
        assertEquals(400, served.post("/v1/sessions", "{\"userId\": \"" + ada + "\", }").status(),
                "what cannot be read names nobody");
        assertEquals(429, served.post("/v1/sessions", "{\"userId\": \"" + ada + "\"}").status());
        assertEquals(429, served.get("/v1/users/" + bob, "Authorization", basic(ada, "Secret-x")).status());
        assertEquals(5 - 1, accepted(() -> served.get("/v1/users/" + ada)),
                "who is looked at does not call; one was nobody's");
        String token = "mst_" + "A".repeat(43);
        for (int i = 0; i < 5; i++) {
            assertEquals(401, served.get("/v1/users/" + bob, "Authorization", "Bearer " + token).status());
        }
        assertEquals(429, served.get("/v1/users/" + bob, "Authorization", "Bearer " + token).status());
    }

    @Test
    void nothingIsLimitedUnlessAskedFor() {
        try (Served unlimited = Served.inMemory()) {
            String user = unlimited.user("Ada");
            for (int i = 0; i < 150; i++) {
                assertEquals(200, unlimited.direct(user, user, "Hello").status());
                assertEquals(200, unlimited.post("/v1/users/create", "{\"username\": \"Bob\"}").status());
            }
        }
    }

    @Test
    void aHeaderThatTheSecondDialectDoesNotLookAtLiftsNoLimit() {
        String check = "{\"user_id\": \"" + ada + "\", \"password\": \"Secret-any\"}";
        AtomicInteger names = new AtomicInteger();
        assertEquals(5, accepted(() -> served.post("/check_messages", check, "Authorization", "Basic "
                + Base64.getEncoder().encodeToString(("user-" + names.incrementAndGet() + ":x").getBytes(UTF_8)))));
    }

    @Test
    void theSecondDialectIsLimitedAsTheFirstIsAndInItsOwnWords() {
        String send = "{\"sender_id\": \"" + ada + "\", \"password\": \"Secret-any\", \"receiver_id\": \"" + bob
                + "\", \"message\": \"Hello\"}";
        String check = "{\"user_id\": \"" + ada + "\", \"password\": \"Secret-any\"}";
        assertEquals(10, accepted(() -> served.post("/send_message", send)));
        Reply refused = served.post("/send_message", send);
        assertEquals("{\"message\":\"Nothing was done: too many messages in a short time. Try again in 1 s.\"}",
                refused.text());
        assertEquals("1", refused.header("Retry-After"));
        assertEquals(429, served.direct(ada, bob, "Hello").status(), "it is the same Ada");
        assertEquals(5, accepted(() -> served.post("/check_messages", check)));
        assertEquals(429, served.post("/block_user", check).status());
        assertEquals(429, served.post("/add_remove_users", "{\"caller_id\": \"" + ada + "\"}").status());
        assertEquals(400, served.post("/add_remove_users", "{\"user_id\": \"" + ada + "\"}").status(),
                "she is not who acts");

        String group = groupOf(GROUP_MEMBERS).value();
        String toGroup = "{\"sender_id\": \"" + bob + "\", \"password\": \"Secret-any\", \"group_id\": \"" + group
                + "\", \"message\": \"Hello\"}";
        messaging.as(Caller.administrator()).groups().remove(new GroupId(group), new UserId(ada));
        messaging.as(Caller.administrator()).groups().add(new GroupId(group), new UserId(bob));
        assertEquals(3, accepted(() -> served.post("/send_group_message", toGroup)), "four each");

        assertEquals(2, accepted(() -> served.post("/register_user", "{\"password\": \"Secret-new\"}")));
        assertEquals(429, served.post("/create_group", "{\"members\": \"" + ada + "\"}").status());
    }

    private GroupId groupOf(int members) {
        var access = messaging.as(Caller.administrator());
        GroupId group = access.groups().create(new Name("Many")).id();
        access.groups().add(group, new UserId(ada));
        for (int i = 1; i < members; i++) {
            access.groups().add(group, access.users().create(new Name("Member")).id());
        }
        return group;
    }

    private int received(String user) {
        return messaging.as(Caller.administrator()).messages()
                .check(new UserId(user), From.beginning(), 1_000).entries().size();
    }

    private static int accepted(Supplier<Reply> call) {
        for (int i = 0; i < 1_000; i++) {
            Reply reply = call.get();
            if (reply.status() == 429) {
                return i;
            }
            assertTrue(reply.status() < 300, reply::toString);
        }
        throw new AssertionError("there is no limit");
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
