package dev.messaging.http;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A request of the fuzz.
 *
 * @param route which route it was made for
 * @param method the method that it has
 * @param head the request's line and headers, in Latin-1, with the empty line
 * @param body the body, its bytes as Latin-1 too
 * @param sound whether line, headers and framing are what a client library would send, so that it reaches its route
 * @param own whether it has at least its route's method and path
 */
record FuzzShot(Route route, String method, String head, String body, boolean sound, boolean own) {
    private static final JsonMapper FORGIVING = JsonMapper.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    byte[] bytes() {
        return (head + body).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What a server can only have understood that has accepted it. */
    JsonNode understood() {
        try {
            return FORGIVING.readTree(body.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        String all = head + body;
        return all.length() > 3_000 ? all.substring(0, 3_000) + "… (" + all.length() + " bytes)" : all;
    }
}
