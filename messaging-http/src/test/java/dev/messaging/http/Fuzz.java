package dev.messaging.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes requests from a seed: some are right, most are wrong in one place, some in many. */
final class Fuzz {
    private static final List<String> ODD_PATHS = List.of("/", "//", "/..", "/../v1/users/x", "/%2e%2e/%2e%2e", "/%00",
            "/%",
            "/%zz", "/%ff", "/v1", "/v1/", "/v1/users/a%2fb", "/v1/users/a/b/c/d", "/v1/users/;x=1", "/v1/users/%",
            "/v1//users",
            "/register_user/", "/register_user/x", "/send_message%00", "/SEND_MESSAGE", "*", "http://[::bad/",
            "http://x/",
            "/v1/messages/user-%e2%82%ac", "/v1/messages/%c0%80", "/\\", "/v1/users?ids=%ff", "/é", "/ x", "",
            "/v1/users/" + "x".repeat(9_000), "/" + "a/".repeat(5_000), "/v1/users/x#y", "/v1/users/user-%u2192");
    private static final List<String> ODD_IDS = List.of("user-nobody", "nobody", "user-", "group-x", "%2e%2e", "a%2fb",
            "%F0%9F%98%80",
            "x".repeat(300), "0", "null", "%20", "user-1%0d%0aX:%201", "~", "a;b", "%25");
    private static final List<String> ODD_METHODS = List.of("PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "OPTIONS",
            "HEAD", "GET",
            "POST", "get", "FOO", "BEFORE", "X".repeat(300), "P\u00d6ST", "", "M-SEARCH");
    private static final List<String> ODD_HEADERS = List.of("Origin: null", "Origin: https://evil.example", "Origin: x",
            "Origin: http://localhost:1", "Host: evil.example", "Host: localhost", "Host: [::1", "Host: ", "Host: a b",
            "X-Forwarded-For: 192.0.2.1", "X-Forwarded-For: garbage, ::1, [::2]:3, 1.2.3.4:5",
            "X-Forwarded-For: " + ",".repeat(4_000),
            "X-Forwarded-For: 999.1.1.1", "X-Forwarded-For: localhost", "Content-Type: text/plain; charset=utf-16",
            "Content-Type: ;",
            "Content-Encoding: gzip", "Accept: text/html", "Accept-Encoding: gzip, br", "Expect: 100-continue",
            "Expect: x",
            "Upgrade: websocket", "Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings", "Connection: keep-alive",
            "Cookie: a=b; \u0001",
            "Cookie: " + "x".repeat(3_000), "Range: bytes=0-1", "If-None-Match: *", "X-HTTP-Method-Override: DELETE",
            "X: \u00ff\u00fe",
            "Bad Header", ": x", " folded", "X:\u0000y", "X-Long: " + "x".repeat(17_000), "Transfer-Encoding: gzip",
            "Transfer-Encoding: chunked", "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: identity",
            "Content-Length: 5",
            "Content-Length: -1", "Content-Length: 99999999999999999999", "Content-Length: x",
            "Content-Length: 1000000",
            "Content-Length: 0", "Idempotency-Key: " + "k".repeat(500), "Prefer: wait=0", "Last-Event-ID: x");
    private static final List<String> ODD_AUTHORIZATIONS = List.of("Basic", "Basic ", "Basic !!!",
            "Basic " + base64("nocolon"),
            "Basic " + base64(":"), "Basic " + base64("user-nobody:Secret-x"), "Basic //79",
            "Basic " + base64("x".repeat(5_000) + ":y"),
            "Bearer", "Bearer x", "Bearer mst_x", "Bearer a b", "Digest username=x", "\u00ff",
            "Bearer " + "x".repeat(5_000), "basic  ",
            "Negotiate abc", "");
    private static final List<String> QUERIES = List.of("op=block", "op=unblock", "op=add", "op=remove", "op=x", "op=",
            "op=block&op=block",
            "type=private", "type=group", "type=x", "limit=1", "limit=0", "limit=1001", "limit=x",
            "limit=99999999999999999999", "after=x",
            "after=", "after=%00", "timestamp=0", "timestamp=", "timestamp=-1", "timestamp=9007199254740993",
            "timestamp=1e3", "ids=",
            "ids=,", "ids=user-1", "ids=" + "a,".repeat(200), "all=true", "all=false", "all=x", "%zz=1", "x=%ff", "&&&",
            "=", "a[]=1",
            "x=%e2%82", "x=\u00ff", "limit=%31");

    private final RandomGenerator random;
    private final FuzzWorld world;
    private final List<Route> routes;
    private int made;

    Fuzz(RandomGenerator random, FuzzWorld world, List<Route> routes) {
        this.random = random;
        this.world = world;
        this.routes = routes;
    }

    FuzzShot next() {
        Route route = routes.get(random.nextInt(routes.size()));
        made++;
        String actor = FuzzWorld.pick(world.users, random);
        FuzzedJson json = fields(route, actor);
        boolean hasBody = route.hasBody() || random.nextInt(20) == 0;
        byte[] body = hasBody ? spoilt(json) : new byte[0];
        boolean sound = random.nextInt(4) > 0;
        String method = sound || random.nextBoolean() ? method(route) : pick(ODD_METHODS);
        boolean own = sound || random.nextBoolean();
        String target = own ? path(route, actor) + query(route) : pick(ODD_PATHS);
        List<String> headers = new ArrayList<>(List.of("Host: localhost", "Connection: close"));
        if (hasBody) {
            headers.add("Content-Length: " + body.length);
        }
        if (random.nextInt(10) < (world.isProtected(actor) ? 8 : 1)) {
            headers.add("Authorization: " + authorization(actor));
        }
        if (random.nextInt(5) == 0) {
            headers.add("X-Forwarded-For: 192.0.2." + random.nextInt(256));
        }
        String line = method + " " + target + " HTTP/1.1";
        if (!sound) {
            spoil(headers);
            line = random.nextInt(10) == 0
                    ? pick(List.of("", "GARBAGE", method + " " + target, line.replace("1.1", "9.9"),
                            line.replace("1.1", "1.0"), line + " x", "\u0016\u0003\u0001\u0002", "PRI * HTTP/2.0"))
                    : line;
        }
        String head = line + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        return new FuzzShot(route, method, head, new String(body, StandardCharsets.ISO_8859_1), sound,
                own && method.equals(route.method().name()));
    }

