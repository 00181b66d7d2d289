package dev.messaging.cli.load;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What one server holds.
 *
 * @param url the server
 * @param accounts how many accounts stood for the users: the fewer, the more of what they need a server remembers
 * @param checkBy how they checked
 * @param callers whether accounts were open, or acted by sessions
 * @param p99MsMax how long the 99th percentile of each operation could be, in milliseconds
 * @param operationsASecond the highest rate of the workload that was held
 * @param endedThere whether that was the highest rate that was to be tried: then the server may hold more
 * @param p99Ms the 99th percentile at that rate
 * @param bareASecond the highest rate of a route that does no work, in the same run
 * @param shareOfBare the workload's rate over the bare route's: what carries over to other machines
 * @param usersHeld as many users as do that many operations
 * @param nodes how many such servers so many users need at the average rate; a peak needs more
 */
public record CapacityReport(String url, int accounts, CheckBy checkBy, String callers, double p99MsMax,
        double operationsASecond, boolean endedThere, double p99Ms, double bareASecond, double shareOfBare,
        long usersHeld, List<Nodes> nodes) {
    private static final int[] USERS = {1_000, 10_000, 100_000, 1_000_000};

    /** Keeps a copy. */
    public CapacityReport {
        nodes = List.copyOf(nodes);
    }

    /**
     * How many servers are needed.
     *
     * @param users for so many users
     * @param nodes so many servers; 0 if one held nothing
     */
    public record Nodes(int users, long nodes) {}

    static CapacityReport of(String url, Workload workload, CapacitySearch search, CapacitySearch.Held bare,
            CapacitySearch.Held held) {
        double usersHeld = held.asked() / workload.operationsOfUserASecond();
        return new CapacityReport(url, workload.accounts(), workload.checkBy(),
                workload.passwords() ? "sessions" : "open", search.p99MillisMax(), Math.round(held.doneASecond()),
                held.atLeast(search.mostASecond()), Math.round(held.p99Millis() * 10) / 10.0,
                Math.round(bare.doneASecond()),
                bare.doneASecond() == 0 ? 0 : Math.round(100 * held.doneASecond() / bare.doneASecond()) / 100.0,
                Math.round(usersHeld),
                IntStream.of(USERS).mapToObj(
                        users -> new Nodes(users, usersHeld == 0 ? 0 : (long) Math.ceil(users / usersHeld))).toList());
    }
}
