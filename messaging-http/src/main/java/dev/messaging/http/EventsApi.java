package dev.messaging.http;

import dev.messaging.core.Messages;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** News without polling. */
final class EventsApi {
    /** What a browser sends when it connects again: it knows better than the URL, which is the one of the first time. */
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final int PAGE = 32;

    private EventsApi() {}

    static void follow(Call call) throws IOException {
        UserId owner = call.ids().user(call.path("userId"));
        From fromQuery = MessagesApi.from(call.query(), owner);
        From from = lastEvent(call.context(), owner).orElse(fromQuery);
        Messages messages = call.access().messages();
        boolean unused = call.listeners().use(() -> messages.listen(owner, from, PAGE), listener -> {
            InboxPage first = listener.next(Duration.ZERO); // Before the answer begins, so that a refusal has its status.
            if (call.context().method().equals(HandlerType.HEAD)) {
                Answers.beginEvents(call.context()).flushBuffer();
                return false;
            }
            call.rest();
            new EventStream(call, MessagesApi::write, listener).send(first);
            return true;
        });
    }

    private static Optional<From> lastEvent(Context context, UserId owner) {
        try {
            return Optional.ofNullable(context.header(LAST_EVENT_ID)).filter(text -> !text.isEmpty())
                    .map(text -> From.after(Cursor.parse(text, owner)));
        } catch (Refusal.BadValue bad) {
            throw bad.in(LAST_EVENT_ID);
        }
    }
}
