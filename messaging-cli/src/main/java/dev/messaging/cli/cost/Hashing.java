package dev.messaging.cli.cost;

/**
 * How often a password is hashed. A node that has hashed one takes it on trust for some minutes, whatever comes in between, and
 * knows nothing of what others have hashed. As clients go to nodes at random, each hash is followed by as many requests
 * without one as come to one node in that time; so of more nodes each remembers less. A function remembers nothing.
 */
final class Hashing {
    private Hashing() {}

    /** Of all users together. */
    static double hashesAMonth(Workload workload, Stack stack, double users, int nodes) {
        return users * workload.passwordsAMonth() * (stack.isLambda() ? 1 : share(workload, nodes));
    }

    /** Of requests with passwords. */
    private static double share(Workload workload, int nodes) {
        double aMinuteAtANode = workload.requestsAMonth() / Month.MINUTES / nodes;
        return 1 / (1 + Assumed.TRUSTED_MINUTES * aMinuteAtANode);
    }
}
