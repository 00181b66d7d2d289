package dev.messaging.cli.cost;

import java.util.List;

/**
 * What so many users come to in a month.
 *
 * @param users how many
 * @param nodes how many instances, and why; 0 on Lambda
 * @param traffic what goes over the wire
 * @param operations what is done on DynamoDB
 * @param bill what is to be paid
 * @param older the same on the older designs
 */
record Estimate(long users, Nodes nodes, Traffic traffic, List<OperationLine> operations, Bill bill,
        List<OlderDesign> older) {
    static Estimate of(long users, Workload workload, Stack stack, Prices prices) {
        Nodes nodes = stack.isLambda()
                ? new Nodes(0, "as many functions as there are requests at once")
                : Nodes.on(stack, prices.instance("--instance", stack.instance()), workload, (double) users);
        double everybody = (double) users;
        int served = Math.max(1, nodes.count());
        Traffic traffic = Traffic.of(workload, stack, everybody, nodes.count());
        List<OperationLine> operations = MonthOfOperations.of(workload, stack, everybody, served);
        return new Estimate(users, nodes, traffic, operations,
                MonthlyBill.of(workload, stack, everybody, prices, nodes.count(), traffic, operations),
                OlderDesign.all(workload, everybody, prices));
    }

    double usd() {
        return bill.usd();
    }

    double usdPerThousand() {
        return bill.usd() / (double) users * 1_000;
    }

    double read() {
        return operations.stream().mapToDouble(OperationLine::read).sum();
    }

    double written() {
        return operations.stream().mapToDouble(OperationLine::written).sum();
    }
}
