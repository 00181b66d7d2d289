package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.messaging.core.port.StoreException;
import dev.messaging.http.Served.Reply;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
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
    private static final List<String> GENERAL = List.of("408", "413", "421", "429", "500", "503", "504", "default");

    private final Described described = new Described();
    private final HookedStore store = new HookedStore();
    private final Served served = Served.over(store);
    private final TreeSet<String> seen = new TreeSet<>();
    private final List<DynamicTest> calls = new ArrayList<>();

    private final String ada = served.user("Ada");
    private final String bob = served.user("Bob");
    private final String eve = protectedUser("Eve");
    private final String friends = served.group("Friends");
    private final String owned = served.post("/v1/groups/create", "{\"groupName\": \"Owned\"}", "Authorization",
            basic(eve, PASSWORD)).field("groupId");

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
        get(400, "/v1/users/" + ada + "?%FF=1");
        get(401, "/v1/users/" + eve);
        get(404, "/v1/users/nobody");
        get(200, "/v1/users?ids=" + ada + "," + bob);
        get(400, "/v1/users?ids=");
        get(401, "/v1/users?ids=" + eve, "Authorization", "Basic nonsense");
        for (String list : List.of("blocks", "groups")) {
            get(200, "/v1/users/" + ada + "/" + list);
            get(200, "/v1/users/" + ada + "/" + list + "?limit=1");
            get(400, "/v1/users/" + ada + "/" + list + "?limit=0");
            get(401, "/v1/users/" + eve + "/" + list);
            get(403, "/v1/users/" + eve + "/" + list, "Authorization", basic(other(), PASSWORD));
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
                basic(other(), PASSWORD));
        post(404, bobs + "?op=block", "{'blockedUserId': 'nobody'}");
    }

    private void accounts() {
        post(200, "/v1/sessions", "{'userId': '" + eve + "', 'password': '" + PASSWORD + "'}");
        post(400, "/v1/sessions", "{'userId': '" + eve + "'}");
        post(401, "/v1/sessions", "{'userId': '" + eve + "', 'password': 'Secret-other'}");
        post(403, "/v1/sessions", "{}", "Origin", "https://evil.example");
        add("DELETE", 204, "/v1/sessions?all=true", "", "Authorization", basic(eve, PASSWORD));
        add("DELETE", 400, "/v1/sessions", "", "Authorization", basic(eve, PASSWORD));
        add("DELETE", 401, "/v1/sessions", "");
        add("DELETE", 403, "/v1/sessions", "", "Origin", "https://evil.example");
        String change = "/v1/users/" + eve + "/password";
        String same = "{'current': '" + PASSWORD + "', 'new': '" + PASSWORD + "'}";
        post(200, change, same, "Authorization", basic(eve, PASSWORD));
        post(400, change, "{'current': '" + PASSWORD + "', 'new': 'short'}", "Authorization", basic(eve, PASSWORD));
        post(401, change, same);
        post(403, change, same, "Authorization", basic(other(), PASSWORD));
    }

    private void groups() {
        post(200, "/v1/groups/create", "{'groupName': 'Friends'}");
        post(400, "/v1/groups/create", "{'groupName': ''}");
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
                basic(other(), PASSWORD));
        post(404, "/v1/groups/nothing?op=add", "{'userId': '" + ada + "'}");
        for (String tail : List.of("", "/members")) {
            get(200, path + tail);
            get(400, path + tail + "?%FF=1");
            get(401, "/v1/groups/" + owned + tail);
            get(403, "/v1/groups/" + owned + tail, "Authorization", basic(other(), PASSWORD));
            get(404, "/v1/groups/nothing" + tail);
        }
        get(200, path + "/members?limit=1&after=user-0");
        get(400, path + "/members?after=nonsense");
        get(200, "/v1/users/" + bob + "/groups");
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
        post(403, send + "?type=private", direct(eve, bob), "Authorization", basic(other(), PASSWORD));
        post(404, send + "?type=private", direct(ada, "nobody"));
        get(200, "/v1/messages/" + bob);
        get(200, "/v1/messages/" + bob + "?limit=1");
        get(200, "/v1/messages/" + bob + "?timestamp=0");
        get(200, "/v1/messages/" + eve, "Authorization", basic(eve, PASSWORD));
        get(400, "/v1/messages/" + bob + "?timestamp=-1");
        get(400, "/v1/messages/" + bob + "?after=nonsense");
        get(401, "/v1/messages/" + eve);
        get(403, "/v1/messages/" + eve, "Authorization", basic(other(), PASSWORD));
        get(404, "/v1/messages/nobody");
        get(410, "/v1/messages/" + bob + "?after=" + goneCursor());
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
        get(404, "/docs/index.html");
        get(404, "/problems/nothing");
    }

    /** Once for each, since they come about in one place for all. */
    private void general() {
        String create = "/v1/users/create";
        add("DELETE", 405, create, "");
        post(413, create, "x".repeat(Body.BYTES_MAX + 1));
        get(421, "/health/live", "X-Host", "evil.example");
        post(403, create, "{}", "Origin", "https://evil.example");
        get(414, "/v1/users?ids=" + "u".repeat(Listening.REQUEST_HEADER_BYTES_MAX));
        whileReading(StoreException.notDone("trouble"), 503);
        whileReading(StoreException.unknown("trouble", new IllegalStateException("silence")), 504);
        whileReading(new IllegalStateException("a defect"), 500);
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

    private String protectedUser(String name) {
        return served.post("/v1/users/create",
                "{\"username\": \"" + name + "\", \"password\": \"" + PASSWORD + "\"}").field("userId");
    }

    private String other() {
        return mallory;
    }

    private final String mallory = protectedUser("Mallory");

    private static String direct(String sender, String receiver) {
        return "{'senderId': '" + sender + "', 'receiverId': '" + receiver + "', 'message': 'Hello'}";
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
