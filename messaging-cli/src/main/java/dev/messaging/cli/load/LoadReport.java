package dev.messaging.cli.load;

import java.util.List;
import java.util.Map;

/**
 * What users met. Latencies are milliseconds from when a request was due, of those that were done.
 *
 * @param url the server
 * @param users how many users there were
 * @param accounts how many accounts stood for them
 * @param seconds how long was counted
 * @param dueASecond how many requests were due each second
 * @param doneASecond how many of those were done, then or later
 * @param p99Ms the worst operation's 99th percentile, or that of all together, those that were not done included
 * @param unknown how many had an unknown outcome
 * @param notSent how many were due and not sent, because too many were without an answer
 * @param lateMs how much later than due this program itself began requests, at the 99th percentile; it is part of all latencies
 * @param operations each operation
 */
public record LoadReport(String url, long users, int accounts, double seconds, double dueASecond, double doneASecond,
        double p99Ms, long unknown, long notSent, double lateMs, List<OperationReport> operations) {
    private static final double P99 = 99;

    /** Keeps a copy. */
    public LoadReport {
        operations = List.copyOf(operations);
    }

    /**
     * One operation.
     *
     * @param operation what was done
     * @param done how many were done
     * @param busy how many the server put off, having done nothing: 503 or 429
     * @param refused how many it refused otherwise
     * @param unknown how many had an unknown outcome
     * @param failed how many failed otherwise
     * @param p50Ms the median
     * @param p90Ms the 90th percentile
     * @param p99Ms the 99th percentile
     * @param p999Ms the 99.9th percentile
     * @param maxMs the longest
     * @param messages how many messages answers brought
     * @param empty how many answers brought none
     * @param bytes how long the answers' bodies were together
     */
    public record OperationReport(String operation, long done, long busy, long refused, long unknown, long failed,
            double p50Ms, double p90Ms, double p99Ms, double p999Ms, double maxMs, long messages, long empty,
            long bytes) {}

    static LoadReport of(String url, Workload workload, Measured measured) {
        return new LoadReport(url, workload.users(), workload.accounts(), measured.seconds(),
                rounded(measured.due() / measured.seconds()), rounded(measured.doneASecond()),
                rounded(measured.millisAt(P99)), measured.of(Outcome.UNKNOWN), measured.notSentSoFar(),
                rounded(measured.lateMillisAt(P99)),
                measured.tallies().entrySet().stream().map(LoadReport::operation).toList());
    }

    private static OperationReport operation(Map.Entry<Operation, Tally> entry) {
        Tally tally = entry.getValue();
        return new OperationReport(entry.getKey().words(), tally.of(Outcome.DONE), tally.of(Outcome.BUSY),
                tally.of(Outcome.REFUSED), tally.of(Outcome.UNKNOWN), tally.of(Outcome.FAILED),
                rounded(tally.millisAt(50)), rounded(tally.millisAt(90)), rounded(tally.millisAt(P99)),
                rounded(tally.millisAt(99.9)), rounded(tally.millisMax()), tally.messages(), tally.empty(),
                tally.bytes());
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
