package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aRateOutOfBoundsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Rate(0, 1, SECOND));
        assertThrows(IllegalArgumentException.class, () -> new Rate(1, 0, SECOND));
        assertThrows(IllegalArgumentException.class, () -> new Rate(1_000_001, 1, SECOND));
        assertThrows(IllegalArgumentException.class, () -> new Rate(1, 1_000_001, SECOND));
        assertThrows(IllegalArgumentException.class, () -> new Rate(1, 1, SECOND.minusNanos(1)));
        assertThrows(IllegalArgumentException.class, () -> new Rate(1, 1, Duration.ofDays(1).plusNanos(1)));
        assertThrows(IllegalArgumentException.class, () -> new Rate(31, 1, Duration.ofDays(1)));
    }

    @Test
    void ratesAtTheBoundsWork() {
        for (Rate rate : new Rate[]{new Rate(1, 1, Duration.ofDays(1)), new Rate(1_000_000, 1_000_000, SECOND),
                new Rate(30, 1, Duration.ofDays(1)), new Rate(1, 1_000_000, SECOND)}) {
            Quota quota = new Quota("x", rate, 1, new ManualTime());
            Claim caller = Claim.of(new ClientAddress("192.0.2.1"));
            assertTrue(quota.take(caller).taken());
            Level owing = quota.charge(caller, Long.MAX_VALUE);
            assertEquals(-rate.burst(), owing.left());
            assertFalse(quota.take(caller).taken());
        }
    }

    @Test
    void someCallersAtLeastAreRemembered() {
        RateLimits limits = RateLimits.standard();
        assertThrows(IllegalArgumentException.class, () -> limits.withRememberedMax(0));
        assertThrows(IllegalArgumentException.class, () -> limits.withRememberedMax(10_000_001));
    }

    @Test
    void eachFigureIsSetByItself() {
        Rate one = new Rate(1, 2, Duration.ofSeconds(3));
        Rate other = new Rate(4, 5, Duration.ofSeconds(6));
        RateLimits standard = RateLimits.standard();
        RateLimits set = standard.withOn(true).withSends(one).withCalls(other).withCreations(one)
                .withFailedLogins(other, one).withRememberedMax(7);
        assertEquals(new RateLimits(true, one, other, one, other, one, 7), set);
        assertEquals(standard, set.withOn(false).withSends(standard.sends()).withCalls(standard.calls())
                .withCreations(standard.creations())
                .withFailedLogins(standard.failedLoginsOfAccount(), standard.failedLoginsOfAddress())
                .withRememberedMax(standard.rememberedMax()));
    }
}
