package dev.messaging.cli.cost;

import dev.messaging.cli.cost.Choices.Balancer;
import dev.messaging.cli.cost.Choices.Billing;
import dev.messaging.cli.cost.Choices.Compute;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What serves the users, and what about it is chosen beforehand.
 *
 * @param balancer what stands before the nodes
 * @param compute what the program runs on
 * @param billing how DynamoDB is paid
 * @param utilisation how much of what there is may be used at the peak, from 0 to 1: of nodes, and of provisioned units
 * @param peakFactor how much more there is to do at the peak than on average
 * @param instance the type of instances; unused on Lambda
 * @param checksASecond how many checks one instance carries at its best; empty for what is known of its processors
 * @param nodesMin as many at least
 * @param nodesMax as many at most, if that is bounded
 * @param subnets in how many subnets the balancer stands, with an address in each
 * @param publicNodes whether each node has a public address
 * @param detailedMonitoring whether each instance is measured each minute
 * @param alarms how many alarms there are
 * @param diskGb of each instance
 * @param recovery whether DynamoDB keeps what it takes to restore any point in time
 * @param logged whether what the nodes log is shipped
 * @param provisioned units of the tables that are fixed already, if they are
 * @param newConnections how many of the requests open a connection, from 0 to 1
 * @param lambda how large and how long, on Lambda
 */
record Stack(Balancer balancer, Compute compute, Billing billing, double utilisation, double peakFactor,
        String instance, OptionalInt checksASecond, int nodesMin, OptionalInt nodesMax, int subnets,
        boolean publicNodes, boolean detailedMonitoring, int alarms, double diskGb, boolean recovery, boolean logged,
        Optional<Provisioned> provisioned, double newConnections, Lambda lambda) {
    /** Units a second that are paid whether they are used or not. */
    record Provisioned(double read, double write) {
        Provisioned plus(Provisioned more) {
            return new Provisioned(read + more.read, write + more.write);
        }
    }

    /** What each invocation takes. */
    record Lambda(int megabytes, double millis) {}

    boolean isLambda() {
        return compute == Compute.LAMBDA;
    }

    boolean balanced() {
        return balancer != Balancer.NONE;
    }
}
