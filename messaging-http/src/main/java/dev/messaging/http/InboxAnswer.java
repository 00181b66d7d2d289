package dev.messaging.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.InboxPage;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;

/**
 * What a check of an inbox answers: page by page, so that memory holds one page however long the inbox is; and a bounded
 * number of long ones however many clients read slowly.
 *
 * @param form how a message is written
 * @param nothing what stands for no messages
 */
record InboxAnswer(Form form, Nothing nothing) {
    /** Writes one message. */
    @FunctionalInterface
    interface Form {
        void write(JsonGenerator json, InboxEntry entry) throws IOException;
    }

    /** What stands for no messages. */
    enum Nothing {
        /** As the first dialect documents. */
        NULL,
        /** As the second dialect documents. */
        EMPTY_ARRAY
    }

    /** Of an entry, beside its text. */
    private static final int BYTES_OF_ENTRY = 300;
    /** How long a page waits for others to be read; the first, with which the answer begins, does not. */
    private static final Duration ROOM_WAIT = Duration.ofSeconds(10);

    void stream(Call call, Iterator<InboxPage> pages) throws IOException {
        InboxPage first = pages.next(); // Before the answer begins, so that a refusal has its status.
        stream(call, first, pages);
    }

    void stream(Call call, InboxPage first, Iterator<InboxPage> others) throws IOException {
        call.held().hold(bytes(first), Duration.ZERO);
        Answers.streamed(call.context(), others.hasNext(),
                json -> call.metrics().checked(write(call, json, first, others)));
    }

    /** Tells how many messages there were. */
    private long write(Call call, JsonGenerator json, InboxPage first, Iterator<InboxPage> others) throws IOException {
        json.writeStartObject();
        json.writeFieldName("messages");
        InboxPage page = first;
        long messages = page.entries().size();
        if (first.entries().isEmpty() && nothing == Nothing.NULL) {
            json.writeNull();
        } else {
            json.writeStartArray();
            write(call, json, page);
            while (others.hasNext()) {
                page = others.next();
                messages += page.entries().size();
                call.held().hold(bytes(page), ROOM_WAIT);
                write(call, json, page);
            }
            json.writeEndArray();
        }
        json.writeStringField("next", page.next().toText());
        json.writeEndObject();
        return messages;
    }

    private void write(Call call, JsonGenerator json, InboxPage page) throws IOException {
        SlowReader watch = SlowReader.of(call.context().req(), bytes(page));
        try {
            for (InboxEntry entry : page.entries()) {
                form.write(json, entry);
            }
        } finally {
            watch.close();
        }
    }

    /** About how much memory a page takes. */
    static long bytes(InboxPage page) {
        return page.entries().stream().mapToLong(entry -> BYTES_OF_ENTRY + 2L * entry.message().text().value().length())
                .sum();
    }
}
