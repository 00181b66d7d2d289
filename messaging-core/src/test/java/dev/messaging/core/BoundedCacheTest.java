package dev.messaging.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.messaging.core.contract.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BoundedCacheTest {
    private final TestClock clock = new TestClock();
    private final BoundedCache<String, Integer> cache = new BoundedCache<>(
            () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()), Duration.ofSeconds(10), 2);

    @Test
    void aValueIsRememberedForItsTimeAndNoLonger() {
        cache.put("a", 1);
        clock.move(Duration.ofMillis(9_999));
        assertEquals(Optional.of(1), cache.get("a"));
        clock.move(Duration.ofMillis(1));
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
    void aValueIsAsOldAsTheBeginningOfItsReading() {
        assertEquals(Optional.of(1), cache.get("a", () -> {
            clock.move(Duration.ofSeconds(4));
            return Optional.of(1);
        }));
        clock.move(Duration.ofMillis(5_999));
        assertEquals(Optional.of(1), cache.get("a"));
        assertEquals(Optional.empty(), cache.get("a", Duration.ofSeconds(9)));
        clock.move(Duration.ofMillis(1));
        assertEquals(Optional.empty(), cache.get("a"));
    }

    @Test
    void whatIsAbsentIsReadEachTime() {
        assertEquals(Optional.empty(), cache.get("a", Optional::empty));
        assertEquals(Optional.of(2), cache.get("a", () -> Optional.of(2)));
        assertEquals(Optional.of(2), cache.get("a", () -> Optional.of(3)));
    }

    @Test
    void whatWasReadNeverReplacesWhatSomebodyKnewBetterMeanwhile() {
        List<Runnable> changes = List.of(() -> cache.put("a", 9), () -> cache.forget("a"), cache::forgetAll);
        for (Runnable change : changes) {
            cache.forget("a");
            assertEquals(Optional.of(1), cache.get("a", () -> {
                change.run();
                return Optional.of(1);
            }));
            assertNotEquals(Optional.of(1), cache.get("a"));
        }
    }

    @Test
    void ofTwoWhoChangeAtOnceNeitherIsBelieved() {
        long before = cache.changes();
        cache.putUnlessChanged("a", 1, before);
        assertEquals(Optional.of(1), cache.get("a"));
        cache.putUnlessChanged("a", 2, before);
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
