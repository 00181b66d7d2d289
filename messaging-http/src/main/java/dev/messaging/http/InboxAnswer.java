package dev.messaging.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.InboxPage;
import java.io.IOException;
import java.util.Iterator;

/**
 * What a check of an inbox answers: page by page, so that memory holds one page however long the inbox is.
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

    void stream(Call call, Iterator<InboxPage> pages) throws IOException {
        InboxPage first = pages.next(); // Before the answer begins, so that a refusal has its status.
        stream(call, first, pages);
    }

    void stream(Call call, InboxPage first, Iterator<InboxPage> others) throws IOException {
        Answers.streamed(call.context(), others.hasNext(),
                json -> call.metrics().checked(write(json, first, others)));
    }

    /** Tells how many messages there were. */
    private long write(JsonGenerator json, InboxPage first, Iterator<InboxPage> others) throws IOException {
        json.writeStartObject();
        json.writeFieldName("messages");
        InboxPage page = first;
        long messages = page.entries().size();
        if (first.entries().isEmpty() && nothing == Nothing.NULL) {
            json.writeNull();
        } else {
            json.writeStartArray();
            write(json, page);
            while (others.hasNext()) {
                page = others.next();
                messages += page.entries().size();
                write(json, page);
            }
            json.writeEndArray();
        }
        json.writeStringField("next", page.next().toText());
        json.writeEndObject();
        return messages;
    }

    private void write(JsonGenerator json, InboxPage page) throws IOException {
        for (InboxEntry entry : page.entries()) {
            form.write(json, entry);
        }
    }
}
