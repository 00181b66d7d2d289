package dev.messaging.cli.cost;

import dev.messaging.cli.cost.Choices.Balancer;
import dev.messaging.cli.cost.Choices.Billing;
import dev.messaging.cli.cost.Choices.Compute;
import dev.messaging.cli.cost.Choices.Credentials;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Workloads and stacks to begin with, and to change in one point. */
final class Examples {
    static final Prices PRICES = Prices.known();

    private Examples() {}

    /** Everybody checks once a minute and says nothing. */
    static Workload silent(Way way) {
        return silent(way, 1, Credentials.PASSWORD);
    }

    static Workload silent(Way way, double protectedShare, Credentials credentials) {
        return new Workload(1, 0, 1, 0, 0, 200, way, protectedShare, credentials, 0, 30, 12);
    }

    /** What the command takes unless told otherwise, but by password. */
    static Workload usual() {
        return usual(Way.CURSOR);
    }

    static Workload usual(Way way) {
        return new Workload(1, 5, 10, 20, 0.25, 200, way, 1, Credentials.PASSWORD, 0, 30, 12);
    }

    static Workload talking(double messagesADay, double groupShare, int groupSize, int textBytes) {
        return new Workload(1, 5, groupSize, messagesADay, groupShare, textBytes, Way.CURSOR, 1, Credentials.PASSWORD,
                0, 30, 12);
    }

    static Stack production() {
        return stack(Balancer.ALB, Compute.EC2, Billing.ON_DEMAND, 2);
    }

    static Stack stack(Balancer balancer, Compute compute, Billing billing, int nodes) {
        return stack(balancer, compute, billing, nodes, 1);
    }

    static Stack stack(Balancer balancer, Compute compute, Billing billing, int nodes, double newConnections) {
        return new Stack(balancer, compute, billing, 0.7, 2, "t4g.small", OptionalInt.empty(), nodes,
                OptionalInt.empty(), 2, true, false, 6, 4, 8, true, 30, Optional.empty(),
                newConnections, new Stack.Lambda(1_024, 15));
    }

    /** The same, with instances that carry so many checks a second, whatever is assumed of a processor. */
    static Stack carrying(int checksASecond, Stack stack) {
        return new Stack(stack.balancer(), stack.compute(), stack.billing(), stack.utilisation(), stack.peakFactor(),
                stack.instance(), OptionalInt.of(checksASecond), stack.nodesMin(), stack.nodesMax(), stack.subnets(),
                stack.publicNodes(), stack.detailedMonitoring(), stack.alarms(), stack.metrics(), stack.diskGb(),
                stack.recovery(), stack.logDays(), stack.provisioned(), stack.newConnections(), stack.lambda());
    }

    static Stack keepingLogs(int days, Stack stack) {
        return new Stack(stack.balancer(), stack.compute(), stack.billing(), stack.utilisation(), stack.peakFactor(),
                stack.instance(), stack.checksASecond(), stack.nodesMin(), stack.nodesMax(), stack.subnets(),
                stack.publicNodes(), stack.detailedMonitoring(), stack.alarms(), stack.metrics(), stack.diskGb(),
                stack.recovery(), days, stack.provisioned(), stack.newConnections(), stack.lambda());
    }

    static Estimate estimate(long users, Workload workload, Stack stack) {
        return Estimate.of(users, workload, stack, PRICES);
    }

    static OperationLine line(Estimate estimate, String operation) {
        return estimate.operations().stream().filter(line -> line.operation().equals(operation)).findFirst()
                .orElseThrow(() -> new AssertionError(operation + " is not among " + estimate.operations()));
    }

    static double quantity(Estimate estimate, String what) {
        return estimate.bill().lines().stream().filter(line -> line.what().equals(what))
                .mapToDouble(Bill.Line::quantity).sum();
    }

    static double dollars(UnaryOperator<Stack> changed) {
        return estimate(1_000, usual(), changed.apply(production())).usd();
    }
}
