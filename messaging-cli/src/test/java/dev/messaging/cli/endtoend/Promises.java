package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold of every inbox, as a client sees it. */
final class Promises {
    private Promises() {}

    static void assertOrderedAndWithoutDoubles(List<JsonNode> inbox) {
        long last = 0;
        Set<String> ids = new HashSet<>();
        for (JsonNode message : inbox) {
            assertTrue(message.get("timestamp").asLong() > last, "rising timestamps");
            last = message.get("timestamp").asLong();
            assertTrue(ids.add(message.get("messageId").asText()), "no message twice");
        }
    }
}
