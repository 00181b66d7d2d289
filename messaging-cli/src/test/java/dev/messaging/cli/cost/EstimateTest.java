package dev.messaging.cli.cost;

import static dev.messaging.cli.cost.Examples.PRICES;
import static dev.messaging.cli.cost.Examples.carrying;
import static dev.messaging.cli.cost.Examples.estimate;
import static dev.messaging.cli.cost.Examples.keepingLogs;
import static dev.messaging.cli.cost.Examples.line;
import static dev.messaging.cli.cost.Examples.production;
import static dev.messaging.cli.cost.Examples.quantity;
import static dev.messaging.cli.cost.Examples.silent;
import static dev.messaging.cli.cost.Examples.stack;
import static dev.messaging.cli.cost.Examples.talking;
import static dev.messaging.cli.cost.Examples.usual;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.cost.Choices.Balancer;
import dev.messaging.cli.cost.Choices.Billing;
import dev.messaging.cli.cost.Choices.Compute;
import dev.messaging.cli.cost.Choices.Credentials;
import dev.messaging.dynamo.capacity.Check.AfterCursor;
import dev.messaging.dynamo.capacity.Entries;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Months that were reckoned by hand; 43,800 minutes each. */
class EstimateTest {
    private static final double CENT = 0.005;

    @Test
    void aThousandSilentUsersCostFiveAndAHalfDollarsOfReads() {
        Estimate estimate = estimate(1_000, silent(Way.CURSOR),
                stack(Balancer.NONE, Compute.EC2, Billing.ON_DEMAND, 1));
        assertEquals(43_800_000, line(estimate, "check").count(), 1);
        assertEquals(21_900_000, line(estimate, "check").messages().read(), 1);
        assertEquals(0, line(estimate, "check").directory().read());
        assertEquals(21_900_000, line(estimate, "verify credentials").directory().read(), 1);
        assertEquals(175_200 * 4, line(estimate, "look for overdue").read(), 1);
        // (21.9 + 21.9 + 0.7008) million at 0.125
        assertEquals(5.5626, estimate.bill().usd(Part.REQUESTS), CENT);
        // One t4g.small and its disk of 8 GB; its address.
        assertEquals(730 * 0.0168 + 8 * 0.08, estimate.bill().usd(Part.MACHINES), CENT);
        assertEquals(730 * 0.005, estimate.bill().usd(Part.ADDRESSES), CENT);
        assertEquals(0, estimate.bill().usd(Part.BALANCER));
        // 43.8 million lines of 345 bytes, 14.073 GB of 2^30, at 0.50 a GB, and at 0.03 for 30 of 30.42 days
        assertEquals(7.0367 + 0.4164, estimate.bill().usd(Part.LOGS), CENT);
        // 43.8 million answers of 260 + 100 bytes and handshakes of 3,500, 157.5 GB, of which 100 are free
        assertEquals(157.457, quantity(estimate, "GB to the internet"), 0.001);
        assertEquals(57.457 * 0.09, estimate.bill().usd(Part.EGRESS), CENT);
        assertEquals(6 * 0.10 + (3 + 4) * 0.30, estimate.bill().usd(Part.MONITORING), CENT);
    }

    @Test
    void logsAreKeptAsLongAsTheStackSaysButNoLongerThanItRuns() {
        assertEquals(14.07322 * 24 * 30 / 730, keptGb(30, 12), 0.001);
        assertEquals(14.07322 * 24 * 365 / 730, keptGb(365, 120), 0.001);
        assertEquals(14.07322, keptGb(365, 1), 0.001);
        assertEquals(14.07322 * 12, keptGb(Integer.MAX_VALUE, 12), 0.002);
        assertEquals(0, keptGb(0, 12));
    }

    private static double keptGb(int days, int months) {
        Workload silent = new Workload(1, 0, 1, 0, 0, 200, Way.CURSOR, 1, Credentials.SESSION, 0, 30, months);
        return quantity(estimate(1_000, silent, keepingLogs(days,
                stack(Balancer.NONE, Compute.EC2, Billing.ON_DEMAND, 1))), "GB of logs kept");
    }

    @Test
    void aMessageADayIsAUnitADayAndThreeAndAHalfToReadForIt() {
        Estimate estimate = estimate(1_000, talking(1, 0, 10, 200), production());
        OperationLine sends = line(estimate, "send to a user");
        assertEquals(1_000 * 730 / 24.0, sends.count(), 0.01);
        assertEquals(3.0 * sends.count(), sends.directory().read(), 0.01);
        assertEquals(0.5 * sends.count(), sends.messages().read(), 0.01);
        assertEquals(sends.count(), sends.messages().write(), 0.01);
        assertEquals(2 * sends.count(), sends.trips(), 0.01);
    }