    private byte[] spoilt(FuzzedJson json) {
        switch (random.nextInt(8)) {
            case 0, 1, 2, 3, 4 -> {
            }
            case 5 -> json.spoilFields();
            case 6 -> {
                return json.spoilBytes();
            }
            default -> {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    json.spoilFields();
                }
            }
        }
        return json.bytes();
    }

    private void spoil(List<String> headers) {
        for (int i = random.nextInt(3); i >= 0; i--) {
            switch (random.nextInt(5)) {
                case 0 -> headers.remove(random.nextInt(headers.size()));
                case 1 -> headers.add(headers.get(random.nextInt(headers.size())));
                default -> headers.add(random.nextInt(headers.size() + 1), pick(ODD_HEADERS));
            }
            if (headers.isEmpty()) {
                headers.add("Host: localhost");
            }
        }
    }

    private String method(Route route) {
        return route.method().name().equals("GET") && random.nextInt(8) == 0
                ? "HEAD"
                : random.nextInt(30) == 0 ? "OPTIONS" : route.method().name();
    }

    private String path(Route route, String actor) {
        boolean odd = random.nextInt(8) == 0;
        return route.path().replace("{userId}", odd ? pick(ODD_IDS) : actor)
                .replace("{groupId}", odd ? pick(ODD_IDS) : FuzzWorld.pick(world.groups, random));
    }

    private String query(Route route) {
        List<String> parts = new ArrayList<>();
        switch (route.name()) {
            case "blockOrUnblock" -> parts.add(random.nextInt(3) > 0 ? "op=block" : "op=unblock");
            case "addOrRemoveMember" -> parts.add(random.nextInt(3) > 0 ? "op=add" : "op=remove");
            case "sendMessage" -> parts.add(random.nextBoolean() ? "type=private" : "type=group");
            case "showNames" -> parts.add("ids=" + FuzzWorld.pick(world.users, random) + ",user-x");
            case "checkMessages", "followMessages" -> {
                if (random.nextBoolean()) {
                    parts.add("after=" + FuzzWorld.pick(world.cursors, random));
                }
            }
            default -> {
            }
        }
        if (random.nextInt(5) == 0) {
            parts.add(pick(QUERIES));
        }
        if (!parts.isEmpty() && random.nextInt(15) == 0) {
            parts.removeFirst();
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private String authorization(String actor) {
        return switch (random.nextInt(8)) {
            case 0 -> pick(ODD_AUTHORIZATIONS);
            case 1 -> "Bearer " + FuzzWorld.pick(world.tokens, random);
            default -> "Basic " + base64(actor + ":" + world.password(random.nextInt(5) == 0 ? "" : actor));
        };
    }

    private FuzzedJson fields(Route route, String actor) {
        String other = FuzzWorld.pick(world.users, random);
        String group = FuzzWorld.pick(world.groups, random);
        String password = random.nextInt(6) == 0 ? "Secret-wrong" : world.password(actor);
        String text = "message " + made;
        FuzzedJson json = new FuzzedJson(random);
        return switch (route.name()) {
            case "createUser" ->
                (random.nextBoolean() ? json : json.text("password", "Secret-new-" + made)).text("username", "Ada");
            case "createGroup" -> json.text("groupName", "Friends");
            case "blockOrUnblock" ->
                json.text("blockedUserId", other).text("scope", random.nextBoolean() ? "direct" : "everywhere");
            case "addOrRemoveMember" -> json.text("userId", other);
            case "changePassword" -> json.text("current", password).text("new", "Secret-changed-" + made);
            case "openSession" -> json.text("userId", actor).text("password", password);
            case "sendMessage" -> json.text("senderId", actor).text("recipientId", random.nextBoolean() ? other : group)
                    .text("message", text).value("copyToSender", String.valueOf(random.nextBoolean()));
            case "register_user" -> json.text("password", "Secret-new-" + made);
            case "send_message" -> json.text("sender_id", actor).text("password", password).text("receiver_id", other)
                    .text("message", text);
            case "check_messages" ->
                (random.nextBoolean() ? json : json.text("after", FuzzWorld.pick(world.cursors, random)))
                        .text("user_id", actor).text("password", password);
            case "block_user" -> json.text("user_id", actor).text("password", password)
                    .text(random.nextBoolean() ? "blocked_user_id" : "block_user_id", other);
            case "create_group" -> json.text("members", actor + ", " + other);
            case "add_remove_users" ->
                (random.nextBoolean() ? json : json.text("caller_id", actor).text("password", password))
                        .text("group_id", group).text("user_id", other)
                        .text("action", random.nextBoolean() ? "add" : "remove");
            case "send_group_message" ->
                json.text("sender_id", actor).text("password", password).text("group_id", group)
                        .text("message", text);
            default -> json.text("x", "y");
        };
    }

    private String pick(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
