package dev.messaging.cli.cost;

import dev.messaging.cli.cost.Choices.Balancer;
import dev.messaging.cli.cost.Choices.Billing;
import dev.messaging.dynamo.capacity.ItemBytes;
import dev.messaging.dynamo.capacity.TableUnits;
import java.util.List;
import java.util.stream.Stream;

/** Prices a month, part by part. */
final class MonthlyBill {
    /**
     * The one unit of all bytes: AWS counts what is stored by 2^30, and its steps of egress, 10 TB being 10,240 GB, go by it too.
     */
    static final double GB = 1_073_741_824;
    private static final double MILLION = 1e6;

    private final Workload workload;
    private final Stack stack;
    private final double users;
    private final Bill.Builder bill;

    private MonthlyBill(Workload workload, Stack stack, double users, Prices prices) {
        this.workload = workload;
        this.stack = stack;
        this.users = users;
        this.bill = new Bill.Builder(prices);
    }

    static Bill of(Workload workload, Stack stack, double users, Prices prices, int nodes, Traffic traffic,
            List<OperationLine> operations) {
        MonthlyBill month = new MonthlyBill(workload, stack, users, prices);
        month.addUnits(operations);
        month.addStorage();
        if (stack.isLambda()) {
            month.addFunctions(traffic);
        } else {
            month.addMachines(nodes);
            month.addBalancer(traffic);
            month.addAddresses(nodes);
        }
        month.bill.add(Part.EGRESS, "GB to the internet", traffic.bytesOut() / GB, "egress.gb");
        month.addLogs(traffic);
        month.addMonitoring(nodes);
        month.bill.add(Part.BUCKET, "GB of releases", Assumed.RELEASES_GB, "bucket.gb");
        return month.bill.bill();
    }

    private void addUnits(List<OperationLine> operations) {
        double read = operations.stream().mapToDouble(OperationLine::read).sum();
        double written = operations.stream().mapToDouble(OperationLine::written).sum();
        if (stack.billing() == Billing.ON_DEMAND) {
            bill.add(Part.REQUESTS, "million read units", read / MILLION, "dynamodb.on-demand.read.million");
            bill.add(Part.REQUESTS, "million write units", written / MILLION, "dynamodb.on-demand.write.million");
            return;
        }
        Stack.Provisioned needed = stack.billing() == Billing.PROVISIONED
                ? needed(operations, 1 / stack.utilisation())
                : atPeak(stack, operations);
        Stack.Provisioned units = stack.provisioned().map(bounds -> bounds.upTo(needed)).orElse(needed);
        bill.addHourly(Part.REQUESTS, "provisioned read units", units.read(), "dynamodb.provisioned.read.hour");
        bill.addHourly(Part.REQUESTS, "provisioned write units", units.write(), "dynamodb.provisioned.write.hour");
    }

    /** What the peak takes, and room above it. */
    static Stack.Provisioned atPeak(Stack stack, List<OperationLine> operations) {
        return needed(operations, stack.peakFactor() / stack.utilisation());
    }

    /** So many times the average; of each table, whole units, one at least. */
    private static Stack.Provisioned needed(List<OperationLine> operations, double times) {
        return Stream.of(operations.stream().map(OperationLine::directory).reduce(TableUnits.NONE, TableUnits::plus),
                operations.stream().map(OperationLine::messages).reduce(TableUnits.NONE, TableUnits::plus))
                .map(table -> provisioned(units(table.read(), times), units(table.write(), times)))
                .reduce(provisioned(0, 0), Stack.Provisioned::plus);
    }

    private static Stack.Provisioned provisioned(double read, double write) {
        return new Stack.Provisioned(read, write, read, write);
    }

    private static double units(double aMonth, double times) {
        return Math.max(1, Math.ceil(aMonth / Month.SECONDS * times));
    }

    private void addStorage() {
        double gb = users * storedBytesOfUser(workload) / GB;
        bill.add(Part.STORAGE, "GB stored", gb, "dynamodb.storage.gb");
        bill.add(Part.STORAGE, "GB restorable", stack.recovery() ? gb : 0, "dynamodb.recovery.gb");
    }

