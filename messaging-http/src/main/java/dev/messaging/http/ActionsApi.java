package dev.messaging.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.messaging.core.Caller;
import dev.messaging.core.Messages;
import dev.messaging.core.model.Accepted;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.Draft;
import dev.messaging.core.model.From;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.IdempotencyKey;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Users and messages in the second dialect: one POST path an action, the password of whoever acts in the body, answers in
 * sentences, which clients compare. Users have no names here.
 */
final class ActionsApi {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")
            .withZone(ZoneOffset.UTC);

    private ActionsApi() {}

    record Said(String message) {}

    record Registered(@JsonProperty("user_id") String userId) {}

    static void registerUser(Call call) throws IOException {
        Password password = call.fields().required("password", Password::new);
        UserId user = call.accessOf(Caller.anonymous()).users()
                .create(Optional.empty(), Optional.empty(), Optional.of(password), call.idempotencyKey()).id();
        call.answer(new Registered(user.value()));
    }

    static void sendMessage(Call call) throws IOException {
        Fields fields = call.fields();
        PasswordInBody sender = PasswordInBody.required(fields, "sender_id");
        String receiver = fields.required("receiver_id");
        Text text = fields.required("message", Text::new);
        try {
            send(call, sender, call.ids().user(receiver), text);
        } catch (Refusal.Blocked blocked) {
            throw new ActionRefused(403, "You are unable to send messages to " + Echo.of(receiver) + ".");
        }
        call.answer(new Said("Message sent to " + Echo.of(receiver) + "."));
    }

    static void sendGroupMessage(Call call) throws IOException {
        Fields fields = call.fields();
        PasswordInBody sender = PasswordInBody.required(fields, "sender_id");
        String group = fields.required("group_id");
        Text text = fields.required("message", Text::new);
        try {
            send(call, sender, call.ids().group(group), text);
        } catch (Refusal.SenderNotMember | Refusal.NoSuchGroup outside) {
            throw new ActionRefused(403, "You are not a member of " + Echo.of(group) + ".");
        }
        call.answer(new Said("Message sent to " + Echo.of(group) + "."));
    }

    static void blockUser(Call call) throws IOException {
        Fields fields = call.fields();
        PasswordInBody owner = PasswordInBody.required(fields, "user_id");
        String blocked = fields.required("blocked_user_id", "block_user_id");
        var unused = call.accessOf(owner.caller(call)).users().block(call.ids().user(owner.user()),
                call.ids().user(blocked), BlockScope.EVERYWHERE);
        call.answer(new Said("You have blocked " + Echo.of(blocked) + "."));
    }

    static void checkMessages(Call call) throws IOException {
        Fields fields = call.fields();
        PasswordInBody reader = PasswordInBody.required(fields, "user_id");
        UserId user = call.ids().user(reader.user());
        From from = fields.optional("after", text -> From.after(Cursor.parse(text, user))).orElse(From.beginning());
        Messages messages = call.accessOf(reader.caller(call)).messages();
        OptionalInt most = call.settings().checkMax();
        Iterator<InboxPage> pages = most.isPresent()
                ? List.of(messages.check(user, from, most.getAsInt())).iterator()
                : messages.checkAll(user, from);
        new InboxAnswer(ActionsApi::write, InboxAnswer.Nothing.EMPTY_ARRAY).stream(call, pages);
    }

    private static void send(Call call, PasswordInBody sender, Recipient recipient, Text text) {
        UserId user = call.ids().user(sender.user());
        Optional<IdempotencyKey> key = call.idempotencyKey();
        Accepted accepted = call.accessOf(sender.caller(call)).messages()
                .send(new Draft(user, recipient, text, false), key);
        call.sent(accepted);
    }

    private static void write(JsonGenerator json, InboxEntry entry) throws IOException {
        Message message = entry.message();
        json.writeStartObject();
        json.writeStringField("timestamp", TIMESTAMP.format(message.sentAt()));
        json.writeStringField("sender_id", message.sender().value());
        if (message.recipient() instanceof GroupId group) {
            json.writeStringField("group_id", group.value());
        }
        json.writeStringField("message", message.text().value());
        json.writeEndObject();
    }
}
