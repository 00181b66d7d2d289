package dev.messaging.cli.cost;

import static dev.messaging.cli.cost.Examples.carrying;
import static dev.messaging.cli.cost.Examples.estimate;
import static dev.messaging.cli.cost.Examples.line;
import static dev.messaging.cli.cost.Examples.quantity;
import static dev.messaging.cli.cost.Examples.silent;
import static dev.messaging.cli.cost.Examples.stack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.cost.Choices.Balancer;
import dev.messaging.cli.cost.Choices.Billing;
import dev.messaging.cli.cost.Choices.Compute;
import dev.messaging.cli.cost.Choices.Credentials;
import org.junit.jupiter.api.Test;

/** What hashing passwords takes, reckoned by hand: 17 a second on a processor, and ten minutes of trust on each node. */
class CostOfPasswordsTest {
    private static final double CENT = 0.005;
    private static final Workload BY_PASSWORD = silent(Way.CURSOR);
    private static final Workload BY_SESSION = silent(Way.CURSOR, 1, Credentials.SESSION);

    private static Stack behindAlb(int nodes) {
        return carrying(2_000, stack(Balancer.ALB, Compute.EC2, Billing.ON_DEMAND, nodes));
    }

    @Test
    void passwordsTakeSixteenNodesWhereSessionsTakeTwo() {
        Estimate passwords = estimate(10_000, BY_PASSWORD, behindAlb(2));
        Estimate sessions = estimate(10_000, BY_SESSION, behindAlb(2));
        // 166.67 checks a second over 2,000, a fifth of it all day: 0.417 of a node. Hashes on 2 x 17 x 0.2 a second:
        // 24.51 nodes if each check hashed; of N nodes each check does with N / (N + 10), so 16 take 15.08 + 0.42.
        assertEquals(2, sessions.nodes().count());
        assertEquals(16, passwords.nodes().count());
        assertEquals("what may be used all day", passwords.nodes().because());
        assertEquals(14 * (730 * 0.0168 + 8 * 0.08),
                passwords.bill().usd(Part.MACHINES) - sessions.bill().usd(Part.MACHINES), CENT);
        OperationLine hashes = line(passwords, "hash passwords");
        assertEquals(438_000_000 * (16 / 26.0), hashes.count(), 1);
        assertEquals(0, hashes.trips() + hashes.read() + hashes.written());
    }

    @Test
    void ofMoreNodesThanItTakesEachRemembersLess() {
        assertEquals(43_800_000 / 11.0, line(estimate(1_000, BY_PASSWORD, behindAlb(1)), "hash passwords").count(), 1);
        assertEquals(43_800_000 * (8 / 18.0),
                line(estimate(1_000, BY_PASSWORD, behindAlb(8)), "hash passwords").count(),
                1);
    }

    @Test
    void tokensAndOpenAccountsAreNotHashed() {
        assertHashesNothing(BY_SESSION);
        assertHashesNothing(silent(Way.CURSOR, 0, Credentials.PASSWORD));
        assertHashesNothing(silent(Way.SECOND_DIALECT, 0, Credentials.PASSWORD));
    }

    private static void assertHashesNothing(Workload workload) {
        assertTrue(estimate(1_000, workload, behindAlb(2)).operations().stream()
                .noneMatch(line -> line.operation().equals("hash passwords")));
    }

    @Test
    void aListenerHashesWhenItsStreamOpens() {
        // 730 streams a month; in ten minutes comes a sixth of the next.
        assertEquals(730_000 * (6 / 7.0), line(estimate(1_000, silent(Way.EVENTS), behindAlb(1)),
                "hash passwords").count(), 0.1);
    }

    @Test
    void aFunctionHashesWithEachRequestAndOfASmallOneThatTakesLonger() {
        Stack lambda = stack(Balancer.NONE, Compute.LAMBDA, Billing.ON_DEMAND, 2);
        Estimate estimate = estimate(1_000, BY_PASSWORD, lambda);
        assertEquals(43_800_000, line(estimate, "hash passwords").count(), 1);
        // 1,024 MB are 1,024 / 1,769 of a processor: 0.1016 s a hash, beside 0.015 s.
        assertEquals(43_800_000 * (0.015 + 0.101620), quantity(estimate, "GB-seconds"), 100);
    }
}
