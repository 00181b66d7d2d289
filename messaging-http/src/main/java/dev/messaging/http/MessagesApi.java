package dev.messaging.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.messaging.core.Messages;
import dev.messaging.core.model.Accepted;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.Draft;
import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Sending messages and checking inboxes over HTTP. */
final class MessagesApi {
    /** The largest whole number that every JSON reader keeps exactly. */
    private static final long TIMESTAMP_MAX = 1L << 53;

    private MessagesApi() {}

    record Sent(String messageId, String sentAt) {}

    static void send(Call call) throws IOException {
        boolean toUser = call.query().oneOf("type", "private", "group").equals("private");
        Fields fields = call.fields();
        String senderText = fields.required("senderId");
        String recipientText = fields.required(toUser ? "receiverId" : "groupId", "recipientId");
        Text text = fields.required("message", Text::new);
        boolean copyToSender = toUser && fields.flag("copyToSender");
        UserId sender = call.ids().user(senderText);
        Recipient recipient = toUser ? call.ids().user(recipientText) : call.ids().group(recipientText);
        Accepted accepted = call.access().messages().send(new Draft(sender, recipient, text, copyToSender));
        call.sent(accepted);
        Message sent = accepted.message();
        call.answer(new Sent(sent.id().value(), Times.text(sent.sentAt())));
    }

    static void check(Call call) throws IOException {
        Query query = call.query();
        UserId owner = call.ids().user(call.path("userId"));
        Optional<Integer> limit = query.number("limit", 1, Lists.LIMIT_MAX).map(Math::toIntExact);
        From from = from(query, owner);
        Messages messages = call.access().messages();
        Iterator<InboxPage> pages = limit.isPresent()
                ? List.of(messages.check(owner, from, limit.get())).iterator()
                : messages.checkAll(owner, from);
        new InboxAnswer(MessagesApi::write, InboxAnswer.Nothing.NULL).stream(call, pages);
    }

    private static From from(Query query, UserId owner) {
        Optional<Long> timestamp = query.get("timestamp").filter(text -> !text.isEmpty())
                .map(text -> Query.number("timestamp", text, 0, TIMESTAMP_MAX));
        Optional<From> after = query.get("after").map(text -> From.after(Cursor.parse(text, owner)));
        return after.or(() -> timestamp.map(From::laterThan)).orElse(From.beginning());
    }

    private static void write(JsonGenerator json, InboxEntry entry) throws IOException {
        Message message = entry.message();
        json.writeStartObject();
        json.writeStringField("messageId", message.id().value());
        json.writeStringField("senderId", message.sender().value());
        json.writeStringField("recipientId", message.recipient().value());
        json.writeStringField("message", message.text().value());
        json.writeStringField("timestamp", String.valueOf(entry.position().atMillis()));
        json.writeStringField("sentAt", Times.text(message.sentAt()));
        json.writeEndObject();
    }
}