    @Test
    void aGroupMessageIsWrittenIntoEachInboxAndTwiceIntoTheOutbox() {
        Estimate estimate = estimate(1_000, talking(24, 1, 20, 200), production());
        OperationLine sends = line(estimate, "send to a group");
        assertEquals(730_000, sends.count(), 0.01);
        assertEquals(20 * sends.count(), sends.messages().write(), 0.01);
        // 20 recipients and 200 bytes are more than 1 KB: 2 units to put, and 2 to remove.
        assertEquals(4 * sends.count(), sends.directory().write(), 0.01);
        assertEquals(10 * sends.count(), sends.messages().read(), 0.01);
    }

    @Test
    void withoutACursorTheHistoryIsReadAgainEachTime() {
        Workload workload = talking(10, 0, 10, 200);
        Workload reread = new Workload(1, 5, 10, 10, 0, 200, Way.SECOND_DIALECT, 1, Credentials.PASSWORD, 0, 30, 12);
        // 300 messages of 368 bytes: 101 strongly are 10 units, the tail 1, 102 and 101 eventually 5 and 5.
        assertEquals(10 + 1 + 5 + 5, line(estimate(1_000, reread, production()), "check").read() / 43_800_000, 1e-6);
        assertTrue(estimate(1_000, reread, production()).read() > 20 * estimate(1_000, workload, production()).read());
        assertTrue(estimate(1_000, reread, production()).usd() > 5 * estimate(1_000, workload, production()).usd());
    }

    @Test
    void aTokenDoesNotTellTheAccountAsAPasswordDoes() {
        Workload byToken = new Workload(1, 0, 1, 0, 0, 200, Way.CURSOR, 1, Credentials.SESSION, 0, 30, 12);
        Estimate estimate = estimate(1_000, byToken, production());
        assertEquals(21_900_000, line(estimate, "check").directory().read(), 1);
        assertEquals(21_900_000, line(estimate, "verify credentials").directory().read(), 1);
    }

    @Test
    void openAccountsAreNotVerifiedButLookedUp() {
        Workload open = new Workload(1, 0, 1, 0, 0, 200, Way.CURSOR, 0, Credentials.PASSWORD, 0, 30, 12);
        Estimate estimate = estimate(1_000, open, production());
        assertEquals(21_900_000, line(estimate, "check").directory().read(), 1);
        assertTrue(estimate.operations().stream().noneMatch(line -> line.operation().startsWith("verify")));
    }

    @Test
    void whoChecksOftenIsRememberedByTheNode() {
        Workload often = new Workload(10, 0, 1, 0, 0, 200, Way.CURSOR, 0, Credentials.PASSWORD, 0, 30, 12);
        Estimate estimate = estimate(1_000, often, stack(Balancer.NONE, Compute.EC2, Billing.ON_DEMAND, 1));
        assertEquals(438_000_000, line(estimate, "check").count(), 10);
        assertEquals(21_900_000, line(estimate, "check").directory().read(), 10);
    }

    @Test
    void aListenerCostsAsTheTableSaysPlusWhatItsCredentialsCost() {
        Estimate estimate = estimate(1_000, silent(Way.EVENTS),
                stack(Balancer.NONE, Compute.EC2, Billing.ON_DEMAND, 1));
        // Half a unit every 30 s: 1,440 a day.
        assertEquals(1_000 * 1_440 * 730 / 24.0, line(estimate, "ask for news").messages().read(), 1);
        assertEquals(730_000, line(estimate, "open a stream").count(), 0.1);
        assertEquals(1_000 * (2_628_000 / 45.0 + 730) / 2, line(estimate, "verify credentials").read(), 1);
    }

    @Test
    void aTimestampIsSearchedForOnceOnEachOtherNodeAfterEachMessage() {
        Estimate estimate = estimate(1_000, usual(Way.TIMESTAMP), production());
        assertEquals(1_000 * 65 * 730 / 24.0, line(estimate, "check (search by time)").count(), 1);
        Estimate alone = estimate(1_000, usual(Way.TIMESTAMP), stack(Balancer.NONE, Compute.EC2, Billing.ON_DEMAND, 1));
        assertEquals(43_800_000, line(alone, "check").count(), 1);
    }

    @Test
    void whatIsStoredIsAMonthOfMessagesWithAHundredBytesEach() {
        Estimate estimate = estimate(1_000, talking(10, 0, 10, 200), production());
        // 300 entries of 368 + 100; a profile of 79 + 100 + 150; 5 memberships on both sides of 102 + 100, and a tenth of a group each.
        double bytes = 300 * 468 + 329 + 5 * (2 * 202 + 19.1);
        assertEquals(1_000 * bytes / 1_073_741_824, quantity(estimate, "GB stored"), 0.0005);
        assertEquals(quantity(estimate, "GB stored") * (0.25 + 0.20), estimate.bill().usd(Part.STORAGE), 1e-9);
    }

