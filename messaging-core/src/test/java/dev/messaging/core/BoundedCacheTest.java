package dev.messaging.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.messaging.core.contract.TestClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoundedCacheTest {
    private final TestClock clock = new TestClock();
    private final BoundedCache<String, Integer> cache = new BoundedCache<>(clock, Duration.ofSeconds(10), 2);

    @Test
    void aValueIsRememberedForItsTimeAndNoLonger() {
        cache.put("a", 1);
        clock.move(Duration.ofMillis(9_999));
        assertEquals(Optional.of(1), cache.get("a"));
        clock.move(Duration.ofMillis(1));
        assertEquals(Optional.empty(), cache.get("a"));
        clock.move(Duration.ofSeconds(-5));
        assertEquals(Optional.empty(), cache.get("a"));
    }

    @Test
    void whatWasNotAskedForTheLongestGoesFirst() {
        cache.put("a", 1);
        cache.put("b", 2);
        assertEquals(Optional.of(1), cache.get("a"));
        cache.put("c", 3);
        assertEquals(Optional.empty(), cache.get("b"));
        assertEquals(Optional.of(1), cache.get("a"));
        assertEquals(Optional.of(3), cache.get("c"));
    }

    @Test
    void aClockThatIsSetBackLengthensNothing() {
        cache.put("a", 1);
        clock.move(Duration.ofSeconds(-1));
        assertEquals(Optional.empty(), cache.get("a"));
    }

    @Test
    void whatIsForgottenIsGone() {
        cache.put("a", 1);
        cache.put("a", 2);
        assertEquals(Optional.of(2), cache.get("a"));
        cache.forget("a");
        assertEquals(Optional.empty(), cache.get("a"));
    }
}
