package dev.messaging.cli.cost;

import java.util.ArrayList;
import java.util.List;

/**
 * What the command tells, as a table or as JSON.
 *
 * @param region where the prices hold
 * @param pricesKnownOn when the prices were typed in
 * @param workload what each user does
 * @param stack what serves them
 * @param estimates for each number of users
 * @param notes what is to be known besides
 */
record CostAnswer(String region, String pricesKnownOn, Workload workload, Stack stack, List<Estimate> estimates,
        List<String> notes) {
    static CostAnswer of(Workload workload, Stack stack, Prices prices, List<Long> users, List<String> notes) {
        List<Estimate> estimates = users.stream().map(count -> Estimate.of(count, workload, stack, prices)).toList();
        List<String> all = new ArrayList<>(notes);
        estimates.forEach(estimate -> stack.nodesMax().ifPresent(most -> {
            if (estimate.nodes().count() > most) {
                all.add(Shown.whole(estimate.users()) + " users need " + estimate.nodes().count()
                        + " instances; there may be " + most + " at most.");
            }
        }));
        estimates.forEach(estimate -> stack.provisioned().ifPresent(bounds -> {
            Stack.Provisioned needed = MonthlyBill.atPeak(stack, estimate.operations());
            if (needed.read() > bounds.readMost() || needed.write() > bounds.writeMost()) {
                all.add(Shown.whole(estimate.users()) + " users need " + Shown.rounded(needed.read()) + " read and "
                        + Shown.rounded(needed.write()) + " write units provisioned; there may be "
                        + Shown.rounded(bounds.readMost()) + " and " + Shown.rounded(bounds.writeMost())
                        + ", so many requests are throttled.");
            }
        }));
        all.addAll(Notes.on(workload, stack, prices));
        return new CostAnswer(prices.text("region"), prices.text("known.on"), workload, stack, estimates,
                List.copyOf(all));
    }

    /** For a check, or for an event: trips one after another, and read units, on average. */
    double callsACheck(Estimate estimate) {
        return estimate.operations().stream().filter(CostAnswer::isOfChecks).mapToDouble(OperationLine::trips).sum()
                / asked(estimate);
    }

    double unitsACheck(Estimate estimate) {
        return estimate.operations().stream().filter(CostAnswer::isOfChecks).mapToDouble(OperationLine::read).sum()
                / asked(estimate);
    }

    private double asked(Estimate estimate) {
        double minutes = (double) estimate.users() * Month.MINUTES;
        return workload.way().polls() ? minutes * workload.checksAMinute() : minutes;
    }

    private static boolean isOfChecks(OperationLine line) {
        return MonthOfOperations.OF_CHECKS.contains(line.operation());
    }
}
