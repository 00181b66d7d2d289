package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messaging.cli.Admin.Outcome;
import dev.messaging.core.Attempts;
import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Store;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only an administrator does: lists, groups as a whole, sessions, inboxes. */
class AdministrationTest {
    private final Store store = MemoryStore.create();
    private final Admin admin = new Admin(store);

    @Test
    void everybodyIsListed() throws Exception {
        assertEquals("users: none\n", admin.gets("user", "list"));
        users("user-b", "user-a");
        admin.gets("user", "suspend", "user-b");
        assertEquals("""
                userId  username  account  suspended  createdAt
                user-a  user-a    open     false      TIME
                user-b  user-b    open     true       TIME
                """, admin.gets("user", "list").replaceAll("\\d{4}-\\S+Z", "TIME"));
        assertEquals(List.of("user-a", "user-b"),
                json("user", "list").get("users").findValuesAsText("userId"));
    }

    @Test
    void asJsonLinesAListHasNoBoundAndOtherwiseItSaysWhereItEnds() {
        for (int i = 0; i < 10_001; i++) {
            store.directory().createUser(new Account(
                    new User(new UserId("user-" + i), new Name("N"), Instant.EPOCH),
                    Optional.empty()));
        }
        Outcome lines = admin.types("user", "list", "--output", "jsonl");
        assertEquals(10_001, lines.answers().lines().count());
        assertEquals(
                "{\"userId\":\"user-0\",\"username\":\"N\",\"account\":\"open\",\"suspended\":false,\"createdAt\":\"0\"}",
                lines.answers().lines().findFirst().orElseThrow());
        assertEquals("", lines.notes());
        Outcome table = admin.types("user", "list");
        assertEquals(10_001, table.answers().lines().count()); // with the head
        assertEquals("Only the first 10000 are shown; --output jsonl lists them all.\n", table.notes());
    }

    @Test
    void blocksMembersAndGroupsAreListed() throws Exception {
        users("user-a", "user-b");
        admin.gets("user", "block", "user-a", "user-b");
        assertEquals(List.of("user-b"), json("user", "blocks", "user-a").get("blocks").findValuesAsText(
                "blockedUserId"));
        admin.gets("group", "create", "--id", "group-g", "--name", "Gardeners", "--member", "user-a");
        assertEquals(List.of("user-a"), json("group", "members", "group-g").get("members").findValuesAsText("userId"));
        assertTrue(admin.gets("group", "list", "--output", "jsonl").startsWith(
                "{\"groupId\":\"group-g\",\"groupName\":\"Gardeners\",\"members\":1,\"ownerId\":null,"));
        for (String[] unknown : List.of(new String[]{"user", "blocks", "user-x"},
                new String[]{"group", "members", "group-x"}, new String[]{"session", "list", "user-x"})) {
            assertEquals(ExitCodes.REFUSED, admin.types(unknown).exitCode());
        }
    }

    @Test
    void aGroupIsDeletedWhenSomebodySaysYes() throws Exception {
        users("user-a", "user-b");
        admin.gets("group", "create", "--id", "group-g", "--member", "user-a", "--member", "user-b");
        assertEquals(new Outcome(ExitCodes.WRONG_USAGE, "", "messaging: This deletes group-g for good. There is no"
                + " terminal to ask at; --yes does it without asking.\n"), admin.types("group", "delete", "group-g"));
        admin.typingUnseen("no");
        assertEquals(new Outcome(ExitCodes.REFUSED, "", "Nothing was done.\n"),
                admin.types("group", "delete", "group-g"));
        admin.typingUnseen("Yes");
        JsonNode deleted = json("group", "delete", "group-g");
        assertEquals(2, deleted.get("membersWhoLeft").asInt());
        assertEquals(ExitCodes.REFUSED, admin.types("group", "show", "group-g").exitCode());
        assertEquals(ExitCodes.REFUSED, admin.types("group", "delete", "group-g", "--yes").exitCode());
    }

