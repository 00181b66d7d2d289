package dev.messaging.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The calls of the HTTP API that made-up users make. */
final class Calls {
    private static final String LIVE = "/health/live";

    private final Wire wire;
    private final Workload workload;
    private final String text;

    Calls(Wire wire, Workload workload) {
        this.wire = wire;
        this.workload = workload;
        this.text = "x".repeat(workload.textBytes());
    }

    Reply bare() {
        return wire.get(LIVE, Map.of());
    }

    Reply createUser(Optional<String> password) {
        Map<String, String> body = new HashMap<>(Map.of("username", "load"));
        password.ifPresent(given -> body.put("password", given));
        return wire.post("/v1/users/create", Map.of(), body);
    }

    Reply openSession(String user, String password) {
        return wire.post("/v1/sessions", Map.of(), Map.of("userId", user, "password", password));
    }

    /** By the second dialect, which creates a group together with its members. */
    Reply createGroup(List<Account> members) {
        Map<String, String> body = new HashMap<>(
                Map.of("members", String.join(", ", members.stream().map(Account::id).toList())));
        members.getFirst().password().ifPresent(password -> {
            body.put("caller_id", members.getFirst().id());
            body.put("password", password);
        });
        return wire.post("/create_group", Map.of(), body);
    }

    Reply sendToUser(Account sender, Account receiver) {
        return wire.post("/v1/messages/send?type=private", sending(sender),
                Map.of("senderId", sender.id(), "receiverId", receiver.id(), "message", text));
    }

    Reply sendToGroup(Account sender, String group) {
        return wire.post("/v1/messages/send?type=group", sending(sender),
                Map.of("senderId", sender.id(), "groupId", group, "message", text));
    }

    /** Also remembers where the inbox ended. */
    Reply check(Account account) {
        Reply reply = workload.checkBy() == CheckBy.everything ? everything(account) : whatIsNew(account);
        if (reply.outcome() == Outcome.DONE) {
            remember(account, reply.body());
        }
        return reply;
    }

    private Reply everything(Account account) {
        Map<String, String> body = new HashMap<>(Map.of("user_id", account.id()));
        body.put("password", account.password().orElse("none"));
        return wire.post("/check_messages", Map.of(), body);
    }

    private Reply whatIsNew(Account account) {
        String from = workload.checkBy() == CheckBy.timestamp
                ? "?timestamp=" + account.timestamp()
                : account.next().map(next -> "?after=" + next).orElse("");
        return wire.get("/v1/messages/" + account.id() + from, credentials(account));
    }

    private static void remember(Account account, JsonNode answer) {
        account.isAt(answer.path("next").asText());
        JsonNode messages = answer.path("messages");
        if (!messages.isEmpty()) {
            account.hasSeen(messages.path(messages.size() - 1).path("timestamp").asText());
        }
    }

    private Map<String, String> sending(Account sender) {
        Map<String, String> headers = new HashMap<>(credentials(sender));
        if (workload.repeatKeys()) {
            headers.put("Idempotency-Key", UUID.randomUUID().toString());
        }
        return headers;
    }

    private static Map<String, String> credentials(Account account) {
        return account.token().map(token -> Map.of("Authorization", "Bearer " + token)).orElse(Map.of());
    }
}
