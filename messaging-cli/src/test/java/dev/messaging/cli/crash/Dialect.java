package dev.messaging.cli.crash;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the two dialects say the same things. */
enum Dialect {
    FIRST {
        @Override
        Call send(Person sender, String recipient, String text, boolean copied) {
            boolean toGroup = recipient.startsWith("group-");
            Map<String, String> fields = new HashMap<>(
                    Map.of("senderId", sender.id(), "recipientId", recipient, "message", text));
            Call call = Call.post("/v1/messages/send?type=" + (toGroup ? "group" : "private"), fields,
                    sender.credentials());
            return copied ? new Call(call.path(), call.body().map(Dialect::asking), call.headers()) : call;
        }

        @Override
        Call check(Person owner, Optional<String> after) {
            return Call.get("/v1/messages/" + owner.id() + after.map(next -> "?after=" + next).orElse(""),
                    owner.credentials());
        }

        @Override
        Seen seen(String owner, Map<?, ?> message) {
            return new Seen(Json.text(message, "message").orElse(""), Json.text(message, "senderId").orElse(""),
                    Json.text(message, "recipientId").filter(recipient -> !recipient.equals(owner)),
                    Optional.of(new Seen.Place(Json.text(message, "messageId").orElse(""),
                            Long.parseLong(Json.text(message, "timestamp").orElse("-1")))));
        }
    },
    SECOND {
        @Override
        Call send(Person sender, String recipient, String text, boolean copied) {
            boolean toGroup = recipient.startsWith("group-");
            return Call.post(toGroup ? "/send_group_message" : "/send_message",
                    Map.of("sender_id", sender.id(), "password", sender.passwordInBody(),
                            toGroup ? "group_id" : "receiver_id", recipient, "message", text),
                    Map.of());
        }

        @Override
        Call check(Person owner, Optional<String> after) {
            Map<String, String> fields = new HashMap<>(
                    Map.of("user_id", owner.id(), "password", owner.passwordInBody()));
            after.ifPresent(next -> fields.put("after", next));
            return Call.post("/check_messages", fields, Map.of());
        }

        @Override
        Seen seen(String owner, Map<?, ?> message) {
            return new Seen(Json.text(message, "message").orElse(""), Json.text(message, "sender_id").orElse(""),
                    Json.text(message, "group_id"), Optional.empty());
        }
    };

    /**
     * Sends.
     *
     * @param copied whether the sender wants a copy, which only the first dialect can ask for
     */
    abstract Call send(Person sender, String recipient, String text, boolean copied);

    /** Asks for everything, or for what is new. */
    abstract Call check(Person owner, Optional<String> after);

    abstract Seen seen(String owner, Map<?, ?> message);

    List<Seen> messages(String owner, Map<?, ?> answer) {
        return Json.objects(answer, "messages").stream().map(message -> seen(owner, message)).toList();
    }

    private static String asking(String body) {
        return body.replaceFirst("}$", ", \"copyToSender\": true}");
    }
}
