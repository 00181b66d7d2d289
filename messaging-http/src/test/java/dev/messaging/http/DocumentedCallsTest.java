package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.Users;
import dev.messaging.core.contract.CheapHashing;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.StoreException;
import dev.messaging.http.Served.Reply;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Runs every documented call, good ones and bad ones, and holds request and answer against the document. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedCallsTest {
    private static final String PASSWORD = "Secret-ada-1";
    /** Answers that one operation gives like all others, and that need a fault of the server or of the network. */
    private static final List<String> GENERAL = List.of("408", "413", "421", "500", "503", "504", "default", "429");

    private final Described described = new Described();
    private final HookedStore store = new HookedStore();
    private final Served served = Served.of(
            Messaging.over(store).groupMembersMax(3).blocksMax(2).sessionsMax(2).groupsMax(2)
                    .hashing(new CheapHashing()),
            Served.settings().rateLimits(RateLimits.standard()).bodyWait(Duration.ofSeconds(2)).build());
    private final TreeSet<String> seen = new TreeSet<>();
    private final List<DynamicTest> calls = new ArrayList<>();

    private final String ada = served.user("Ada");
    private final String bob = served.user("Bob");
    private final String eve = protectedUser("Eve");
    private final String guessed = protectedUser("Guessed");
    private final String mallory = protectedUser("Mallory");
    private final String suspended = suspendedUser();
    private final String friends = served.group("Friends");
    private final String owned = served.post("/v1/groups/create", "{\"groupName\": \"Owned\"}", "Authorization",
            basic(eve)).field("groupId");

    private final List<String> strangers = strangers();
    private final String crew = served.group("Crew");
    private final String full = served.post("/create_group",
            "{\"members\": \"" + String.join(", ", strangers.subList(0, 3)) + "\"}").field("group_id");

    @AfterAll
    void stop() {
        served.close();
    }

    @TestFactory
    List<DynamicTest> are_as_documented() {
        users();
        blocks();
        accounts();
        groups();
        messages();
        actions();
        operations();
        general();
        calls.add(dynamicTest("every documented answer was given", this::nothingIsLeft));
        return calls;
    }

    private void users() {
        post(200, "/v1/users/create", "{'username': 'Ada'}");
        post(200, "/v1/users/create", "{'userName': 'Ada', 'password': '" + PASSWORD + "', 'unknown': [1]}");
        post(400, "/v1/users/create", "{'username': 7}");
        post(400, "/v1/users/create", "{");
        post(400, "/v1/users/create", "{'username': 'Ada', 'password': 'short'}");
        post(401, "/v1/users/create", "{'username': 'Ada'}", "Authorization", "Bearer nonsense");
        get(200, "/v1/users/" + ada);
        get(400, "/v1/users/%FF");
        get(401, "/v1/users/" + eve);
        get(403, "/v1/users/" + ada, "Authorization", basic(suspended));
        get(404, "/v1/users/nobody");
        get(200, "/v1/users?ids=" + ada + "," + bob);
        get(400, "/v1/users?ids=");
        post(403, "/v1/users/create", "{}", "Origin", "https://evil.example");
        get(401, "/v1/users?ids=" + eve, "Authorization", "Basic nonsense");
        get(403, "/v1/users?ids=" + eve, "Authorization", basic(suspended));
        for (String list : List.of("blocks", "groups")) {
            get(200, "/v1/users/" + ada + "/" + list);
            get(200, "/v1/users/" + ada + "/" + list + "?limit=1");
            get(400, "/v1/users/" + ada + "/" + list + "?limit=0");
            get(401, "/v1/users/" + eve + "/" + list);
            get(403, "/v1/users/" + eve + "/" + list, "Authorization", basic(mallory));
            get(404, "/v1/users/nobody/" + list);
        }
    }

    private void blocks() {
        String bobs = "/v1/users/" + bob;
        post(200, bobs + "?op=block", "{'blockedUserId': '" + ada + "'}");
        post(409, bobs + "?op=block", "{'blockedUserId': '" + ada + "', 'scope': 'everywhere'}");
        get(200, bobs + "/blocks");
        post(403, "/v1/messages/send?type=private", direct(ada, bob));
        post(200, bobs + "?op=unblock", "{'blockedUserId': '" + ada + "'}");
        post(409, bobs + "?op=unblock", "{'blockedUserId': '" + ada + "'}");
        post(200, bobs + "?op=block", "{'blockedUserId': '" + bob + "', 'scope': 'everywhere'}");
        post(400, bobs, "{'blockedUserId': '" + ada + "'}");
        post(400, bobs + "?op=block", "{'blockedUserId': '" + ada + "', 'scope': 'sometimes'}");
        post(401, "/v1/users/" + eve + "?op=block", "{'blockedUserId': '" + ada + "'}");
        post(403, "/v1/users/" + eve + "?op=block", "{'blockedUserId': '" + ada + "'}", "Authorization",
                basic(mallory));
        post(404, bobs + "?op=block", "{'blockedUserId': 'nobody'}");
    }

    private void accounts() {
        post(200, "/v1/sessions", "{'userId': '" + eve + "', 'password': '" + PASSWORD + "'}");
        post(200, "/v1/sessions", "{'userId': '" + eve + "', 'password': '" + PASSWORD + "'}");
        post(409, "/v1/sessions", "{'userId': '" + eve + "', 'password': '" + PASSWORD + "'}");
        post(400, "/v1/sessions", "{'userId': '" + eve + "'}");
        post(401, "/v1/sessions", "{'userId': '" + eve + "', 'password': 'Secret-other'}");
        post(403, "/v1/sessions", "{}", "Origin", "https://evil.example");
        add("DELETE", 204, "/v1/sessions?all=true", "", "Authorization", basic(eve));
        add("DELETE", 400, "/v1/sessions", "", "Authorization", basic(eve));
        add("DELETE", 401, "/v1/sessions", "");
        add("DELETE", 403, "/v1/sessions", "", "Origin", "https://evil.example");
        String change = "/v1/users/" + eve + "/password";
        String same = "{'current': '" + PASSWORD + "', 'new': '" + PASSWORD + "'}";
        post(200, change, same, "Authorization", basic(eve));
        post(400, change, "{'current': '" + PASSWORD + "', 'new': 'short'}", "Authorization", basic(eve));
        post(401, change, same);
        post(403, change, same, "Authorization", basic(mallory));
    }

    private void groups() {
        post(200, "/v1/groups/create", "{'groupName': 'Friends'}");
        post(400, "/v1/groups/create", "{'groupName': ''}");
        post(403, "/v1/groups/create", "{}", "Origin", "https://evil.example");
        post(401, "/v1/groups/create", "{'groupName': 'Friends'}", "Authorization", "Basic nonsense");
        String path = "/v1/groups/" + friends;
        post(200, path + "?op=add", "{'userId': '" + ada + "'}");
        post(409, path + "?op=add", "{'userId': '" + ada + "'}");
        post(200, path + "?op=remove", "{'userId': '" + ada + "'}");
        post(409, path + "?op=remove", "{'userId': '" + ada + "'}");
        post(200, path + "?op=add", "{'userId': '" + bob + "'}");
        post(400, path + "?op=ad", "{'userId': '" + ada + "'}");
        post(401, "/v1/groups/" + owned + "?op=add", "{'userId': '" + ada + "'}");
        post(403, "/v1/groups/" + owned + "?op=add", "{'userId': '" + ada + "'}", "Authorization",
                basic(mallory));
        post(404, "/v1/groups/nothing?op=add", "{'userId': '" + ada + "'}");
        for (String tail : List.of("", "/members")) {
            get(200, path + tail);
            get(400, "/v1/groups/%FF" + tail);
            get(401, "/v1/groups/" + owned + tail);
            get(403, "/v1/groups/" + owned + tail, "Authorization", basic(mallory));
            get(404, "/v1/groups/nothing" + tail);
        }
        get(200, path + "/members?limit=1&after=user-0");
        get(400, path + "/members?after=nonsense");
        get(200, "/v1/users/" + bob + "/groups");
        post(200, "/v1/groups/create", "{'groupName': 'Second'}", "Authorization", basic(eve));
        post(409, "/v1/groups/create", "{'groupName': 'Third'}", "Authorization", basic(eve));
    }

    private void messages() {
        String send = "/v1/messages/send";
        post(200, send + "?type=private", direct(ada, bob));
        post(200, send + "?type=private",
                "{'senderId': '" + ada + "', 'recipientId': '" + bob + "', 'message': 'é', 'copyToSender': true}");
        post(200, send + "?type=group",
                "{'senderId': '" + bob + "', 'groupId': '" + friends + "', 'message': 'Hi all'}");
        post(400, send, direct(ada, bob));
        post(400, send + "?type=private", "{'senderId': '" + ada + "', 'message': 'Hello'}");
        post(401, send + "?type=private", direct(eve, bob));
        post(403, send + "?type=group",
                "{'senderId': '" + ada + "', 'groupId': '" + friends + "', 'message': 'Hi all'}");
        post(403, send + "?type=private", direct(eve, bob), "Authorization", basic(mallory));
        post(404, send + "?type=private", direct(ada, "nobody"));
        get(200, "/v1/messages/" + bob);
        get(200, "/v1/messages/" + bob + "?limit=1");
        get(200, "/v1/messages/" + bob + "?timestamp=0");
        get(200, "/v1/messages/" + eve, "Authorization", basic(eve));
        get(400, "/v1/messages/" + bob + "?timestamp=-1");
        get(400, "/v1/messages/" + bob + "?after=nonsense");
        get(401, "/v1/messages/" + eve);
        get(403, "/v1/messages/" + eve, "Authorization", basic(mallory));
        get(404, "/v1/messages/nobody");
        get(410, "/v1/messages/" + bob + "?after=" + goneCursor(bob));
        String events = "/v1/messages/" + bob + "/events";
        get(200, events);
        get(400, events, "Last-Event-ID", "nonsense");
        get(401, "/v1/messages/" + eve + "/events");
        get(403, "/v1/messages/" + eve + "/events", "Authorization", basic(mallory));
        get(404, "/v1/messages/nobody/events");
        get(410, events, "Last-Event-ID", goneCursor(bob));
        String adas = "/v1/messages/" + ada;
        get(304, adas + "?timestamp=9007199254740992", "If-None-Match", "*");
        get(200, adas, "Prefer", "wait=1");
        String key = "'key-of-documented-call'".replace("'", "");
        for (String receiver : List.of(ada, ada)) {
            post(200, send + "?type=private", direct(bob, receiver), "Idempotency-Key", key);
        }
        post(422, send + "?type=private", direct(bob, eve), "Idempotency-Key", key);
        for (String kind : List.of("user", "group")) {
            post(200, "/v1/" + kind + "s/create", "{'" + kind + (kind.equals("user") ? "name" : "Name") + "': 'Kay'}",
                    "Idempotency-Key", key);
            post(422, "/v1/" + kind + "s/create", "{'" + kind + (kind.equals("user") ? "name" : "Name") + "': 'Joe'}",
                    "Idempotency-Key", key);
        }
    }

    private void actions() {
        String two = "'password': '" + PASSWORD + "'";
        String asEve = "'user_id': '" + eve + "', " + two;
        post(200, "/register_user", "{" + two + "}");
        post(400, "/register_user", "{}");
        post(200, "/send_message", "{'sender_id': '" + eve + "', " + two + ", 'receiver_id': '" + ada
                + "', 'message': 'Hello'}");
        post(400, "/send_message",
                "{'sender_id': '" + eve + "', " + two + ", 'receiver_id': 'nobody', 'message': 'é'}");
        post(403, "/send_message",
                "{'sender_id': '" + eve + "', 'password': 'x', 'receiver_id': '" + ada + "', 'message': 'Hello'}");
        post(200, "/block_user", "{" + asEve + ", 'blocked_user_id': '" + mallory + "'}");
        post(400, "/block_user", "{" + asEve + ", 'block_user_id': '" + mallory + "'}");
        post(403, "/send_message", "{'sender_id': '" + mallory + "', " + two + ", 'receiver_id': '" + eve
                + "', 'message': 'Hello'}");
        post(403, "/block_user", "{'user_id': 'nobody', " + two + ", 'block_user_id': '" + mallory + "'}");
        post(200, "/block_user", "{" + asEve + ", 'block_user_id': '" + bob + "'}");
        post(409, "/block_user", "{" + asEve + ", 'block_user_id': '" + ada + "'}");
        post(200, "/create_group", "{'members': '" + mallory + ", " + ada + "'}");
        post(400, "/create_group", "{'members': 'nobody'}");
        post(403, "/create_group", "{'members': '" + ada + "', 'caller_id': 'nobody', " + two + "}");
        post(409, "/create_group", "{'members': '" + String.join(",", strangers) + "'}");
        String change = "'group_id': '" + crew + "', 'user_id': '" + strangers.get(0) + "'";
        post(200, "/add_remove_users", "{" + change + ", 'action': 'add'}");
        post(200, "/add_remove_users", "{" + change + ", 'action': 'remove'}");
        post(400, "/add_remove_users", "{" + change + ", 'action': 'remove'}");
        post(200, "/add_remove_users", "{'group_id': '" + owned + "', 'user_id': '" + strangers.get(1)
                + "', 'action': 'add', 'caller_id': '" + eve + "', " + two + "}");
        post(403, "/add_remove_users", "{'group_id': '" + owned + "', 'user_id': '" + ada + "', 'action': 'add'}");
        post(409, "/add_remove_users", "{'group_id': '" + full + "', 'user_id': '" + strangers.get(3)
                + "', 'action': 'add'}");
        String toOwned = "'sender_id': '" + eve + "', 'group_id': '" + owned + "', " + two;
        post(200, "/send_group_message", "{" + toOwned + ", 'message': 'Hi all'}");
        post(400, "/send_group_message", "{" + toOwned + "}");
        post(403, "/send_group_message", "{'sender_id': '" + eve + "', 'group_id': 'nothing', " + two
                + ", 'message': 'Hi all'}");
        keyedActions(asEve, toOwned);
        post(200, "/check_messages", "{" + asEve + "}");
        post(200, "/check_messages", "{'user_id': '" + bob + "', 'password': 'x'}");
        post(400, "/check_messages", "{" + asEve + ", 'after': 'nonsense'}");
        post(403, "/check_messages", "{'user_id': '" + eve + "', 'password': 'x'}");
        post(410, "/check_messages", "{" + asEve + ", 'after': '" + goneCursor(eve) + "'}");
        for (Route route : Routes.ACTIONS) {
            post(403, route.path(), "{}", "Origin", "https://evil.example");
            post(413, route.path(), "x".repeat(Body.BYTES_MAX + 1));
            add("GET", 405, route.path(), "");
        }
    }

    private void keyedActions(String asEve, String toOwned) {
        String[] key = {"Idempotency-Key", "of an action"};
        String toAda = "{" + asEve.replace("user_id", "sender_id") + ", 'receiver_id': '" + ada + "', 'message': ";
        post(200, "/send_message", toAda + "'keyed'}", key);
        post(422, "/send_message", toAda + "'other'}", key);
        String[] ofGroup = {"Idempotency-Key", "of an action to a group"};
        post(200, "/send_group_message", "{" + toOwned + ", 'message': 'keyed'}", ofGroup);
        post(422, "/send_group_message", "{" + toOwned + ", 'message': 'other'}", ofGroup);
        post(200, "/create_group", "{'members': '" + strangers.get(3) + "'}", key);
        post(422, "/create_group", "{'members': '" + strangers.get(2) + "'}", key);
        post(200, "/register_user", "{'password': '" + PASSWORD + "'}", "Idempotency-Key", "of a registration");
        post(422, "/register_user", "{'password': '" + PASSWORD + "'}", "Idempotency-Key", "key-of-documented-call");
    }

    private void operations() {
        for (String path : List.of("/", "/docs", "/problems", "/problems/blocked")) {
            get(200, path, "Accept", "text/html");
        }
        for (String path : List.of("/", "/health/live", "/health/ready", "/openapi.json", "/docs/start.js",
                "/docs/swagger-ui.css", "/docs/favicon-32x32.png", "/problems", "/problems/blocked")) {
            get(200, path);
        }
        for (String path : List.of("/openapi.json", "/docs/start.js")) {
            get(304, path, "If-None-Match", served.get(path).header("ETag"));
        }
        get(200, "/metrics");
        get(404, "/metrics", "X-Forwarded-For", "192.0.2.7");
        get(404, "/docs/index.html");
        get(404, "/problems/nothing");
    }

    /** Once for each, since they come about in one place for all. */
    private void general() {
        String create = "/v1/users/create";
        add("DELETE", 405, create, "");
        post(413, create, "x".repeat(Body.BYTES_MAX + 1));
        get(414, "/v1/users?ids=" + "u".repeat(Listening.REQUEST_HEADER_BYTES_MAX));
        raw(421, "GET", "/health/live", "Host: evil.example\r\nConnection: close");
        raw(408, "POST", create, "Host: localhost\r\nContent-Length: 9");
        raw(408, "POST", "/register_user", "Host: localhost\r\nContent-Length: 9");
        calls.add(dynamicTest("too many wrong passwords: 429", this::tooManyWrongPasswords));
        whileReading(StoreException.notDone("trouble"), 503);
        whileReading(StoreException.unknown("trouble", new IllegalStateException("silence")), 504);
        whileReading(new IllegalStateException("a defect"), 500);
    }

    private void tooManyWrongPasswords() {
        String login = "{\"userId\": \"" + guessed + "\", \"password\": \"Secret-guess\"}";
        for (int i = 0; i < 10; i++) {
            assertEquals(401, served.post("/v1/sessions", login).status());
        }
        check("POST", 429, "/v1/sessions", login);
        check("POST", 429, "/check_messages", login.replace("userId", "user_id"));
    }

    private void whileReading(RuntimeException trouble, int status) {
        calls.add(dynamicTest("trouble with the store: " + status, () -> {
            store.beforeRead = () -> {
                throw trouble;
            };
            try {
                check("GET", status, "/v1/messages/" + ada, "");
            } finally {
                store.beforeRead = () -> {};
            }
        }));
    }

    private void nothingIsLeft() {
        TreeSet<String> missing = new TreeSet<>();
        described.operations().keySet().forEach(operation -> described.statuses(operation).stream()
                .filter(status -> !GENERAL.contains(status)).map(status -> operation + " " + status)
                .filter(answer -> !seen.contains(answer)).forEach(missing::add));
        assertEquals(new TreeSet<>(), missing);
        for (String status : GENERAL) {
            assertTrue(seen.stream().anyMatch(answer -> answer.endsWith(" " + status)), status);
        }
    }

    private void get(int status, String path, String... headers) {
        add("GET", status, path, "", headers);
    }

    /** Single quotes stand for double ones. */
    private void post(int status, String path, String body, String... headers) {
        add("POST", status, path, body.replace('\'', '"'), headers);
    }

    private void add(String method, int status, String path, String body, String... headers) {
        calls.add(dynamicTest(status + " " + method + " " + path.substring(0, Math.min(80, path.length())),
                () -> check(method, status, path, body, headers)));
    }

    /** What no client library would send. */
    private void raw(int status, String method, String path, String headers) {
        calls.add(dynamicTest(status + " " + method + " " + path, () -> {
            String answer = Raw.exchange(served.server, method + " " + path + " HTTP/1.1\r\n" + headers + "\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
            int end = answer.indexOf("\r\n\r\n");
            Map<String, List<String>> shown = answer.substring(0, end).lines().skip(1).map(line -> line.split(": ", 2))
                    .collect(Collectors.toMap(words -> words[0], words -> List.of(words[1])));
            byte[] body = answer.substring(end + 4).getBytes(StandardCharsets.UTF_8);
            assertEquals(List.of(), described.complaints(method, path, status, shown, body), answer);
            var unused = seen.add(method + " " + path + " " + status);
        }));
    }

    private void check(String method, int status, String path, String body, String... headers) {
        BodyPublisher publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        Reply reply = served.send(served.request(path, headers).method(method, publisher));
        assertEquals(status, reply.status(), reply::toString);
        String operation = described.operation(method, path).orElseGet(() -> described
                .operation("POST", path).orElseThrow());
        String documented = operation.startsWith(method) ? method : "POST";
        assertEquals(List.of(), described.complaints(documented, path, reply), () -> operation + " " + reply);
        assertTrue(described.names(operation, status), () -> operation + " does not name " + status);
        if (status < 300) {
            assertEquals(List.of(), described.complaints(method, path, body, headers), operation);
        }
        var unused = seen
                .add(operation + " " + (described.statuses(operation).contains("" + status) ? status : "default"));
    }

    /** A cursor of a place that the inbox has never had. */
    private static String goneCursor(String owner) {
        return new Cursor(new UserId(owner), new Position(1_000_000, 1)).toText();
    }

    private List<String> strangers() {
        return Stream.of("1", "2", "3", "4").map(served::user).toList();
    }

    /** Suspended on another node, before this one hears of the account. */
    private String suspendedUser() {
        Users users = Messaging.over(store).hashing(new CheapHashing()).build().as(Caller.administrator()).users();
        UserId user = users.create(Optional.empty(), Optional.empty(), Optional.of(new Password(PASSWORD))).id();
        users.suspend(user, true);
        return user.value();
    }

    private String protectedUser(String name) {
        return served.post("/v1/users/create",
                "{\"username\": \"" + name + "\", \"password\": \"" + PASSWORD + "\"}").field("userId");
    }

    private static String direct(String sender, String receiver) {
        return "{'senderId': '" + sender + "', 'receiverId': '" + receiver + "', 'message': 'Hello'}";
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }
}