    @Test
    void theDefaultProductionStackWithFewUsersIsAboutSixtyEightDollars() {
        assertEquals(68, estimate(250, usual(), production()).usd(), 68 * 0.07);
    }

    @Test
    void oneNodeForDevelopmentIsAboutFortyFiveDollars() {
        assertEquals(45, estimate(10, usual(), stack(Balancer.ALB, Compute.EC2, Billing.ON_DEMAND, 1)).usd(),
                45 * 0.05);
    }

    @Test
    void withoutABalancerOneMicroWithItsAddressIsAboutEleven() {
        Stack small = stack(Balancer.NONE, Compute.EC2, Billing.ON_DEMAND, 1);
        Estimate estimate = estimate(10, usual(), new Stack(small.balancer(), small.compute(), small.billing(), 0.7, 2,
                "t4g.micro", small.checksASecond(), 1, small.nodesMax(), 2, true, false, 0, 0, 8, false, 30,
                small.provisioned(), 1, small.lambda()));
        assertEquals(11, estimate.usd(), 1.0);
    }

    @Test
    void provisionedUnitsFollowTheLoadWithRoomUnlessTheyStayAtThePeak() {
        Estimate following = estimate(1_000, silent(Way.CURSOR),
                stack(Balancer.NONE, Compute.EC2, Billing.PROVISIONED, 1));
        Estimate atPeak = estimate(1_000, silent(Way.CURSOR),
                stack(Balancer.NONE, Compute.EC2, Billing.PROVISIONED_AT_PEAK, 1));
        // 21.9 million a month in messages are 8.33 a second, over 0.7: 11.9. In the directory 22.6 million: 12.3.
        assertUnits(12 + 13, following);
        // Twice as many at the peak: 23.8, and 24.6.
        assertUnits(24 + 25, atPeak);
    }

    private static void assertUnits(double read, Estimate estimate) {
        assertEquals(read, quantity(estimate, "provisioned read units"));
        assertEquals(1 + 1, quantity(estimate, "provisioned write units"));
        assertEquals(730 * (read * 0.00013 + 2 * 0.00065), estimate.bill().usd(Part.REQUESTS), CENT);
    }

    @Test
    void onLambdaEachRequestIsPaidThreeTimes() {
        Estimate estimate = estimate(1_000, silent(Way.CURSOR, 1, Credentials.SESSION),
                stack(Balancer.NONE, Compute.LAMBDA, Billing.ON_DEMAND, 2));
        // 43.8 million invocations at 0.20, each 0.015 s of a GB; 43.8 million at the gateway at 1.00.
        assertEquals(8.76 + 43_800_000 * 0.015 * 0.0000133334, estimate.bill().usd(Part.MACHINES), CENT);
        assertEquals(43.80, estimate.bill().usd(Part.BALANCER), CENT);
        assertEquals(0, estimate.bill().usd(Part.ADDRESSES));
    }

    @Test
    void theBalancersUnitsAreThoseOfTheDimensionThatTakesMost() {
        Traffic many = new Traffic(0, 2_628_000_000.0, 0, 0, 0, 0, 0, 0, 0); // 1,000 new connections a second
        assertEquals(40, MonthlyBill.capacityUnits(Balancer.ALB, many), 1e-9);
        assertEquals(1.25, MonthlyBill.capacityUnits(Balancer.NLB, many), 1e-9);
        Traffic open = new Traffic(0, 0, 0, 0, 0, 300_000, 0, 0, 0);
        assertEquals(100, MonthlyBill.capacityUnits(Balancer.ALB, open), 1e-9);
        assertEquals(3, MonthlyBill.capacityUnits(Balancer.NLB, open), 1e-9);
        Traffic large = new Traffic(0, 0, 0, 730 * MonthlyBill.GB, 1460 * MonthlyBill.GB, 0, 0, 0, 0);
        assertEquals(3, MonthlyBill.capacityUnits(Balancer.ALB, large), 1e-9);
        assertEquals(3, MonthlyBill.capacityUnits(Balancer.NLB, large), 1e-9);
        assertEquals(0, MonthlyBill.capacityUnits(Balancer.NONE, many));
    }

