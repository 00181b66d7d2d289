package dev.messaging.http;

import static dev.messaging.http.UsersApiTest.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.http.Served.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessagesApiTest {
    private final Served served = Served.inMemory();

    @AfterAll
    void stop() {
        served.close();
    }

    @Test
    void deliversADirectMessage() {
        String ada = served.user("Ada");
        String bob = served.user("Bob");

        Reply sent = served.direct(ada, bob, "Hello");

        assertEquals(200, sent.status(), sent::toString);
        assertTrue(sent.field("messageId").matches("message-[0-9a-f]{32}"), sent::toString);
        assertTrue(sent.json().path("sentAt").isTextual());
        assertEquals(2, sent.json().size());
        Reply inbox = served.get("/v1/messages/" + bob);
        JsonNode message = inbox.json().path("messages").path(0);
        assertEquals(sent.field("messageId"), message.path("messageId").asText());
        assertEquals(ada, message.path("senderId").asText());
        assertEquals(bob, message.path("recipientId").asText());
        assertEquals("Hello", message.path("message").asText());
        assertTrue(message.path("timestamp").isTextual() && message.path("timestamp").asText().matches("[0-9]{13}"));
        assertEquals(sent.field("sentAt"), message.path("sentAt").asText());
        assertEquals(6, message.size());
        assertEquals(2, inbox.json().size());
        assertEquals("null", messages(ada, "").path("messages").toString());
    }

    @Test
    void answersNullWhenThereIsNothingWithEveryParameter() {
        String ada = served.user("Ada");
        for (String query : List.of("", "?timestamp=", "?timestamp=0", "?limit=10",
                "?timestamp=9007199254740992&limit=1000")) {
            JsonNode inbox = messages(ada, query);
            assertTrue(inbox.path("messages").isNull(), inbox::toString);
            assertTrue(inbox.path("next").isTextual(), inbox::toString);
            assertTrue(messages(ada, "?after=" + inbox.path("next").asText()).path("messages").isNull());
        }
    }

    @Test
    void putsACopyIntoTheSendersInboxOnRequest() {
        String ada = served.user("Ada");
        String bob = served.user("Bob");
        for (String flag : List.of("true", "false", "null")) {
            Reply sent = served.post("/v1/messages/send?type=private",
                    "{\"senderId\": \"" + ada + "\", \"recipientId\": \""
                            + bob + "\", \"message\": \"" + flag + "\", \"copyToSender\": " + flag + "}");
            assertEquals(200, sent.status(), sent::toString);
        }

        assertEquals(List.of("true"), texts(messages(ada, "")));
        assertEquals(List.of("true", "false", "null"), texts(messages(bob, "")));
    }

    @Test
    void deliversToEveryMemberOfAGroup() {
        String ada = served.user("Ada");
        String bob = served.user("Bob");
        String group = served.group("Friends");
        assertEquals(200, served.add(group, ada).status());
        assertEquals(200, served.add(group, bob).status());

        assertEquals(200, served.toGroup(ada, group, "Hi all").status());
        assertEquals(200,
                served.post("/v1/messages/send?type=group", "{\"senderId\": \"" + ada + "\", \"recipientId\": \""
                        + group + "\", \"groupId\": \"" + group + "\", \"message\": \"again\"}").status());

        for (String member : List.of(ada, bob)) {
            assertEquals(List.of("Hi all", "again"), texts(messages(member, "")));
            assertEquals(group, messages(member, "").path("messages").path(0).path("recipientId").asText());
        }
        assertProblem(served.toGroup(served.user("Eve"), group, "Hi"), 403, "sender-not-member", "");
    }

    @Test
    void namesTheSenderFirstWhenBothAreMissing() {
        String ada = served.user("Ada");
        for (String missing : List.of("nobody", "user-nobody")) {
            for (String other : List.of("somebody", "user-other")) {
                Reply refused = served.direct(missing, other, "Hi");
                assertProblem(refused, 404, "no-such-user", "");
                assertTrue(refused.field("detail").contains("\"" + missing + "\""), refused::toString);
            }
            assertProblem(served.toGroup(missing, "nothing", "Hi"), 404, "no-such-user", "");
            assertProblem(served.toGroup(missing, "group-none", "Hi"), 404, "no-such-user", "");
            assertProblem(served.direct(ada, missing, "Hi"), 404, "no-such-user", "");
            assertProblem(served.get("/v1/messages/" + missing), 404, "no-such-user", "");
        }
        assertProblem(served.toGroup(ada, "nothing", "Hi"), 404, "no-such-group", "");
        assertProblem(served.toGroup(ada, "group-none", "Hi"), 404, "no-such-group", "");
    }

    @Test
    void refusesRecipientsThatContradictEachOther() {
        String ada = served.user("Ada");
        String bob = served.user("Bob");
        assertProblem(
                served.post("/v1/messages/send?type=private",
                        "{\"senderId\": \"" + ada + "\", \"recipientId\": \"" + ada
                                + "\", \"receiverId\": \"" + bob + "\", \"message\": \"x\"}"),
                400, "bad-value", "receiverId");
        assertProblem(served.post("/v1/messages/send?type=group", "{\"senderId\": \"" + ada
                + "\", \"recipientId\": \"a\", \"groupId\": \"b\", \"message\": \"x\"}"), 400, "bad-value", "groupId");
        assertProblem(
                served.post("/v1/messages/send?type=private", "{\"senderId\": \"" + ada + "\", \"receiverId\": \"" + bob
                        + "\", \"recipientId\": 1, \"message\": \"x\"}"),
                400, "bad-value", "recipientId");
    }

    @Test
    void namesTheAllowedTypes() {
        for (String query : List.of("", "?type=", "?type=direct", "?type=Private", "?type=group&type=group")) {
            Reply refused = served.post("/v1/messages/send" + query, "{}");
            assertProblem(refused, 400, "bad-value", "type");
            assertTrue(query.contains("&") || refused.field("detail").contains("\"private\" or \"group\""),
                    refused::toString);
        }
    }

    @Test
    void keepsATextByteForByteUpToItsLimit() {
        String ada = served.user("Ada");
        List<String> texts = List.of("a\u0000b\r\n\"\\", "€😀\u2028\uFEFF", "x".repeat(16_384), "€".repeat(5_461));
        for (String text : texts) {
            assertEquals(200, served.post("/v1/messages/send?type=private", message(ada, ada, text)).status());
        }

        assertEquals(texts, texts(messages(ada, "")));
        for (String tooLong : List.of("x".repeat(16_385), "€".repeat(5_462), "")) {
            assertProblem(served.post("/v1/messages/send?type=private", message(ada, ada, tooLong)), 400, "bad-value",
                    "message");
        }
    }

    @Test
    void pollsByCursorByTimestampAndByPage() {
        String ada = served.user("Ada");
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add("m" + i);
            assertEquals(200, served.direct(ada, ada, "m" + i).status());
        }

        assertEquals(all, texts(messages(ada, "")));
        JsonNode first = messages(ada, "?limit=2");
        assertEquals(all.subList(0, 2), texts(first));
        JsonNode second = messages(ada, "?limit=2&after=" + first.path("next").asText());
        assertEquals(all.subList(2, 4), texts(second));
        String timestamp = second.path("messages").path(1).path("timestamp").asText();
        assertEquals(all.subList(4, 5), texts(messages(ada, "?timestamp=" + timestamp)));
        assertEquals(all.subList(4, 5), texts(messages(ada, "?timestamp=" + timestamp)));
        assertEquals(all.subList(2, 5),
                texts(messages(ada, "?timestamp=" + timestamp + "&after=" + first.path("next").asText())));
        String end = messages(ada, "").path("next").asText();
        assertEquals(end, messages(ada, "?after=" + end).path("next").asText());
    }

    @Test
    void refusesBadParametersBeforeItLooksForTheUser() {
        for (String user : List.of("nobody", "user-nobody", served.user("Ada"))) {
            String path = "/v1/messages/" + user;
            for (String bad : List.of("-1", "1.0", "1e3", "now", "9007199254740993", "99999999999999999999999", "+1",
                    "%20", "0x1",
                    "%D9%A1", "1&timestamp=2")) {
                assertProblem(served.get(path + "?timestamp=" + bad), 400, "bad-value", "timestamp");
            }
            for (String bad : List.of("0", "1001", "", "-1", "1.5", "all", "99999999999999999999", "1&limit=1")) {
                assertProblem(served.get(path + "?limit=" + bad), 400, "bad-value", "limit");
            }
            for (String bad : List.of("", "x", "%00", "eyJ9", "a".repeat(300), "MTp1c2VyLTE6MTox%3D", "x&after=x")) {
                assertProblem(served.get(path + "?after=" + bad), 400, "bad-value", "after");
            }
            String others = new Cursor(new UserId("user-other"), new Position(1, 1)).toText();
            assertProblem(served.get(path + "?after=" + others), 400, "bad-value", "after");
            assertProblem(served.get(path + "?after=" + others + "&timestamp=x"), 400, "bad-value", "timestamp");
        }
    }

    @Test
    void saysThatACursorsPlaceIsGone() {
        String ada = served.user("Ada");
        String gone = new Cursor(new UserId(ada), new Position(7, 7)).toText();

        assertProblem(served.get("/v1/messages/" + ada + "?after=" + gone), 410, "cursor-gone", "");
        assertProblem(served.get("/v1/messages/" + ada + "?limit=1&after=" + gone), 410, "cursor-gone", "");
    }

    private JsonNode messages(String user, String query) {
        Reply reply = served.get("/v1/messages/" + user + query);
        assertEquals(200, reply.status(), reply::toString);
        return reply.json();
    }

    private static List<String> texts(JsonNode inbox) {
        return inbox.path("messages").findValuesAsText("message");
    }

    private static String message(String sender, String receiver, String text) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return body.put("senderId", sender).put("receiverId", receiver).put("message", text).toString();
    }
}
