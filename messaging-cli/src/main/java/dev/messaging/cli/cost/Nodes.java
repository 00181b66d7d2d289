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

    static Nodes on(Stack stack, Instance instance, Traffic traffic) {
        double carries = stack.checksASecond().isPresent()
                ? stack.checksASecond().getAsInt()
                : instance.processors() * Assumed.CHECKS_A_SECOND_A_PROCESSOR;
        double atPeak = traffic.workASecond() * stack.peakFactor() / (carries * stack.utilisation());
        double allDay = traffic.workASecond() / (carries * instance.baseline());
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
