package dev.messaging.cli.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoKindTest {
    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:99999", "http://localhost:0", "http://localhost:x", "http://local host",
            "localhost:8000", "http://localhost:8000/path", "http://user@localhost", "http://[::1"})
    void whatIsNoEndpointIsWrongUsage(String place) {
        assertThrows(WrongUsage.class, () -> DynamoKind.endpoint(place));
    }

    @Test
    void aSlashAtTheEndOfAnEndpointMeansNothing() {
        assertEquals(URI.create("http://localhost:8000"), DynamoKind.endpoint("http://localhost:8000/"));
        assertEquals(URI.create("https://[::1]:65535"), DynamoKind.endpoint("https://[::1]:65535"));
    }
}
