package dev.messaging.cli.smoke;

import dev.messaging.cli.smoke.Cast.User;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One path an action, with the password in each call. */
final class SecondDialect {
    private final Wire wire;
    private final Cast cast;
    private final Patience patience;

    SecondDialect(Wire wire, Cast cast, Duration patience) {
        this.wire = wire;
        this.cast = cast;
        this.patience = new Patience(patience);
    }

    void play(Steps steps) throws InterruptedException {
        User kim = steps.get("registers Kim", cast::ofTheSecondDialect);
        User lee = steps.get("registers Lee", cast::ofTheSecondDialect);
        steps.check("an inbox without messages", () -> check(lee, Map.of()).is(200).hasSize("/messages", 0));
        steps.check("Kim writes to Lee", () -> send(kim, lee).is(200).has("/message", "Message sent to " + lee + "."));
        String next = steps.get("Lee gets it once", () -> check(lee, Map.of()).is(200).hasSize("/messages", 1)
                .has("/messages/0/sender_id", kim.id()).has("/messages/0/message", "Hello").textAt("/next"));
        steps.check("a wrong password is refused",
                () -> check(new User(lee.id(), Optional.of("Secret-wrong")), Map.of()).is(403)
                        .has("/message", "Unauthorized access"));
        String group = steps.get("creates a group of both", () -> act("/create_group", Map.of("members",
                kim + ", " + lee, "caller_id", kim.id(), "password", secret(kim))).is(200).textAt("/group_id"));
        steps.check("Kim writes to the group",
                () -> act("/send_group_message", Map.of("sender_id", kim.id(), "password",
                        secret(kim), "group_id", group, "message", "Hello, all")).is(200)
                        .has("/message", "Message sent to " + group + "."));
        steps.check("Lee gets it", () -> patience.until(1, () -> check(lee, Map.of("after", next)))
                .has("/messages/0/group_id", group).has("/messages/0/message", "Hello, all"));
        steps.check("Lee blocks Kim", () -> act("/block_user", Map.of("user_id", lee.id(), "password", secret(lee),
                "blocked_user_id", kim.id())).is(200).has("/message", "You have blocked " + kim + "."));
        steps.check("Kim is refused", () -> send(kim, lee).is(403)
                .has("/message", "You are unable to send messages to " + lee + "."));
        steps.check("Kim removes Lee from the group",
                () -> act("/add_remove_users", Map.of("group_id", group, "user_id",
                        lee.id(), "action", "remove", "caller_id", kim.id(), "password", secret(kim))).is(200)
                        .has("/message", lee + " has been removed from the group."));
    }

    private Answer send(User from, User to) throws InterruptedException {
        return act("/send_message", Map.of("sender_id", from.id(), "password", secret(from), "receiver_id", to.id(),
                "message", "Hello"));
    }

    private Answer check(User user, Map<String, String> from) throws InterruptedException {
        Map<String, String> body = new HashMap<>(from);
        body.putAll(Map.of("user_id", user.id(), "password", secret(user)));
        return act("/check_messages", body);
    }

    private Answer act(String path, Map<String, String> body) throws InterruptedException {
        return wire.post(path, Optional.empty(), body);
    }

    private static String secret(User user) {
        return user.password().orElseThrow();
    }
}
