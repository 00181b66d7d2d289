package dev.messaging.cli.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // Clocks of this kind may begin anywhere, and overflow.
    private final AtomicLong waited = new AtomicLong();

    private Pace pace(long perSecond) {
        return new Pace(perSecond, now::get, nanos -> {
            now.addAndGet(nanos);
            waited.addAndGet(nanos);
        });
    }

    @Test
    void whatIsDoneIsPaidForBeforeTheNext() {
        Pace pace = pace(1_000);
        pace.before(500);
        assertEquals(0, waited.get());
        pace.before(250);
        assertEquals(Duration.ofMillis(500).toNanos(), waited.get());
        pace.before(1);
        assertEquals(Duration.ofMillis(750).toNanos(), waited.get());
    }

    @Test
    void whatWasHeldUpIsNotMadeUpFor() {
        Pace pace = pace(1_000);
        pace.before(100);
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        pace.before(100);
        assertEquals(0, waited.get());
        pace.before(100);
        assertEquals(Duration.ofMillis(100).toNanos(), waited.get());
    }

    @Test
    void withoutABoundNobodyWaits() {
        Pace pace = pace(0);
        pace.before(1_000_000);
        pace.before(1_000_000);
        assertEquals(0, waited.get());
    }
}
