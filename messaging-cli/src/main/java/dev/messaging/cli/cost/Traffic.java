package dev.messaging.cli.cost;

import dev.messaging.cli.cost.Choices.Balancer;
import dev.messaging.dynamo.capacity.Check.WholeInbox;

/**
 * What goes over the wire in a month, and how much work that is.
 *
 * @param requests HTTP requests of clients
 * @param connections how many of them open a connection
 * @param healthChecks HTTP requests of the balancer
 * @param bytesIn what clients send
 * @param bytesOut what they get, as it leaves AWS
 * @param open connections that are open at once
 * @param openOnNodes how many of them the nodes hold; an ALB keeps those on which nothing happens for itself
 * @param work in checks: an answer, a page of a long one, a message put into one inbox, or an event, counts as one check
 * @param processorSeconds what takes a processor beside that: hashing passwords, and handshakes of TLS that ends on the nodes
 */
record Traffic(double requests, double connections, double healthChecks, double bytesIn, double bytesOut, double open,
        double openOnNodes, double work, double processorSeconds) {
    static Traffic of(Workload workload, Stack stack, double users, int nodes) {
        double sends = users * workload.messagesADay() * Month.DAYS;
        double asks = users * (workload.way().polls() ? workload.checksAMonth() : Assumed.STREAMS_A_MONTH);
        double requests = asks + sends;
        double connections = requests * stack.newConnections();
        double healthChecks = stack.balanced()
                ? (double) nodes * stack.subnets() * Month.SECONDS / Assumed.HEALTH_SECONDS
                : 0;
        double kept = workload.way().polls() ? users * (1 - stack.newConnections()) : users;
        boolean keptByBalancer = workload.way().polls() && stack.balancer() == Balancer.ALB;
        return new Traffic(requests, connections, healthChecks,
                requests * Assumed.REQUEST_BYTES + sends * workload.textBytes(),
                bytesOut(workload, users, asks, sends) + connections * Assumed.HANDSHAKE_BYTES, kept,
                keptByBalancer ? 0 : kept, work(workload, users, asks),
                Hashing.hashesAMonth(workload, stack, users, Math.max(1, nodes))
                        / Assumed.HASHES_A_SECOND_A_PROCESSOR
                        + (stack.endsTlsOnNodes() ? connections * Assumed.HANDSHAKE_PROCESSOR_SECONDS : 0));
    }

    private static double bytesOut(Workload workload, double users, double asks, double sends) {
        double answers = asks * (Assumed.ANSWER_BYTES + Assumed.RECORD_BYTES)
                + sends * (Assumed.SENT_BYTES + Assumed.RECORD_BYTES);
        double messages = switch (workload.way()) {
            case SECOND_DIALECT -> asks * workload.stored()
                    * (Assumed.MESSAGE_BYTES_SECOND_DIALECT + workload.textBytes());
            case TIMESTAMP, CURSOR, EVENTS -> users * workload.receivedAMonth()
                    * (Assumed.MESSAGE_BYTES + workload.textBytes());
        };
        double beats = workload.way().polls() ? 0 : users * Assumed.BEATS_A_MONTH * Assumed.BEAT_BYTES;
        return answers + messages + beats;
    }

    private static double work(Workload workload, double users, double asks) {
        double pages = workload.way() == Way.SECOND_DIALECT
                ? Math.max(1, Math.ceil(workload.stored() / WholeInbox.PAGE))
                : 1;
        double received = users * workload.receivedAMonth();
        double events = workload.way().polls() ? 0 : received;
        return asks * pages + users * workload.messagesADay() * Month.DAYS + received + events;
    }

    double requestsASecond() {
        return requests / Month.SECONDS;
    }

    double workASecond() {
        return work / Month.SECONDS;
    }

    /** How many processors are busy with what is not work, on average. */
    double processors() {
        return processorSeconds / Month.SECONDS;
    }
}
