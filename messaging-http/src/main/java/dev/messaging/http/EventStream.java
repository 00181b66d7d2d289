package dev.messaging.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.messaging.core.Listener;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.port.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
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
            Optional<InboxPage> page = next(left.compareTo(beat) < 0 ? left : beat);
            if (System.nanoTime() - checkedNanos >= beat.toNanos()) {
                if (!call.callerIsStillKnown()) {
                    break;
                }
                checkedNanos = System.nanoTime();
            }
            if (page.isPresent()) {
                write(out, page.get());
            } else {
                pause();
                signOfLife(out);
            }
        }
        out.close();
    }

    /** Trouble with the store passes, and a stream that broke off for it would only come back to the same trouble. */
    private Optional<InboxPage> next(Duration atMost) {
        try {
            return Optional.of(listener.next(atMost));
        } catch (StoreException trouble) {
            Problems.log(trouble);
            return Optional.empty();
        }
    }

    /** At random, so that not all come at once when the store is well again. */
    private void pause() {
        try {
            Thread.sleep(beat.multipliedBy(ThreadLocalRandom.current().nextInt(500, 1_000)).dividedBy(1_000));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration left() {
        return Duration.ofNanos(endNanos - System.nanoTime());
    }

    private void write(OutputStream out, InboxPage page) throws IOException {
        if (page.entries().isEmpty()) {
            signOfLife(out);
            return;
        }
        long bytes = InboxAnswer.bytes(page);
        call.held().hold(bytes, ROOM_WAIT);
        SlowReader watch = SlowReader.of(call.context().req(), bytes);
        try {
            writeEntries(out, page);
            out.flush();
        } finally {
            watch.close();
            call.held().hold(0, Duration.ZERO);
        }
    }

    private void writeEntries(OutputStream out, InboxPage page) throws IOException {
        for (InboxEntry entry : page.entries()) {
            out.write(bytes("id: " + new Cursor(page.next().owner(), entry.position()).toText() + "\ndata: "));
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            try (JsonGenerator json = Json.generator(data)) {
                form.write(json, entry);
            }
            data.writeTo(out); // Of one line: line breaks are escaped in JSON.
            out.write(bytes("\n\n"));
        }
    }

    /** By which broken connections are found out. */
    private static void signOfLife(OutputStream out) throws IOException {
        out.write(COMMENT);
        out.flush();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
