package dev.messaging.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The API as an OpenAPI 3.1 document, for programs. It is written by hand and comes first: tests compare it with the table
 * of routes and with what the server really answers.
 */
final class ApiDocument {
    private static final FixedContent DOCUMENT = new FixedContent("application/json", Json.bytes(written()));

    private ApiDocument() {}

    static void show(Call call) throws IOException {
        DOCUMENT.send(call.context());
    }

    private static ObjectNode written() {
        try {
            ObjectNode document = (ObjectNode) Json.reader(Dialect.OPERATIONS).readTree(Pages.resource("openapi.json"));
            ((ObjectNode) document.path("info")).put("version", Welcome.VERSION);
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
