package dev.messaging.core.contract;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands until it is moved. It begins at the real time, since some stores compare clocks. */
public final class TestClock implements InstantSource {
    private final AtomicReference<Instant> now;

    public TestClock() {
        this(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    public TestClock(Instant start) {
        this.now = new AtomicReference<>(start);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /**
     * Moves two clocks that go together to the real time, if a slow machine has left them behind: a store that compares clocks
     * would stop writing.
     */
    public static void keepUp(TestClock one, TestClock other) {
        Duration behind = Duration.between(one.instant(), Instant.now());
        if (behind.compareTo(Duration.ofSeconds(15)) > 0) {
            one.move(behind);
            other.move(behind);
        }
    }

    /** Moves the clock; backwards too. */
    public void move(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }
}