    /** Inbox, profile, memberships on both sides, and the user's part of the groups; a session, if it has one. */
    static double storedBytesOfUser(Workload workload) {
        double inbox = workload.stored() * (workload.entryBytes() + ItemBytes.STORED_MORE);
        double profile = ItemBytes.userProfile() + ItemBytes.STORED_MORE + workload.protectedShare() * 150;
        double membership = 2.0 * (ItemBytes.member() + ItemBytes.STORED_MORE)
                + (double) (ItemBytes.groupProfile() + ItemBytes.STORED_MORE) / workload.groupSize();
        double session = workload.credentials() == Choices.Credentials.SESSION
                ? 2.0 * workload.protectedShare() * (ItemBytes.session() + ItemBytes.STORED_MORE)
                : 0;
        return inbox + profile + workload.groupsAUser() * membership + session;
    }

    private void addFunctions(Traffic traffic) {
        double slower = Math.max(1, Assumed.LAMBDA_MEGABYTES_A_PROCESSOR / stack.lambda().megabytes());
        double seconds = traffic.requests() * stack.lambda().millis() / 1_000 + traffic.processorSeconds() * slower;
        bill.add(Part.MACHINES, "million invocations", traffic.requests() / MILLION, "lambda.million");
        bill.add(Part.MACHINES, "GB-seconds", seconds * stack.lambda().megabytes() / 1_024, "lambda.gb.second");
        bill.add(Part.BALANCER, "million requests at the gateway", traffic.requests() / MILLION, "gateway.million");
    }

    private void addMachines(int nodes) {
        bill.addHourly(Part.MACHINES, stack.instance(), nodes, "instance." + stack.instance() + ".hour");
        bill.add(Part.MACHINES, "GB of disks", nodes * stack.diskGb(), "disk.gb");
    }

    private void addBalancer(Traffic traffic) {
        if (stack.balanced()) {
            String price = "balancer." + stack.balancer();
            bill.addHourly(Part.BALANCER, stack.balancer().toString(), 1, price + ".hour");
            bill.addHourly(Part.BALANCER, "capacity units", capacityUnits(stack.balancer(), traffic),
                    price + ".unit.hour");
        }
    }

    /**
     * Whatever takes most: new connections, open ones, or GB an hour (ALB: 25 a second, 3,000, 1; NLB with TCP: 800, 100,000, 1).
     * A connection that is opened for one request is taken to stay open for a minute.
     */
    static double capacityUnits(Balancer balancer, Traffic traffic) {
        double opened = traffic.connections() / Month.SECONDS;
        double open = traffic.open() + opened * 60;
        double gb = (traffic.bytesIn() + traffic.bytesOut()) / GB / Month.HOURS;
        return switch (balancer) {
            case NONE -> 0;
            case ALB -> Math.max(Math.max(opened / 25, open / 3_000), gb);
            case NLB -> Math.max(Math.max(opened / 800, open / 100_000), gb);
        };
    }

    private void addAddresses(int nodes) {
        int addresses = (stack.publicNodes() ? nodes : 0) + (stack.balanced() ? stack.subnets() : 0);
        bill.addHourly(Part.ADDRESSES, "public IPv4", addresses, "address.hour");
    }

    private void addLogs(Traffic traffic) {
        double lines = stack.logDays() > 0 ? traffic.requests() + traffic.healthChecks() : 0;
        double gb = lines * Assumed.LOG_LINE_BYTES / GB;
        double months = Math.min(stack.logDays() / Month.DAYS, workload.months());
        bill.add(Part.LOGS, "GB taken in", gb, "log.gb");
        bill.add(Part.LOGS, "GB of logs kept", gb * months, "log.kept.gb");
    }

    private void addMonitoring(int nodes) {
        int each = (stack.detailedMonitoring() ? Assumed.DETAILED_METRICS : 0) + Assumed.METRICS_A_NODE;
        bill.add(Part.MONITORING, "alarms", stack.alarms(), "alarm.month");
        bill.add(Part.MONITORING, "metrics", stack.metrics() + (stack.isLambda() ? 0 : (double) nodes * each),
                "metric.month");
    }
}
