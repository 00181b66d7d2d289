package dev.messaging.cli.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventTest {
    @Test
    void ofAnEventThatWasBrokenOffNothingIsTaken() {
        List<String> lines = List.of(": here", "", "id: a", "data: {\"message\": \"1\"}", "", "id: b",
                "data: {\"message\": \"2\"}");
        assertEquals(List.of(new Event("a", Map.of("message", "1"))), Event.of(lines));
    }

    @Test
    void dataThatIsNoObjectIsNotPassedOver() {
        assertThrows(IllegalArgumentException.class, () -> Event.of(List.of("id: a", "data: 7", "")));
    }
}
