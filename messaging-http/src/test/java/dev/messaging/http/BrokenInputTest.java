package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.http.Served.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whatever a client sends to whichever route: a 4xx problem that says what is wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenInputTest {
    private static final byte[] TOO_LARGE = new byte[Body.BYTES_MAX + 1];

    private final Served served = Served.inMemory();
    private final String ada = served.user("Ada");
    private final String group = served.group("Friends");

    /** Every POST with a body that it accepts, the fields in the order in which they are checked. */
    private final List<Post> posts = List.of(
            new Post("/v1/users/create", "username"),
            new Post("/v1/users/" + ada + "?op=block", "blockedUserId"),
            new Post("/v1/users/" + ada + "?op=unblock", "blockedUserId"),
            new Post("/v1/users/" + ada + "/password", "current", "new"),
            new Post("/v1/sessions", "userId", "password"),
            new Post("/v1/groups/create", "groupName"),
            new Post("/v1/groups/" + group + "?op=add", "userId"),
            new Post("/v1/groups/" + group + "?op=remove", "userId"),
            new Post("/v1/messages/send?type=private", "senderId", "receiverId", "message"),
            new Post("/v1/messages/send?type=group", "senderId", "groupId", "message"));

    private record Post(String path, List<String> fields) {
        Post(String path, String... fields) {
            this(path, List.of(fields));
        }

        /** A body with one field replaced by other JSON, or left out. */
        String with(String field, String json) {
            Map<String, String> all = new TreeMap<>();
            fields.forEach(name -> all.put(name, "\"user-x\""));
            all.put(field, json);
            List<String> members = new ArrayList<>();
            all.forEach((name, value) -> {
                if (!value.isEmpty()) {
                    members.add("\"" + name + "\": " + value);
                }
            });
            return "{" + String.join(", ", members) + "}";
        }
    }

    @AfterAll
    void stop() {
        served.close();
    }

    @Test
    void everyPostOfTheTableOfRoutesIsTried() {
        List<String> tried = posts.stream().map(post -> post.path().replaceAll("\\?.*", "").replace(ada, "{userId}")
                .replace(group, "{groupId}")).distinct().sorted().toList();

        assertEquals(Routes.V1.stream().filter(route -> route.method().name().equals("POST")).map(Route::path).sorted()
                .toList(), tried);
    }

    @Test
    void aFieldOfAnotherFormIsNamed() {
        List<String> broken = List.of("", "null", "1", "-1e400", "1" + "0".repeat(900), "true", "[]", "{}",
                "[\"user-x\"]", "\"\"",
                "\"\\ud800\"", "\"user-\\udc00\\ud800\"", "\"a\\ud800b\"");
        for (Post post : posts) {
            for (String field : post.fields()) {
                for (String json : broken) {
                    Reply reply = served.post(post.path(), post.with(field, json));
                    assertBadValue(field, reply, post.path() + " " + field + "=" + json);
                }
            }
        }
    }

    @Test
    void aNameOfAnotherFormIsNamed() {
        for (String json : List.of("\"" + "x".repeat(101) + "\"", "\"" + "😀".repeat(101) + "\"", "\"a\\u0000\"",
                "\"a\\nb\"",
                "\"\\u0085\"", "\"" + "y".repeat(100_000) + "\"")) {
            assertBadValue("username", served.post("/v1/users/create", "{\"username\": " + json + "}"), json);
            assertBadValue("userName", served.post("/v1/users/create", "{\"userName\": " + json + "}"), json);
            assertBadValue("groupName", served.post("/v1/groups/create", "{\"groupName\": " + json + "}"), json);
        }
        assertEquals(200, served.post("/v1/users/create", "{\"username\": \"" + "😀".repeat(100) + "\"}").status());
    }

    @Test
    void aFlagOfAnotherFormIsNamed() {
        for (String json : List.of("\"true\"", "1", "0", "[]", "{}", "\"\"")) {
            assertBadValue("copyToSender", served.post("/v1/messages/send?type=private",
                    "{\"senderId\": \"a\", \"receiverId\": \"b\", \"message\": \"c\", \"copyToSender\": " + json + "}"),
                    json);
        }
    }

    @Test
    void aBodyThatIsNoJsonObjectIsRefused() {
        List<String> broken = List.of("", " ", "{", "}", "[]", "[{}]", "1", "\"x\"", "null", "true", "NaN",
                "{\"a\": NaN}", "{}{}", "{} x",
                "{\"username\": \"a\",}", "{'username': 'a'}", "{username: \"a\"}", "{\"a\": 1 /* why */}",
                "{\"a\": 01}",
                "{\"a\": \"\n\"}", "{\"a\": \"\\x\"}", "{\"a\": \"\\u12\"}", "{\"a\": 1, \"a\": 1}",
                "{\"username\": \"a\", \"username\": \"b\"}", "{\"x\": {\"a\": 1, \"a\": 2}, \"username\": \"a\"}",
                "username=Ada&password=x", "<user/>", "{\"username\": \"Ada\"",
                "{\"a\": " + "[".repeat(33) + "]".repeat(33) + "}",
                "[".repeat(60_000), "{\"a\":".repeat(20_000), "{\"a\": " + "9".repeat(60_000) + "}", "\u0000",
                "{}\u0000");
        for (Post post : posts) {
            for (String body : broken) {
                assertBadBody(served.post(post.path(), body), post.path() + " " + body);
            }
        }
    }

    @Test
    void whatGoesBeyondALimitIsToldApart() {
        Map<String, String> beyond = Map.of("{\"a\": " + "[".repeat(40) + "]".repeat(40) + "}", "nested deeper than 32",
                "{\"a\": " + "9".repeat(1_001) + "}", "number in it has more than 1000 digits",
                "{\"" + "n".repeat(1_001) + "\": 1}", "name in it has more than 1000 characters",
                "{\"" + "n".repeat(60_000) + "\": 1}", "name in it has more than 1000 characters");
        beyond.forEach((body, reason) -> {
            Reply reply = served.post("/v1/users/create", body);
            assertBadBody(reply, reason);
            assertTrue(reply.field("detail").matches(".* " + reason + "( at line 1, column [0-9]+)?\\."),
                    reply::toString);
        });
        assertEquals(200, served.post("/v1/users/create", "{\"username\": \"a\", \"" + "n".repeat(1_000) + "\": "
                + "9".repeat(1_000) + "}").status());
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        List<byte[]> broken = List.of(bytes(0xff), bytes(0xc0, 0x80), bytes(0xe2, 0x82), bytes(0xed, 0xa0, 0x80),
                bytes(0xf4, 0x90, 0x80, 0x80), bytes(0xf8, 0x88, 0x80, 0x80, 0x80), bytes(0x80),
                bytes(0xe0, 0x80, 0xaf));
        for (Post post : posts) {
            for (byte[] sequence : broken) {
                byte[] body = joined("{\"username\": \"a".getBytes(StandardCharsets.UTF_8), sequence,
                        "\"}".getBytes(StandardCharsets.UTF_8));
                Reply reply = served.post(post.path(), body);
                assertBadBody(reply, post.path() + " " + Arrays.toString(sequence));
                assertTrue(reply.field("detail").contains("UTF-8"), reply::toString);
            }
            byte[] json = "{\"username\": \"a\"}".getBytes(StandardCharsets.UTF_8);
            assertBadBody(served.post(post.path(), joined(bytes(0xef, 0xbb, 0xbf), json)),
                    post.path() + " with a mark");
            assertBadBody(served.post(post.path(), "{\"username\": \"a\"}".getBytes(StandardCharsets.UTF_16)),
                    post.path() + " UTF-16");
            assertBadBody(served.post(post.path(), "{\"username\": \"a\"}".getBytes(StandardCharsets.UTF_16BE)),
                    post.path() + " UTF-16BE");
        }
    }

    @Test
    void aBodyOfOneByteTooManyIsRefusedWhateverIsInIt() {
        byte[] justRight = new byte[Body.BYTES_MAX];
        Arrays.fill(justRight, (byte) ' ');
        byte[] json = "{\"username\": \"Ada\"}".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(json, 0, justRight, 0, json.length);

        assertEquals(200, served.post("/v1/users/create", justRight).status());
        for (Post post : posts) {
            Reply reply = served.post(post.path().replace("op=", "no="), TOO_LARGE);
            UsersApiTest.assertProblem(reply, 413, "body-too-large", "");
        }
    }

    @Test
    void allFormsAreCheckedBeforeAnybodyIsLookedFor() {
        assertBadValue("message", served.post("/v1/messages/send?type=private",
                "{\"senderId\": \"nobody\", \"receiverId\": \"nobody\", \"message\": 1}"), "message");
        assertBadValue("blockedUserId", served.post("/v1/users/nobody?op=block", "{}"), "blockedUserId");
        assertBadValue("scope", served.post("/v1/users/nobody?op=block", "{\"blockedUserId\": \"x\", \"scope\": 1}"),
                "scope");
        assertBadValue("userId", served.post("/v1/groups/nothing?op=add", "{\"userId\": []}"), "userId");
    }

    @Test
    void aQueryThatIsNotPercentEncodedUtf8IsRefused() {
        for (String query : List.of("%ff", "%c0%80", "x=%ed%a0%80", "op=block&y=%e2%82")) {
            for (Route route : Routes.V1) {
                String path = route.path().replace("{userId}", ada).replace("{groupId}", group) + "?" + query;
                Reply reply = route.method().name().equals("GET")
                        ? served.get(path)
                        : served.post(path, "{\"username\": \"a\"}");
                boolean asksForNothing = route.path().endsWith("/create")
                        || List.of("/v1/users/{userId}", "/v1/groups/{groupId}").contains(route.path());
                assertTrue(reply.status() == 400 || (asksForNothing && reply.status() < 500), reply::toString);
            }
        }
    }

    private static void assertBadValue(String field, Reply reply, String sent) {
        assertEquals(400, reply.status(), () -> sent + " → " + reply);
        assertEquals("/problems/bad-value", reply.field("type"), () -> sent + " → " + reply);
        assertEquals(field, reply.field("field"), () -> sent + " → " + reply);
        assertTrue(reply.field("detail").startsWith(field + " "), () -> sent + " → " + reply);
    }

    private static void assertBadBody(Reply reply, String sent) {
        assertEquals(400, reply.status(), () -> sent + " → " + reply);
        assertEquals("/problems/bad-body", reply.field("type"), () -> sent + " → " + reply);
        assertTrue(reply.field("detail").startsWith("The body must "), () -> sent + " → " + reply);
        assertFalse(reply.text().contains("Exception") || reply.text().contains("jackson"), () -> sent + " → " + reply);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
