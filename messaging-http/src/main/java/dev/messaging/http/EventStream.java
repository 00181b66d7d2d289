package dev.messaging.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.messaging.core.Listener;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.InboxPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An inbox as server-sent events: what stands in it behind a place, then what comes. Each event's id is the cursor behind it, so
 * that a client goes on elsewhere where it was. It ends when the server stops, when the caller may no longer read, and after a
 * while anyway, so that clients spread over the servers that there are by then; clients connect again by themselves.
 */
final class EventStream {
    private static final int RETRY_MILLIS_MIN = 1_000;
    private static final int RETRY_MILLIS_MAX = 5_000;
    /** How long a page waits for others to be read. */
    private static final Duration ROOM_WAIT = Duration.ofSeconds(10);
    private static final byte[] COMMENT = bytes(":\n\n");

    private final Call call;
    private final InboxAnswer.Form form;
    private final Listener listener;
    private final Duration beat;
    private final long endNanos;

    EventStream(Call call, InboxAnswer.Form form, Listener listener) {
        this.call = call;
        this.form = form;
        this.listener = listener;
        this.beat = beat(call.settings());
        this.endNanos = System.nanoTime() + call.settings().eventsFor().toNanos();
    }

    /** So that a silent inbox does not make a silent connection. */
    private static Duration beat(HttpSettings settings) {
        Duration atMost = settings.idleWait().dividedBy(2);
        return settings.eventsBeat().compareTo(atMost) < 0 ? settings.eventsBeat() : atMost;
    }

    /** @param first what stands in the inbox already */
    void send(InboxPage first) throws IOException {
        OutputStream out = Answers.beginEvents(call.context()).getOutputStream();
        int retryMillis = ThreadLocalRandom.current().nextInt(RETRY_MILLIS_MIN, RETRY_MILLIS_MAX);
        out.write(bytes("retry: " + retryMillis + "\n\n"));
        write(out, first);
        long checkedNanos = System.nanoTime();
        for (Duration left = left(); !listener.ended() && left.isPositive(); left = left()) {
            InboxPage page = listener.next(left.compareTo(beat) < 0 ? left : beat);
            if (System.nanoTime() - checkedNanos >= beat.toNanos()) {
                if (!call.callerIsStillKnown()) {
                    break;
                }
                checkedNanos = System.nanoTime();
            }
            write(out, page);
        }
        out.close();
    }

    private Duration left() {
        return Duration.ofNanos(endNanos - System.nanoTime());
    }

    /** A page without entries is a sign of life, by which broken connections are found out. */
    private void write(OutputStream out, InboxPage page) throws IOException {
        call.held().hold(InboxAnswer.bytes(page), ROOM_WAIT);
        for (InboxEntry entry : page.entries()) {
            out.write(bytes("id: " + new Cursor(page.next().owner(), entry.position()).toText() + "\ndata: "));
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            try (JsonGenerator json = Json.generator(data)) {
                form.write(json, entry);
            }
            data.writeTo(out); // Of one line: line breaks are escaped in JSON.
            out.write(bytes("\n\n"));
        }
        if (page.entries().isEmpty()) {
            out.write(COMMENT);
        }
        out.flush();
        call.held().hold(0, Duration.ZERO);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
