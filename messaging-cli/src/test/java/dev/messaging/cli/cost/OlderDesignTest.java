package dev.messaging.cli.cost;

import static dev.messaging.cli.cost.Examples.PRICES;
import static dev.messaging.cli.cost.Examples.talking;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.cost.Choices.Credentials;
import org.junit.jupiter.api.Test;

class OlderDesignTest {
    private static Workload stored(double messages) {
        return new Workload(1, 10, 20, messages, 0, 200, Way.CURSOR, 1, Credentials.PASSWORD, 0, 1, 12);
    }

    @Test
    void theHistoryIsReadAsMeasured() {
        assertEquals(1.5, OlderDesign.historyReread(stored(1), 1_000, PRICES).unitsACheck());
        assertEquals(8.5, OlderDesign.historyReread(stored(100), 1_000, PRICES).unitsACheck());
        assertEquals(75.5, OlderDesign.historyReread(stored(1_000), 1_000, PRICES).unitsACheck());
        // Measured: 225.5, in pages of 1 MB.
        assertEquals(225.5, OlderDesign.historyReread(stored(3_000), 1_000, PRICES).unitsACheck(), 225.5 * 0.01);
        assertEquals(42, OlderDesign.historyReread(stored(1), 1_000, PRICES).callsAGroupSend());
    }

    @Test
    void aGroupMessageOfTwentyIsFiftyOneUnits() {
        Workload workload = new Workload(1, 1, 20, 24 / 730.0, 1, 200, Way.CURSOR, 1, Credentials.PASSWORD, 0, 30, 12);
        Workload silent = new Workload(1, 1, 20, 0, 1, 200, Way.CURSOR, 1, Credentials.PASSWORD, 0, 30, 12);
        OlderDesign sent = OlderDesign.historyReread(workload, 1, PRICES);
        OlderDesign none = OlderDesign.historyReread(silent, 1, PRICES);
        double history = (sent.unitsACheck() - none.unitsACheck()) * 43_800;
        assertEquals(51, sent.readAMonth() - none.readAMonth() - history + sent.writtenAMonth(), 1e-6);
    }

    @Test
    void aCheckWithTenGroupsIsTwelveCallsAndFiveAndAHalfUnits() {
        OlderDesign design = OlderDesign.oneQueryAGroup(stored(0), 1_000, PRICES);
        assertEquals(12, design.callsACheck());
        assertEquals(5.5, design.unitsACheck());
        assertEquals(5.5 * 43_800_000 * 0.125 / 1e6, design.usd(), 0.005);
    }

    @Test
    void messagesOfOneSecondOverwriteEachOther() {
        // 86.4 a day to each are 0.001 a second: half a millionth a second is lost.
        assertEquals(1_000.0 * 2_628_000 * 0.0000005, OlderDesign.overwritten(talking(86.4, 0, 10, 200), 1_000), 1);
        assertEquals(0, OlderDesign.overwritten(talking(0, 0, 10, 200), 1_000));
        // 5 groups of 10 a user, 8.64 messages a day of each user: 17.28 a day in each of 500 groups, 0.0002 a second.
        assertEquals(500 * 2_628_000 * 0.0000000200, OlderDesign.overwritten(talking(8.64, 1, 10, 200), 1_000), 0.1);
    }

    @Test
    void sixteenBitsAreTooFewForManyUsers() {
        assertTrue(OlderDesign.historyReread(stored(1), 1_000, PRICES).breaksDown().getFirst().contains("7.6 pairs"));
        assertTrue(
                OlderDesign.historyReread(stored(1), 65_537, PRICES).breaksDown().getFirst().contains("only 65,536"));
    }
}
