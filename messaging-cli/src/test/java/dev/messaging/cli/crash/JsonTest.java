package dev.messaging.cli.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void readsObjectsListsTextsAndWords() {
        Map<?, ?> read = Json
                .object("""
                        { "messages" : [{"message": "a \\"b\\" \\u00e9\\n😀", "n": -1.5e3}, {}], "next":null, "member":true}""");
        assertEquals(List.of(Map.of("message", "a \"b\" é\n😀", "n", "-1.5e3"), Map.of()),
                Json.objects(read, "messages"));
        assertEquals(Optional.empty(), Json.text(read, "next"));
        assertEquals(Optional.of("true"), Json.text(read, "member"));
        assertEquals(List.of(), Json.objects(read, "next"));
    }

    @Test
    void readsWhatItWrites() {
        Map<String, String> fields = Map.of("message", "é\"\\\n\u0001😀", "id", "");
        assertEquals(fields, Json.object(Json.of(fields)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":\"b", "{\"a\":\"\\u00", "{} x",
            "{\"a\" 1}", "{\"messages\":[{\"message\":\"cut o"})
    void whatBreaksOffOrIsNoObjectIsNotTaken(String text) {
        assertThrows(IllegalArgumentException.class, () -> Json.object(text));
    }
}
