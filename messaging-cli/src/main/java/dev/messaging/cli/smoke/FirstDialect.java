package dev.messaging.cli.smoke;

import dev.messaging.cli.smoke.Cast.User;
import java.time.Duration;
import java.util.Map;

/** {@code /v1}: two users, a message, a check, a block, and a group that both are in all the same. */
final class FirstDialect {
    private final Wire wire;
    private final Cast cast;
    private final Patience patience;

    FirstDialect(Wire wire, Cast cast, Duration patience) {
        this.wire = wire;
        this.cast = cast;
        this.patience = new Patience(patience);
    }

    void play(Steps steps) throws InterruptedException {
        User ada = steps.get("creates Ada", () -> cast.somebody("Smoke Ada"));
        User bob = steps.get("creates Bob", () -> cast.somebody("Smoke Bob"));
        steps.check("an inbox without messages", () -> check(bob, "").is(200).has("/messages", "null"));
        steps.check("Ada writes to Bob", () -> send(ada, bob, "Hello, Bob").is(200).textAt("/messageId"));
        Answer first = steps.get("Bob gets it once", () -> check(bob, "").is(200).hasSize("/messages", 1)
                .has("/messages/0/senderId", ada.id()).has("/messages/0/recipientId", bob.id())
                .has("/messages/0/message", "Hello, Bob"));
        String next = first.textAt("/next");
        steps.check("nothing later than its timestamp",
                () -> check(bob, "?timestamp=" + first.textAt("/messages/0/timestamp")).is(200)
                        .has("/messages", "null"));
        steps.check("nothing after its cursor",
                () -> check(bob, "?after=" + next).is(200).has("/messages", "null"));
        steps.check("Bob blocks Ada",
                () -> post("/v1/users/" + bob + "?op=block", bob, Map.of("blockedUserId", ada.id()))
                        .is(200).has("/blocked", "true").has("/scope", "direct"));
        steps.check("Ada is refused", () -> send(ada, bob, "Bob?").is(403).has("/type", "/problems/blocked"));
        group(steps, ada, bob, next);
        wrong(steps, ada);
    }

    private void group(Steps steps, User ada, User bob, String next) throws InterruptedException {
        String group = steps.get("creates a group", () -> post("/v1/groups/create", ada,
                Map.of("groupName", "Smoke")).is(200).has("/groupName", "Smoke").textAt("/groupId"));
        if (!cast.passwordsRequired()) { // Else it is Ada's, who is in it already.
            steps.check("adds Ada", () -> add(group, ada, ada).is(200).has("/member", "true"));
        }
        steps.check("adds Bob", () -> add(group, ada, bob).is(200).has("/member", "true"));
        steps.check("refuses to add Bob twice", () -> add(group, ada, bob).is(409));
        steps.check("Ada writes to the group", () -> post("/v1/messages/send?type=group", ada,
                Map.of("senderId", ada.id(), "groupId", group, "message", "Hello, all")).is(200).textAt("/messageId"));
        steps.check("Bob gets it in spite of the block",
                () -> patience.until(1, () -> check(bob, "?after=" + next)).has("/messages/0/recipientId", group)
                        .has("/messages/0/senderId", ada.id()).has("/messages/0/message", "Hello, all"));
        steps.check("Ada gets her own", () -> check(ada, "").is(200).hasSize("/messages", 1)
                .has("/messages/0/message", "Hello, all"));
    }

    private void wrong(Steps steps, User ada) throws InterruptedException {
        steps.check("names the field that is wrong", () -> post("/v1/messages/send?type=private", ada,
                Map.of("senderId", 7)).is(400).has("/type", "/problems/bad-value").has("/field", "senderId"));
        steps.check("refuses to write to nobody", () -> send(ada, "user-nobody", "Hello?").is(404));
    }

    private Answer check(User user, String from) throws InterruptedException {
        return wire.get("/v1/messages/" + user + from, user.credentials());
    }

    private Answer send(User from, Object to, String text) throws InterruptedException {
        return post("/v1/messages/send?type=private", from,
                Map.of("senderId", from.id(), "receiverId", to.toString(), "message", text));
    }

    private Answer add(String group, User by, User member) throws InterruptedException {
        return post("/v1/groups/" + group + "?op=add", by, Map.of("userId", member.id()));
    }

    private Answer post(String path, User by, Map<String, ?> body) throws InterruptedException {
        return wire.post(path, by.credentials(), body);
    }
}