    @Test
    void thereAreAsManyInstancesAsWorkBurstsAndConnectionsAskFor() {
        Prices.Instance burstable = PRICES.instance("--instance", "t4g.small");
        Prices.Instance steady = PRICES.instance("--instance", "c7g.large");
        Stack stack = carrying(2_000, production());
        Traffic busy = new Traffic(0, 0, 0, 0, 0, 0, 0, 10_000 * Month.SECONDS, 0);
        // 2,000 a second, a fifth of it all day.
        assertEquals(new Nodes(25, "what may be used all day"), Nodes.on(stack, burstable, busy));
        // 20,000 at the peak over 2,000 x 0.7.
        assertEquals(new Nodes(15, "work at the peak"), Nodes.on(stack, steady, busy));
        assertEquals(new Nodes(2, "as many at least"),
                Nodes.on(stack, steady, new Traffic(0, 0, 0, 0, 0, 20_000, 20_000, 0, 0)));
        assertEquals(new Nodes(3, "open connections"),
                Nodes.on(stack, steady, new Traffic(0, 0, 0, 0, 0, 20_001, 20_001, 0, 0)));
    }

    @Test
    void handshakesOfTlsThatEndsOnTheNodesTakeAMillisecondOfAProcessorEach() {
        // 833.3 new connections a second are 0.833 processors: 0.4167 of two, a fifth of them all day 2.083 nodes; and as many
        // checks over 2,000 are the same again, together 4.17.
        Workload sessions = silent(Way.CURSOR, 1, Credentials.SESSION);
        for (Balancer balancer : Balancer.values()) {
            Stack anew = carrying(2_000, stack(balancer, Compute.EC2, Billing.ON_DEMAND, 1, 1));
            assertEquals(balancer == Balancer.ALB ? 3 : 5, estimate(50_000, sessions, anew).nodes().count());
            Traffic kept = Traffic.of(sessions, stack(balancer, Compute.EC2, Billing.ON_DEMAND, 1, 0), 50_000, 1);
            assertEquals(0, kept.processorSeconds());
        }
        Traffic functions = Traffic.of(sessions, stack(Balancer.NONE, Compute.LAMBDA, Billing.ON_DEMAND, 1), 50_000, 0);
        assertEquals(0, functions.processorSeconds());
    }

    @Test
    void connectionsOnWhichNothingHappensEndAtAnAlbAndAtTheNodesOtherwise() {
        for (Balancer balancer : Balancer.values()) {
            Traffic kept = Traffic.of(usual(Way.CURSOR), stack(balancer, Compute.EC2, Billing.ON_DEMAND, 2, 0), 50_000,
                    2);
            assertEquals(50_000, kept.open(), 1e-9);
            assertEquals(balancer == Balancer.ALB ? 0 : 50_000, kept.openOnNodes(), 1e-9);
            Traffic waiting = Traffic.of(usual(Way.EVENTS), stack(balancer, Compute.EC2, Billing.ON_DEMAND, 2, 0),
                    50_000,
                    2);
            assertEquals(50_000, waiting.openOnNodes(), 1e-9);
        }
    }

    @Test
    void moreUsersNeverCostLess() {
        for (Way way : Way.values()) {
            double before = 0;
            for (long users : List.of(1L, 10L, 100L, 1_000L, 9_999L, 10_000L, 123_456L, 1_000_000L, 1_000_000_000L)) {
                double usd = estimate(users, usual(way), production()).usd();
                assertTrue(usd >= before, users + " users, " + way);
                before = usd;
            }
        }
    }

    @Test
    void moreMessagesLongerTextsAndLargerGroupsNeverCostLess() {
        assertRising(List.of(0.0, 0.1, 1.0, 20.0, 500.0, 100_000.0),
                messages -> estimate(1_000, talking(messages, 0.5, 10, 200), production()).usd());
        assertRising(List.of(1.0, 800.0, 813.0, 814.0, 856.0, 857.0, 2_000.0, 16_384.0),
                bytes -> estimate(1_000, talking(20, 0.5, 10, bytes.intValue()), production()).usd());
        assertRising(List.of(1.0, 2.0, 10.0, 100.0, 1_000.0, 5_000.0),
                size -> estimate(10_000, talking(20, 0.5, size.intValue(), 200), production()).usd());
    }

    private static void assertRising(List<Double> values, ToDoubleFunction<Double> usd) {
        double before = 0;
        for (double value : values) {
            double now = usd.applyAsDouble(value);
            assertTrue(now >= before, "at " + value + ": " + before + ", then " + now);
            before = now;
        }
    }

    @Test
    void aMeanOfFoundEntriesIsReckonedByChance() {
        Tally tally = new Tally();
        tally.addByChance("found", 1_000_000, 0.1, found -> new AfterCursor(true,
                new Entries(found, 4_096)));
        // The anchor, and each entry found, is 4 KB, half a unit: (1 + 0.1) / 2.
        assertEquals(1_000_000 * 0.55, tally.lines().getFirst().messages().read(), 1);
        assertEquals(1_000_000, tally.lines().getFirst().count(), 0.01);
    }
}
