package dev.messaging.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PositionTest {
    @Test
    void theNextPlaceIsNowOrAMillisecondLater() {
        assertEquals(new Position(1, 1_000), Position.START.next(1_000));
        assertEquals(new Position(6, 1_001), new Position(5, 1_000).next(1_000));
        assertEquals(new Position(6, 1_001), new Position(5, 1_000).next(3));
        assertEquals(new Position(6, 2_000), new Position(5, 1_000).next(2_000));
        assertEquals(new Position(1, 1), Position.START.next(0));
    }

    @Test
    void impossiblePlacesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Position(-1, 5));
        assertThrows(IllegalArgumentException.class, () -> new Position(1, -5));
        assertThrows(IllegalArgumentException.class, () -> new Position(0, 5));
        assertThrows(IllegalArgumentException.class, () -> new Position(5, 0));
    }
}
