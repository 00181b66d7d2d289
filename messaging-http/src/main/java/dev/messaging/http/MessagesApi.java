package dev.messaging.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.messaging.core.Listener;
import dev.messaging.core.Messages;
import dev.messaging.core.model.Accepted;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.Draft;
import dev.messaging.core.model.From;
import dev.messaging.core.model.IdempotencyKey;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Sending messages and checking inboxes over HTTP. */
final class MessagesApi {
    /** The largest whole number that every JSON reader keeps exactly. */
    private static final long TIMESTAMP_MAX = 1L << 53;

    /** What a check that waits is counted as. */
    private static final String WAITING = "waitForMessages";
    /** How many messages a check without a limit reads at once. */
    private static final int PAGE = 100;

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
        Optional<IdempotencyKey> key = call.idempotencyKey();
        Accepted accepted = call.access().messages().send(new Draft(sender, recipient, text, copyToSender), key);
        call.sent(accepted);
        Message sent = accepted.message();
        call.answer(new Sent(sent.id().value(), Times.text(sent.sentAt())));
    }

    static void check(Call call) throws IOException {
        Query query = call.query();
        UserId owner = call.ids().user(call.path("userId"));
        Optional<Integer> limit = query.number("limit", 1, Lists.LIMIT_MAX).map(Math::toIntExact)
                .or(() -> call.settings().checkMax().stream().boxed().findFirst());
        From from = from(query, owner);
        Messages messages = call.access().messages();
        Optional<InboxPage> waited = waited(call, () -> messages.listen(owner, from, limit.orElse(PAGE)));
        if (waited.isPresent() && (limit.isPresent() || !waited.get().more())) {
            answer(call, waited.get(), Collections.emptyIterator());
            return;
        }
        Iterator<InboxPage> pages = limit.isPresent()
                ? List.of(messages.check(owner, from, limit.get())).iterator()
                : messages.checkAll(owner, from);
        answer(call, pages.next(), pages);
    }

    /**
     * Waits for news, if the client would like to. Empty if not, and if this server keeps nobody waiting any more: then it is answered
     * at once, as without the wish.
     */
    private static Optional<InboxPage> waited(Call call, Supplier<Listener> listen) throws IOException {
        Context context = call.context();
        Optional<Duration> wait = WaitPreference.of(context, call.settings().waitMax());
        if (wait.isEmpty() || context.method().equals(HandlerType.HEAD)) {
            return Optional.empty();
        }
        try {
            InboxPage page = call.listeners().use(listen, listener -> {
                InboxPage first = listener.next(Duration.ZERO);
                if (!first.entries().isEmpty()) {
                    return first;
                }
                call.rest();
                context.req().setAttribute(RequestLines.ROUTE, WAITING); // Or the times of checks would be those of waiting.
                return listener.next(wait.get());
            });
            WaitPreference.grant(context, wait.get());
            return Optional.of(page);
        } catch (Refusal.TooManyListeners full) {
            return Optional.empty();
        }
    }

    /**
     * The tag is the place where the answer ends; known only if that is the first page. What the client has is still right if
     * nothing stands behind the place that it asked from: a tag alone may be of a page that was shorter than the inbox.
     */
    private static void answer(Call call, InboxPage first, Iterator<InboxPage> others) throws IOException {
        Context context = call.context();
        if (!others.hasNext()) {
            String tag = "\"" + first.next().position().atMillis() + "\"";
            context.header(Header.ETAG, tag);
            if (first.entries().isEmpty() && EntityTags.has(context, tag)) {
                Answers.unchanged(context);
                call.metrics().checked(0);
                return;
            }
        }
        new InboxAnswer(MessagesApi::write, InboxAnswer.Nothing.NULL).stream(call, first, others);
    }

    static From from(Query query, UserId owner) {
        Optional<Long> timestamp = query.get("timestamp").filter(text -> !text.isEmpty())
                .map(text -> Query.number("timestamp", text, 0, TIMESTAMP_MAX));
        Optional<From> after = query.get("after").map(text -> From.after(Cursor.parse(text, owner)));
        return after.or(() -> timestamp.map(From::laterThan)).orElse(From.beginning());
    }

    static void write(JsonGenerator json, InboxEntry entry) throws IOException {
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
