package dev.messaging.cli.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What came back.
 *
 * @param call the method and the path
 * @param status the HTTP status
 * @param text the body as it came
 * @param body the body as JSON, or a missing node if it is none
 */
record Answer(String call, int status, String text, JsonNode body) {
    private static final int SHOWN_MAX = 300;
    private static final Pattern TOKEN = Pattern.compile("mst_[A-Za-z0-9_-]+");

    /** Expects a status. */
    Answer is(int expected) {
        if (status == 503 || status == 504) {
            throw Difference.trouble("the server is in trouble: " + shown());
        }
        if (status != expected) {
            throw Difference.of("expected " + expected + ", but " + shown());
        }
        return this;
    }

    /** Expects a value, at a JSON pointer, that is a text, true or false, a number or null as JSON writes it. */
    Answer has(String pointer, String expected) {
        JsonNode found = body.at(pointer);
        if (found.isMissingNode() || found.isContainerNode() || !Objects.equals(found.asText(), expected)) {
            throw Difference.of("expected " + expected + " at " + pointer + ", but " + shown());
        }
        return this;
    }

    /** Expects so many elements in a list; null counts as none. */
    Answer hasSize(String pointer, int expected) {
        JsonNode found = body.at(pointer);
        if (found.isMissingNode() || found.size() != expected) {
            throw Difference.of("expected " + expected + " in " + pointer + ", but " + shown());
        }
        return this;
    }

    /** Expects a text that is not empty, and returns it. */
    String textAt(String pointer) {
        JsonNode found = body.at(pointer);
        if (!found.isTextual() || found.textValue().isEmpty()) {
            throw Difference.of("expected a text at " + pointer + ", but " + shown());
        }
        return found.textValue();
    }

    /** For people: without tokens, and not too long. */
    private String shown() {
        String shown = TOKEN.matcher(text).replaceAll("mst_…");
        return call + " was answered with " + status + " "
                + (shown.length() > SHOWN_MAX ? shown.substring(0, SHOWN_MAX) + "…" : shown);
    }
}
