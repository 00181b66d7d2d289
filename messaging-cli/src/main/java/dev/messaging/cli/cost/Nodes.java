package dev.messaging.cli.cost;

import dev.messaging.cli.cost.Prices.Instance;

/**
 * How many instances it takes, and why.
 *
 * @param count how many
 * @param because what decides it
 */
record Nodes(int count, String because) {
    private static final double MOST = 1_000_000;

    /** Of more nodes each remembers fewer passwords, so there is more to hash: counts up to the first number that is enough. */
    static Nodes on(Stack stack, Instance instance, Workload workload, double users) {
        Nodes nodes = new Nodes(stack.nodesMin(), "");
        while (true) {
            Nodes needed = on(stack, instance, Traffic.of(workload, stack, users, nodes.count));
            if (needed.count <= nodes.count) {
                return needed;
            }
            nodes = needed;
        }
    }

    static Nodes on(Stack stack, Instance instance, Traffic traffic) {
        double carries = stack.checksASecond().isPresent()
                ? stack.checksASecond().getAsInt()
                : instance.processors() * Assumed.CHECKS_A_SECOND_A_PROCESSOR;
        double busy = traffic.workASecond() / carries + traffic.processors() / instance.processors();
        double atPeak = busy * stack.peakFactor() / stack.utilisation();
        double allDay = busy / instance.baseline();
        double connections = traffic.openOnNodes() / Assumed.CONNECTIONS_A_NODE;
        Nodes nodes = new Nodes(stack.nodesMin(), "as many at least");
        nodes = nodes.orMore(atPeak, "work at the peak");
        nodes = nodes.orMore(allDay, "what may be used all day");
        return nodes.orMore(connections, "open connections");
    }

    private Nodes orMore(double needed, String why) {
        int whole = (int) Math.ceil(Math.min(MOST, needed));
        return whole > count ? new Nodes(whole, why) : this;
    }
}
