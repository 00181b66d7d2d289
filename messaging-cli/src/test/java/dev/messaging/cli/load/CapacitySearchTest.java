package dev.messaging.cli.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.messaging.cli.load.CapacitySearch.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapacitySearchTest {
    private static final Workload BARE = new Workload(1, 1, 60, 0, 0, 1, 1, CheckBy.nothing, false, false);
    private static final CapacitySearch SEARCH = new CapacitySearch(100, 250, 1_000_000);

    @ParameterizedTest
    @ValueSource(ints = {40, 250, 999, 12_345})
    void findsTheHighestRateThatIsHeldToATenth(int limit) {
        List<Double> tried = new ArrayList<>();
        Held held = SEARCH.highest(rate -> {
            tried.add(rate);
            return measured(1_000, rate <= limit ? 50 : 150);
        });
        assertTrue(held.asked() <= limit && held.asked() >= limit / 1.25, held + " after " + tried);
        assertEquals(50, held.p99Millis(), 1);
        assertTrue(tried.size() <= 14, tried::toString);
    }

    @Test
    void oneInAThousandMayBeLeftUndoneAndNoMore() {
        assertEquals(250, SEARCH.highest(rate -> measured(rate > 250 ? 998 : 999, 1)).asked());
    }

    @Test
    void noHigherRateIsTriedThanWasAskedFor() {
        assertEquals(900, new CapacitySearch(100, 250, 900).highest(rate -> measured(1_000, 1)).asked());
    }

    @Test
    void aServerThatHoldsNothingHoldsNothing() {
        assertEquals(Held.NOTHING, SEARCH.highest(rate -> measured(0, 1)));
    }

    /** A thousand requests of which so many were done, each within so many milliseconds. */
    private static Measured measured(int done, int millis) {
        Measured measured = new Measured(BARE, Duration.ofSeconds(1));
        for (int i = 0; i < 1_000; i++) {
            Outcome outcome = i < done ? Outcome.DONE : Outcome.BUSY;
            measured.count(Operation.BARE, new Reply(outcome, MissingNode.getInstance(), 0, ""), millis * 1_000_000L);
        }
        return measured;
    }
}