    @Test
    void aGroupGetsAnotherOwnerOrNone() throws Exception {
        users("user-a", "user-b");
        admin.gets("group", "create", "--id", "group-g", "--member", "user-a");
        assertEquals("user-a", json("group", "owner", "group-g", "user-a").get("ownerId").asText());
        assertEquals(ExitCodes.REFUSED, admin.types("group", "owner", "group-g", "user-b").exitCode());
        assertTrue(json("group", "owner", "group-g", "--none").get("ownerId").isNull());
        for (String[] wrong : List.of(new String[]{"group", "owner", "group-g"},
                new String[]{"group", "owner", "group-g", "user-a", "--none"})) {
            assertEquals(new Outcome(ExitCodes.WRONG_USAGE, "",
                    "messaging: Either USER or --none says who owns the group from now on.\n"), admin.types(wrong));
        }
    }

    @Test
    void sessionsAreListedByTheirKeysAndEnded() throws Exception {
        Password password = new Password("Secret-of-sessions");
        Messaging messaging = Messaging.over(store).build();
        UserId user = messaging.as(Caller.anonymous()).users()
                .create(Optional.empty(), Optional.empty(), Optional.of(password)).id();
        String token = messaging.authentication().openSession(user.value(), password, Attempts.unlimited()).token()
                .reveal();
        for (int i = 0; i < 2; i++) {
            var unused = messaging.authentication().openSession(user.value(), password, Attempts.unlimited());
        }
        String listed = admin.gets("session", "list", user.value(), "--output", "json");
        assertFalse(listed.contains(token), "what opens a session");
        List<String> keys = new ObjectMapper().readTree(listed).get("sessions").findValuesAsText("session");
        assertEquals(3, keys.size());

        assertEquals(1, json("session", "revoke", user.value(), keys.get(1)).get("ended").asInt());
        assertTrue(admin.types("session", "revoke", user.value(), keys.get(1)).notes()
                .contains(user + " has no such session open."));
        assertEquals(List.of(keys.get(0), keys.get(2)),
                json("session", "list", user.value()).get("sessions").findValuesAsText("session"));
        assertEquals(2, json("session", "revoke", user.value(), "--all").get("ended").asInt());
        assertTrue(json("session", "list", user.value()).get("sessions").isEmpty());
    }

