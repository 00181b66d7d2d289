package dev.messaging.cli.cost;

import dev.messaging.cli.cost.Choices.Balancer;
import dev.messaging.cli.cost.Choices.Billing;
import dev.messaging.cli.cost.Choices.Compute;
import dev.messaging.cli.cost.Stack.Lambda;
import dev.messaging.cli.wiring.WrongUsage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What serves them. What a resource graph tells may be left out, and must not be contradicted. */
final class StackOptions {
    private static final int SUBNETS = 2;
    private static final int ALARMS = 6;
    private static final int METRICS = 4;
    private static final double DISK_GB = 8;

    @Option(names = "--graph", paramLabel = "FILE",
            description = "The resource graph of a stack, as JSON: what is chosen there is taken from it.")
    private @Nullable Path graph;

    @Option(names = "--compute", paramLabel = "WHAT", converter = OneOf.OfCompute.class,
            description = "${COMPLETION-CANDIDATES}. Default: ec2")
    private @Nullable Compute compute;

    @Option(names = "--balancer", paramLabel = "WHAT", converter = OneOf.OfBalancer.class,
            description = "${COMPLETION-CANDIDATES}. Default: alb on EC2, none on Lambda")
    private @Nullable Balancer balancer;

    @Option(names = "--billing", paramLabel = "HOW", converter = OneOf.OfBilling.class,
            description = "Of DynamoDB: ${COMPLETION-CANDIDATES}. provisioned lets the units follow the load, provisioned-at-peak"
                    + " pays those of the peak all month. Default: on-demand")
    private @Nullable Billing billing;

    @Option(names = "--instance", paramLabel = "TYPE",
            description = "The type of instances, one that the prices have. Default: t4g.small")
    private @Nullable String instance;

    @Option(names = "--nodes-min", paramLabel = "NODES", description = "As many instances at least. Default: 2")
    private @Nullable Integer nodesMin;

    @Option(names = "--checks-a-second", paramLabel = "CHECKS",
            description = "What one instance carries at its best. Default: 800 for each processor")
    private @Nullable Integer checksASecond;

    @Option(names = "--utilisation", paramLabel = "SHARE", defaultValue = "0.7",
            description = "How much of the instances, and of provisioned units, is used at the peak. Default: ${DEFAULT-VALUE}")
    private double utilisation;

    @Option(names = "--peak-factor", paramLabel = "TIMES", defaultValue = "2",
            description = "How much more there is to do at the peak than on average. Default: ${DEFAULT-VALUE}")
    private double peakFactor;

    @Option(names = "--new-connections", paramLabel = "SHARE", defaultValue = "1",
            description = "How many of the requests open a connection of their own, from 0 to 1. Default: ${DEFAULT-VALUE}")
    private double newConnections;

    @Option(names = "--lambda-mb", paramLabel = "MB", description = "The memory of a function. Default: 1024")
    private @Nullable Integer lambdaMegabytes;

    @Option(names = "--lambda-ms", paramLabel = "MS", defaultValue = "15",
            description = "How long a function takes for a request. Default: ${DEFAULT-VALUE}")
    private double lambdaMillis;

    Optional<Path> graph() {
        return Optional.ofNullable(graph);
    }

    Stack stack(Fixed fixed) {
        Compute on = fixed.compute().chosen("--compute", compute, Compute.EC2);
        boolean lambda = on == Compute.LAMBDA;
        Balancer before = fixed.balancer().chosen("--balancer", balancer, lambda ? Balancer.NONE : Balancer.ALB);
        if (lambda && before != Balancer.NONE) {
            throw new WrongUsage("--balancer " + before
                    + ": before --compute lambda stands a gateway, and no balancer; say --balancer none.");
        }
        return new Stack(before, on, fixed.billing().chosen("--billing", billing, Billing.ON_DEMAND),
                Numbers.within("--utilisation", utilisation, 0.05, 1),
                Numbers.within("--peak-factor", peakFactor, 1, 100),
                fixed.instance().chosen("--instance", instance, "t4g.small"), checksASecond(),
                Numbers.whole("--nodes-min", fixed.nodesMin().chosen("--nodes-min", nodesMin, 2), 1, 10_000),
                fixed.nodesMax(), fixed.subnets().orElse(SUBNETS), fixed.publicNodes().orElse(true),
                fixed.detailedMonitoring().orElse(false), fixed.alarms().orElse(ALARMS),
                fixed.metrics().orElse(METRICS), fixed.diskGb().orElse(DISK_GB),
                fixed.recovery().orElse(true), fixed.logDays().orElse(Assumed.LOG_DAYS), fixed.provisioned(),
                Numbers.share("--new-connections", newConnections), lambda(fixed));
    }

    private OptionalInt checksASecond() {
        return checksASecond == null
                ? OptionalInt.empty()
                : OptionalInt.of(Numbers.whole("--checks-a-second", checksASecond, 1, 10_000_000));
    }

    private Lambda lambda(Fixed fixed) {
        return new Lambda(
                Numbers.whole("--lambda-mb", fixed.lambdaMegabytes().chosen("--lambda-mb", lambdaMegabytes, 1_024), 128,
                        10_240),
                Numbers.within("--lambda-ms", lambdaMillis, 1, 900_000));
    }
}
