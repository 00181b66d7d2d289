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
 * @param metrics how many metrics are taken from the log, whatever the number of nodes
 * @param diskGb of each instance
 * @param recovery whether DynamoDB keeps what it takes to restore any point in time
 * @param logDays how long what the nodes log is kept where it is shipped to; 0 if it is not shipped
 * @param provisioned bounds of the units of both tables, if they are bounded
 * @param newConnections how many of the requests open a connection, from 0 to 1
 * @param lambda how large and how long, on Lambda
 */
record Stack(Balancer balancer, Compute compute, Billing billing, double utilisation, double peakFactor,
        String instance, OptionalInt checksASecond, int nodesMin, OptionalInt nodesMax, int subnets,
        boolean publicNodes, boolean detailedMonitoring, int alarms, int metrics, double diskGb, boolean recovery,
        int logDays,
        Optional<Provisioned> provisioned, double newConnections, Lambda lambda) {
    /** Units a second of both tables that are paid whether they are used or not, and how many there may be. */
    record Provisioned(double read, double write, double readMost, double writeMost) {
        Provisioned plus(Provisioned more) {
            return new Provisioned(read + more.read, write + more.write, readMost + more.readMost,
                    writeMost + more.writeMost);
        }

        /** What there will be, if so much is needed. */
        Provisioned upTo(Provisioned needed) {
            return new Provisioned(Math.max(read, Math.min(readMost, needed.read)),
                    Math.max(write, Math.min(writeMost, needed.write)), readMost, writeMost);
        }
    }

    /** What each invocation takes. */
    record Lambda(int megabytes, double millis) {}

    boolean isLambda() {
        return compute == Compute.LAMBDA;
    }

    /** An ALB and a gateway end TLS themselves; an NLB passes it on. */
    boolean endsTlsOnNodes() {
        return !isLambda() && balancer != Balancer.ALB;
    }

    boolean balanced() {
        return balancer != Balancer.NONE;
    }
}
