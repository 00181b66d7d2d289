package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryPaceTest {
    private static final double LONGEST = Math.nextDown(1.0);

    @ParameterizedTest
    @ValueSource(ints = {2, 60, 3_600})
    void whatIsOverdueIsNoticedWellBeforeHalfOfThatTimeHasPassedAgain(int seconds) {
        RecoveryPace pace = new RecoveryPace(Duration.ofSeconds(seconds));
        Duration bound = pace.overdueAfter().multipliedBy(3).dividedBy(2);
        Duration leftForWork = pace.overdueAfter().dividedBy(8);
        Duration noticed = pace.overdueAfter().plus(pace.pause(LONGEST));
        assertTrue(noticed.plus(leftForWork).compareTo(bound) <= 0, noticed.toString());
    }

    @Test
    void aMinuteMeansPausesFromSevenToTwentyTwoSecondsAndALeaseOfThirty() {
        RecoveryPace pace = new RecoveryPace(Duration.ofSeconds(60));
        assertEquals(Duration.ofMillis(7_500), pace.pause(0));
        assertEquals(Duration.ofSeconds(15), pace.pause(0.5));
        assertEquals(22, pace.pause(LONGEST).toSeconds());
        assertEquals(Duration.ofSeconds(30), pace.lease());
    }

    @Test
    void aLeaseIsNeverLongerThanHalfAMinuteAndAPauseNeverShorterThanAQuarterOfASecond() {
        assertEquals(Duration.ofSeconds(30), new RecoveryPace(Duration.ofHours(1)).lease());
        assertEquals(Duration.ofSeconds(1), new RecoveryPace(Duration.ofSeconds(2)).lease());
        assertEquals(Duration.ofMillis(250), new RecoveryPace(Duration.ofMillis(1)).pause(0));
    }
}
