package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messaging.cli.Admin.Outcome;
import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Store;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    private final Admin admin = new Admin();

    @Test
    void usersAreCreatedUnderRandomOrChosenIds() throws Exception {
        JsonNode ada = json("user", "create", "--name", "Ada");
        assertTrue(ada.get("userId").asText().matches("user-[0-9a-f]{32}"));
        assertEquals("Ada", ada.get("username").asText());

        assertEquals("user-bob", json("user", "create", "--id", "user-bob").get("username").asText());
        assertEquals("Robert", json("user", "create", "--id", "user-rob", "--name", "Robert").get("username").asText());

        Outcome again = admin.types("user", "create", "--id", "user-bob");
        assertEquals(new Outcome(ExitCodes.REFUSED, "", "messaging: user-bob exists already.\n"), again);
    }

    @Test
    void whatIsRepeatedWithAKeyIsDoneOnce() throws Exception {
        JsonNode ada = json("user", "create", "--name", "Ada", "--idempotency-key", "k-1");
        assertEquals(ada, json("user", "create", "--name", "Ada", "--idempotency-key", "k-1"));
        assertEquals(json("group", "create", "--idempotency-key", "k-1"),
                json("group", "create", "--idempotency-key", "k-1"));
        String id = ada.get("userId").asText();
        String[] send = {"message", "send", "--from", id, "--to", id, "--idempotency-key", "k-1", "--text", "once"};
        assertEquals(json(send), json(send));
        assertEquals(1, json("message", "check", id).get("messages").size());
        send[send.length - 1] = "twice";
        assertEquals(ExitCodes.REFUSED, admin.types(send).exitCode());
        Outcome wrong = admin.types("user", "create", "--idempotency-key", "");
        assertEquals(ExitCodes.WRONG_USAGE, wrong.exitCode());
    }

    @Test
    void aUserIsShownWithBlocksAndGroups() throws Exception {
        users("user-a", "user-b");
        admin.gets("group", "create", "--id", "group-g", "--name", "Gardeners");
        admin.gets("group", "add", "group-g", "user-a");
        JsonNode block = json("user", "block", "user-a", "user-b");
        assertTrue(block.get("blocked").asBoolean());
        assertEquals("direct", block.get("scope").asText());

        JsonNode shown = json("user", "show", "user-a");
        assertEquals("user-b", shown.at("/blocks/0/blockedUserId").asText());
        assertEquals("direct", shown.at("/blocks/0/scope").asText());
        assertEquals("Gardeners", shown.at("/groups/0/groupName").asText());

        assertFalse(json("user", "unblock", "user-a", "user-b").get("blocked").asBoolean());
        assertTrue(json("user", "show", "user-a").get("blocks").isEmpty());
        assertEquals(ExitCodes.REFUSED, admin.types("user", "unblock", "user-a", "user-b").exitCode());
    }

    @Test
    void usersAreSuspendedAndThatIsLifted() throws Exception {
        users("user-a", "user-b");
        JsonNode suspended = json("user", "suspend", "user-a", "user-b");
        assertEquals("user-b", suspended.at("/1/userId").asText());
        assertTrue(suspended.at("/1/suspended").asBoolean());
        assertTrue(json("user", "show", "user-a").get("suspended").asBoolean());
        assertEquals("open", json("user", "show", "user-a").get("account").asText());
        assertEquals(ExitCodes.DONE, admin.types("message", "send", "--from", "user-a", "--to", "user-b", "--text",
                "from the operator").exitCode());

        JsonNode lifted = json("user", "suspend", "--lift", "user-a");
        assertFalse(lifted.get("suspended").asBoolean());
        assertFalse(json("user", "show", "user-a").get("suspended").asBoolean());
        assertTrue(json("user", "show", "user-b").get("suspended").asBoolean());
        Outcome nobody = admin.types("user", "suspend", "user-c");
        assertEquals(new Outcome(ExitCodes.REFUSED, "", "messaging: There is no user \"user-c\".\n"), nobody);
        assertEquals(ExitCodes.WRONG_USAGE, admin.types("user", "suspend").exitCode());
    }

    @Test
    void groupsAreCreatedFilledShownAndEmptied() throws Exception {
        users("user-a", "user-b");
        String group = json("group", "create").get("groupId").asText();
        assertTrue(group.matches("group-[0-9a-f]{32}"));
        assertTrue(json("group", "add", group, "user-b").get("member").asBoolean());
        assertTrue(json("group", "add", group, "user-a").get("member").asBoolean());
        assertEquals("user-a", json("group", "show", group).at("/members/0/userId").asText());
        assertEquals("user-b", json("group", "show", group).at("/members/1/userId").asText());

        assertFalse(json("group", "remove", group, "user-a").get("member").asBoolean());
        assertEquals(1, json("group", "show", group).get("members").size());
        assertEquals(ExitCodes.REFUSED, admin.types("group", "remove", group, "user-a").exitCode());
    }

    @Test
    void aBlockEverywhereKeepsGroupMessagesAwayToo() throws Exception {
        users("user-a", "user-b");
        admin.gets("group", "create", "--id", "group-g", "--member", "user-a", "--member", "user-b");
        assertEquals("everywhere",
                json("user", "block", "user-a", "user-b", "--scope", "everywhere").get("scope").asText());
        assertEquals("everywhere", json("user", "show", "user-a").at("/blocks/0/scope").asText());
        admin.gets("message", "send", "--from", "user-b", "--to", "group-g", "--text", "hello");
        assertTrue(json("message", "check", "user-a").get("messages").isEmpty());
        assertEquals(1, json("message", "check", "user-b").get("messages").size());
    }

    @Test
    void aGroupIsCreatedWithItsMembersOrNotAtAll() throws Exception {
        users("user-a", "user-b");
        admin.gets("group", "create", "--id", "group-g", "--member", "user-b", "--member", "user-a");
        JsonNode shown = json("group", "show", "group-g");
        assertEquals(List.of("user-a", "user-b"), shown.get("members").findValuesAsText("userId"));
        assertTrue(shown.get("ownerId").isNull());
        assertTrue(admin.gets("group", "show", "group-g", "--output", "table").contains("none"));

        Outcome missing = admin.types("group", "create", "--id", "group-h", "--member", "user-a", "--member", "user-c");
        assertEquals(new Outcome(ExitCodes.REFUSED, "", "messaging: There is no user \"user-c\".\n"), missing);
        assertEquals(ExitCodes.REFUSED, admin.types("group", "show", "group-h").exitCode());
    }

    @Test
    void theOwnerOfAGroupIsShown() throws Exception {
        Store store = MemoryStore.create();
        Messaging messaging = Messaging.over(store).build();
        UserId ada = messaging.as(Caller.anonymous()).users().create().id();
        GroupId group = messaging.as(Caller.user(ada)).groups().create().id();
        String shown = new Admin(store).gets("group", "show", group.value(), "--output", "json");
        assertEquals(ada.value(), new ObjectMapper().readTree(shown).get("ownerId").asText());
    }

    @Test
    void aUserIsInNoMoreGroupsAndBlocksNoMoreOthersThanTheLimitsSay() {
        users("user-a", "user-b");
        admin.gets("group", "create", "--id", "group-g", "--member", "user-a");
        Outcome groups = admin.types("group", "create", "--groups-max", "1", "--member", "user-a");
        assertEquals(new Outcome(ExitCodes.REFUSED, "",
                "messaging: user-a is in 1 groups, and may not be in more.\n"), groups);
        admin.gets("user", "block", "user-a", "user-b");
        Outcome blocks = admin.with("MESSAGING_BLOCKS_MAX", "1").types("user", "block", "user-a", "user-a");
        assertEquals(new Outcome(ExitCodes.REFUSED, "",
                "messaging: A user may block at most 1 others: lift a block first.\n"), blocks);
    }

    @Test
    void aGroupTakesNoMoreMembersThanTheLimitSays() throws Exception {
        users("user-a", "user-b");
        admin.gets("group", "create", "--id", "group-g");
        admin.gets("group", "add", "--group-members-max", "1", "group-g", "user-a");
        Outcome full = admin.types("group", "add", "--group-members-max", "1", "group-g", "user-b");
        assertEquals(ExitCodes.REFUSED, full.exitCode());
        assertEquals("messaging: The group is full: it may have at most 1 members.\n", full.notes());
    }

    @Test
    void messagesToUsersAndGroupsArriveInOrder() throws Exception {
        users("user-a", "user-b");
        admin.gets("group", "create", "--id", "group-g");
        admin.gets("group", "add", "group-g", "user-a");
        admin.gets("group", "add", "group-g", "user-b");
        admin.gets("message", "send", "--from", "user-a", "--to", "user-b", "--text", "one");
        admin.gets("message", "send", "--from", "user-a", "--to", "group-g", "--text", "two");

        JsonNode inbox = json("message", "check", "user-b");
        assertEquals(List.of("one", "two"), inbox.get("messages").findValuesAsText("message"));
        assertEquals(List.of("user-b", "group-g"), inbox.get("messages").findValuesAsText("recipientId"));
    }

    @Test
    void aCheckGoesOnFromACursorOrATimestampAndStopsAtALimit() throws Exception {
        users("user-a");
        for (String text : List.of("one", "two", "three")) {
            admin.gets("message", "send", "--from", "user-a", "--to", "user-a", "--text", text);
        }
        JsonNode first = json("message", "check", "user-a", "--limit", "1");
        assertEquals(List.of("one"), first.get("messages").findValuesAsText("message"));
        assertTrue(first.get("more").asBoolean());

        JsonNode rest = json("message", "check", "user-a", "--after", first.get("next").asText());
        assertEquals(List.of("two", "three"), rest.get("messages").findValuesAsText("message"));
        assertFalse(rest.get("more").asBoolean());

        String seen = rest.at("/messages/0/timestamp").asText();
        JsonNode later = json("message", "check", "user-a", "--later-than", seen);
        assertEquals(List.of("three"), later.get("messages").findValuesAsText("message"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"@/etc/hostname", "--help", "--from", "-x"})
    void aTextIsSentAsItIsTypedWhateverItLooksLike(String text) throws Exception {
        users("user-a");
        admin.gets("message", "send", "--from", "user-a", "--to", "user-a", "--text", text);
        assertEquals(text, json("message", "check", "user-a").at("/messages/0/message").asText());
    }

    @Test
    void aTextFromStandardInputIsKeptByteForByte() throws Exception {
        users("user-a");
        String text = "Grüße,\r\n\u0000 @|red 😀|@\n";
        admin.saying(text.getBytes(StandardCharsets.UTF_8));
        admin.gets("message", "send", "--from", "user-a", "--to", "user-a", "--text", "-");
        assertEquals(text, json("message", "check", "user-a").at("/messages/0/message").asText());
    }

    @Test
    void aTextFromStandardInputIsRefusedRatherThanCut() throws Exception {
        users("user-a");
        String longest = "é".repeat(Text.BYTES_MAX / 2);
        admin.saying(longest.getBytes(StandardCharsets.UTF_8));
        admin.gets("message", "send", "--from", "user-a", "--to", "user-a", "--text", "-");

        admin.saying((longest + "x").getBytes(StandardCharsets.UTF_8));
        Outcome tooLong = admin.types("message", "send", "--from", "user-a", "--to", "user-a", "--text", "-");
        assertEquals(new Outcome(ExitCodes.WRONG_USAGE, "", "messaging: text must be at most 16384 bytes of UTF-8\n"),
                tooLong);

        admin.saying(new byte[]{'a', (byte) 0xff});
        Outcome broken = admin.types("message", "send", "--from", "user-a", "--to", "user-a", "--text", "-");
        assertEquals(
                new Outcome(ExitCodes.WRONG_USAGE, "", "messaging: The text on standard input is not valid UTF-8.\n"),
                broken);
    }

    @Test
    void aWriteSaysWhereItWentAndAReadDoesNot() {
        assertEquals("in memory\n", admin.types("user", "create", "--id", "user-a").notes());
        assertEquals("", admin.types("user", "show", "user-a").notes());
    }

    private void users(String... ids) {
        for (String id : ids) {
            admin.gets("user", "create", "--id", id);
        }
    }

    private JsonNode json(String... words) throws Exception {
        return new ObjectMapper().readTree(admin.with("MESSAGING_OUTPUT", "json").gets(words));
    }
}
