package dev.messaging.http;

import static dev.messaging.http.Problem.MEDIA_TYPE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messaging.http.Served.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsersApiTest {
    private final Served served = Served.inMemory();

    @AfterAll
    void stop() {
        served.close();
    }

    @Test
    void createsAUser() {
        Reply created = served.post("/v1/users/create", "{\"username\": \"Ada \\ud83d\\ude00\", \"more\": [1]}");

        assertEquals(200, created.status(), created::toString);
        assertTrue(created.field("userId").matches("user-[0-9a-f]{32}"), created::toString);
        assertEquals("Ada 😀", created.field("username"));
        assertEquals(2, created.json().size());
        assertEquals("application/json", created.header("Content-Type"));
        assertEquals("no-store", created.header("Cache-Control"));
        assertEquals("", created.header("Server"));
        assertEquals("", created.header("X-Content-Type-Options"));
    }

    @Test
    void takesUserNameForUsernameAndTheBodyForJsonWhateverItsType() {
        Reply created = served.post("/v1/users/create", "{\"userName\": \"Bob\", \"password\": null}", "Content-Type",
                "text/plain");

        assertEquals("Bob", created.field("username"), created::toString);
    }

    @Test
    void refusesAPasswordThatIsNone() {
        for (String password : List.of("\"Secret-\"", "\"\"", "1", "{}", "\"Secret-" + "x".repeat(250) + "\"")) {
            Reply refused = served.post("/v1/users/create", "{\"username\": \"Eve\", \"password\": " + password + "}");

            assertProblem(refused, 400, "bad-value", "password");
        }
    }

    @Test
    void showsAUser() {
        String ada = served.user("Ada");

        Reply shown = served.get("/v1/users/" + ada);

        assertEquals(200, shown.status());
        assertEquals(ada, shown.field("userId"));
        assertEquals("Ada", shown.field("username"));
        assertTrue(shown.json().path("createdAt").isTextual());
        assertTrue(shown.field("createdAt").matches("[0-9]{13}"), shown::toString);
    }

    @Test
    void knowsNoUserUnderATextThatIsNoId() {
        for (String text : List.of("nobody", "user-", "user-a%2Fb", "%E2%82%AC", "group-1",
                "user-" + "x".repeat(65),
                "create", "user-1;a=b", "user-1+1", "%20")) {
            assertProblem(served.get("/v1/users/" + text), 404, "no-such-user", "");
        }
    }

    @Test
    void listsTheNamesOfThoseWhoExist() {
        String ada = served.user("Ada");
        String bob = served.user("Bob");

        Reply names = served.get("/v1/users?ids=" + bob + ",user-none,whatever," + ada + "," + ada);

        JsonNode users = names.json().path("users");
        assertEquals(2, users.size(), names::toString);
        assertEquals(List.of("Ada", "Bob"), users.findValuesAsText("username").stream().sorted().toList());
        assertEquals("{\"users\":[]}", served.get("/v1/users?ids=whatever").text());
    }

    @Test
    void looksUpAtMostAHundredNames() {
        String hundred = IntStream.range(0, 100).mapToObj(i -> "user-" + "a".repeat(60) + i)
                .collect(Collectors.joining("%2C"));

        assertEquals(200, served.get("/v1/users?ids=" + hundred).status());
        assertProblem(served.get("/v1/users?ids=" + hundred + ",user-1"), 400, "bad-value", "ids");
        for (String query : List.of("", "?ids=", "?ids=,", "?ids=a,,b", "?ids=a,", "?ids=a&ids=b", "?id=a")) {
            assertProblem(served.get("/v1/users" + query), 400, "bad-value", "ids");
        }
    }

    @Test
    void blocksAndUnblocks() {
        String ada = served.user("Ada");
        String bob = served.user("Bob");
        String block = "{\"blockedUserId\": \"" + bob + "\"}";

        Reply blocked = served.post("/v1/users/" + ada + "?op=block", block);
        assertEquals(
                "{\"userId\":\"" + ada + "\",\"blockedUserId\":\"" + bob + "\",\"blocked\":true,\"scope\":\"direct\"}",
                blocked.text());
        assertProblem(served.post("/v1/users/" + ada + "?op=block", block), 409, "already-blocked", "");
        assertProblem(served.direct(bob, ada, "Hi"), 403, "blocked", "");

        Reply unblocked = served.post("/v1/users/" + ada + "?op=unblock", block);
        assertEquals("{\"userId\":\"" + ada + "\",\"blockedUserId\":\"" + bob + "\",\"blocked\":false}",
                unblocked.text());
        assertProblem(served.post("/v1/users/" + ada + "?op=unblock", block), 409, "not-blocked", "");
        assertEquals(200, served.direct(bob, ada, "Hi").status());
    }

    @Test
    void knowsTwoScopes() {
        String ada = served.user("Ada");
        String bob = served.user("Bob");
        for (String scope : List.of("\"Direct\"", "\"\"", "7", "[\"direct\"]")) {
            assertProblem(served.post("/v1/users/" + ada + "?op=block",
                    "{\"blockedUserId\": \"" + bob + "\", \"scope\": " + scope + "}"), 400, "bad-value", "scope");
        }
        assertEquals(200, served.post("/v1/users/" + ada + "?op=block",
                "{\"blockedUserId\": \"" + bob + "\", \"scope\": \"direct\"}").status());
        Reply everywhere = served.post("/v1/users/" + bob + "?op=block",
                "{\"blockedUserId\": \"" + ada + "\", \"scope\": \"everywhere\"}");
        assertEquals("everywhere", everywhere.field("scope"), everywhere::toString);
        assertEquals(List.of("everywhere"),
                served.get("/v1/users/" + bob + "/blocks").json().path("blocks").findValuesAsText("scope"));
    }

    @Test
    void namesTheOwnerFirstWhenBothAreMissing() {
        for (String missing : List.of("nobody", "user-nobody")) {
            for (String other : List.of("somebody", "user-somebody")) {
                Reply refused = served.post("/v1/users/" + missing + "?op=block",
                        "{\"blockedUserId\": \"" + other + "\"}");
                assertProblem(refused, 404, "no-such-user", "");
                assertTrue(refused.field("detail").contains("\"" + missing + "\""), refused::toString);
            }
        }
        String ada = served.user("Ada");
        assertProblem(served.post("/v1/users/" + ada + "?op=unblock", "{\"blockedUserId\": \"x\"}"), 404,
                "no-such-user", "");
    }

    @Test
    void namesTheAllowedOperations() {
        String ada = served.user("Ada");
        for (String query : List.of("", "?op=", "?op=Block", "?op=add", "?op=block&op=block", "?OP=block")) {
            Reply refused = served.post("/v1/users/" + ada + query, "{\"blockedUserId\": \"" + ada + "\"}");
            assertProblem(refused, 400, "bad-value", "op");
        }
        Reply refused = served.post("/v1/users/nobody?op=ban", "{\"blockedUserId\": \"x\"}");
        assertTrue(refused.field("detail").contains("\"block\" or \"unblock\""), refused::toString);
    }

    @Test
    void listsBlocksPageByPage() {
        String ada = served.user("Ada");
        List<String> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(served.user("U" + i));
            assertEquals(200, served
                    .post("/v1/users/" + ada + "?op=block", "{\"blockedUserId\": \"" + others.get(i) + "\"}").status());
        }
        others.sort(null);

        Reply first = served.get("/v1/users/" + ada + "/blocks?limit=2");
        assertEquals(others.subList(0, 2), first.json().path("blocks").findValuesAsText("blockedUserId"));
        assertEquals(List.of("direct", "direct"), first.json().path("blocks").findValuesAsText("scope"));
        assertTrue(first.json().path("blocks").path(0).path("since").isTextual());
        Reply second = served.get("/v1/users/" + ada + "/blocks?limit=2&after=" + first.field("next"));
        assertEquals(others.subList(2, 3), second.json().path("blocks").findValuesAsText("blockedUserId"));
        assertTrue(second.json().path("next").isNull());
        assertEquals("{\"blocks\":[],\"next\":null}", served.get("/v1/users/" + others.get(0) + "/blocks").text());
    }

    @Test
    void refusesBadLimitsAndMarksOfListsBeforeItLooksForTheUser() {
        for (String list : List.of("/v1/users/nobody/blocks", "/v1/users/nobody/groups",
                "/v1/groups/nothing/members")) {
            for (String limit : List.of("0", "1001", "-1", "ten", "1.5", "", "99999999999999999999", "%D9%A1")) {
                assertProblem(served.get(list + "?limit=" + limit), 400, "bad-value", "limit");
            }
            for (String after : List.of("", "x", "message-1", "user-%00", "user-" + "a".repeat(65))) {
                assertProblem(served.get(list + "?after=" + after), 400, "bad-value", "after");
            }
            assertEquals(404, served.get(list + "?limit=1000").status());
        }
    }

    static void assertProblem(Reply reply, int status, String type, String field) {
        assertEquals(status, reply.status(), reply::toString);
        assertEquals(MEDIA_TYPE, reply.header("Content-Type"), reply::toString);
        assertEquals("/problems/" + type, reply.field("type"), reply::toString);
        assertEquals(status, reply.json().path("status").asInt());
        assertEquals(field, reply.field("field"), reply::toString);
        assertFalse(reply.field("title").isEmpty());
        assertFalse(reply.field("detail").isEmpty());
        assertTrue(reply.field("requestId").matches("[0-9a-f]{16}"), reply::toString);
        assertEquals(reply.field("requestId"), reply.header("X-Request-Id"));
        assertEquals("", reply.header("Server"));
    }
}