    @Test
    void sessionsOfSeveralUsersAreListedAndEnded() throws Exception {
        Password password = new Password("Secret-of-several");
        Messaging messaging = Messaging.over(store).build();
        for (String id : List.of("user-a", "user-b")) {
            var unused = messaging.as(Caller.anonymous()).users().create(Optional.of(new UserId(id)), Optional.empty(),
                    Optional.of(password));
            var unusedToo = messaging.authentication().openSession(id, password, Attempts.unlimited());
        }
        assertEquals(List.of("user-a", "user-b"),
                json("session", "list", "user-a", "user-b").findValuesAsText("userId"));
        admin.saying("user-a\nuser-x\nuser-b\n".getBytes(StandardCharsets.UTF_8));
        Outcome ended = admin.types("session", "revoke", "-", "--all", "--output", "jsonl");
        assertEquals(ExitCodes.REFUSED, ended.exitCode());
        assertEquals("{\"userId\":\"user-a\",\"ended\":1}\n{\"userId\":\"user-b\",\"ended\":1}\n", ended.answers());
        assertEquals("in memory\nmessaging: user-x: There is no user \"user-x\".\n", ended.notes());
        assertEquals("[]\n", admin.gets("session", "list", "user-a", "user-b", "--output", "json"));
        assertEquals(ExitCodes.WRONG_USAGE, admin.types("session", "revoke", "user-a", "user-b").exitCode());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    session revoke user-a | Either KEY or --all says which sessions end.
                    session revoke user-a --all key | Either KEY or --all says which sessions end.
                    session revoke user-a key | session must be 64 lowercase hex digits
                    inbox trim user-a --older-than 24h --yes | --older-than is at least 25h: what is younger, repeated requests and deliveries under way may still count on.
                    inbox trim user-a --older-than 90 | Invalid value for option '--older-than': '90' is not a number with a unit behind it, such as 90d, 36h, 10m or 30s (see messaging inbox trim --help)
                    message tail user-a --since yesterday | Invalid value for option '--since': 'yesterday' is not a number with a unit behind it, such as 90d, 36h, 10m or 30s (see messaging message tail --help)
                    """)
    void wrongUsageIsToldInOneLine(String words, String complaint) {
        assertEquals(new Outcome(ExitCodes.WRONG_USAGE, "", "messaging: " + complaint + "\n"),
                admin.types(words.split(" ")));
    }

    @Test
    void oldMessagesGoAndWhatWillGoIsNamed() throws Exception {
        TestClock clock = new TestClock();
        clock.move(Duration.between(clock.instant(), Instant.now()).minus(Duration.ofDays(200)));
        Store old = MemoryStore.create(clock);
        Admin admin = new Admin(old);
        Messaging messaging = Messaging.over(old).clock(clock).build();
        for (String id : List.of("user-a", "user-b")) {
            var unused = messaging.as(Caller.anonymous()).users().create(new UserId(id), new Name(id));
        }
        for (int i = 0; i < 2_500; i++) {
            var unused = messaging.as(Caller.anonymous()).messages().send(new UserId("user-a"), new UserId("user-a"),
                    new Text("old"));
        }
        clock.move(Duration.ofDays(199));
        var unused = messaging.as(Caller.anonymous()).messages().send(new UserId("user-a"), new UserId("user-a"),
                new Text("new"));

        Outcome asked = admin.types("inbox", "trim", "user-a", "user-b", "--older-than", "90d");
        assertTrue(asked.notes().startsWith(
                "messaging: This removes for good what came into the inboxes of user-a, user-b before 20"),
                asked.notes());
        assertEquals("{\"userId\":\"user-a\",\"removed\":2500}\n",
                admin.gets("inbox", "trim", "user-a", "--older-than", "90d", "--yes", "--output", "json"));
        assertEquals("""
                userId  removed
                user-a  0
                user-b  0
                """, admin.gets("inbox", "trim", "--all-users", "--older-than", "90d", "--yes"));
        JsonNode left = new ObjectMapper()
                .readTree(admin.gets("message", "check", "user-a", "--output", "json")).get("messages");
        assertEquals(List.of("new"), left.findValuesAsText("message"));
    }

    @Test
    void aTailShowsWhatCameSinceAndEndsWhenItIsTold() {
        users("user-a");
        admin.gets("message", "send", "--from", "user-a", "--to", "user-a", "--text", "Hello");
        Outcome all = admin.types("message", "tail", "user-a", "--since", "10m", "--output", "jsonl");
        assertEquals(ExitCodes.DONE, all.exitCode());
        assertEquals("following in memory, until interrupted\n", all.notes());
        assertTrue(all.answers().contains("\"message\":\"Hello\""), all.answers());
        assertEquals(1, all.answers().lines().count());
        assertEquals("", admin.gets("message", "tail", "user-a"), "nothing new");
        assertTrue(admin.gets("message", "tail", "user-a", "--since", "1d").matches(
                "\\S+Z  user-a  user-a  Hello  message-[0-9a-f]{32}  \\d+\n"));
        Outcome nobody = admin.types("message", "tail", "user-x");
        assertEquals(new Outcome(ExitCodes.REFUSED, "", "messaging: There is no user \"user-x\".\n"), nobody);
    }

    @Test
    void groupsToDeleteComeFromStandardInputToo() {
        users("user-a");
        for (String id : List.of("group-g", "group-h")) {
            admin.gets("group", "create", "--id", id);
        }
        admin.saying("group-g\ngroup-x\ngroup-h\n".getBytes(StandardCharsets.UTF_8));
        Outcome deleted = admin.types("group", "delete", "-", "--yes", "--output", "jsonl");
        assertEquals(ExitCodes.REFUSED, deleted.exitCode());
        assertEquals(2, deleted.answers().lines().count());
        assertEquals("in memory\nmessaging: group-x: There is no group \"group-x\".\n", deleted.notes());
        assertEquals("groups: none\n", admin.gets("group", "list"));
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
