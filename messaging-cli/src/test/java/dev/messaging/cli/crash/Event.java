package dev.messaging.cli.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One server-sent event.
 *
 * @param id the cursor behind it
 * @param message the same object as in a check
 */
record Event(String id, Map<?, ?> message) {
    /**
     * Those that are whole; of one that was broken off nothing is taken.
     *
     * @throws IllegalArgumentException if one holds no JSON object
     */
    static List<Event> of(List<String> lines) {
        List<Event> events = new ArrayList<>();
        String id = "";
        StringBuilder data = new StringBuilder();
        for (String line : lines) {
            if (line.startsWith("id: ")) {
                id = line.substring("id: ".length());
            } else if (line.startsWith("data: ")) {
                data.append(line.substring("data: ".length()));
            } else if (line.isEmpty() && !data.isEmpty()) {
                events.add(new Event(id, Json.object(data.toString())));
                data.setLength(0);
            }
        }
        return events;
    }
}
