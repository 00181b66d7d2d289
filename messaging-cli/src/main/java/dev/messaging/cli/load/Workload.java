package dev.messaging.cli.load;

import java.util.EnumMap;
import java.util.Map;

/**
 * What users do.
 *
 * @param users how many there are
 * @param accounts how many accounts stand for them; where fewer than users, each checks and talks for several
 * @param checksAMinute how often each user checks, on average
 * @param messagesADay how many messages each user sends
 * @param groupShare how much of that goes to groups, from 0 to 1
 * @param groupSize how many members a group has; each account is in one
 * @param textBytes how long a text is
 * @param checkBy how users check
 * @param repeatKeys whether each send bears an {@code Idempotency-Key}
 * @param passwords whether accounts are protected; they then act by a session each, and in the second dialect by password
 */
public record Workload(long users, int accounts, double checksAMinute, double messagesADay, double groupShare,
        int groupSize, int textBytes, CheckBy checkBy, boolean repeatKeys, boolean passwords) {
    private static final int SECONDS_A_MINUTE = 60;
    private static final int SECONDS_A_DAY = 86_400;

    /**
     * How often all users together do something.
     *
     * @return operations a second
     */
    public double operationsASecond() {
        return rates().values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /**
     * How often one user does something.
     *
     * @return operations a second
     */
    public double operationsOfUserASecond() {
        return operationsASecond() / users;
    }

    /** How often each operation is due, a second; those that never are, are absent. */
    Map<Operation, Double> rates() {
        double sends = users * messagesADay / SECONDS_A_DAY;
        Map<Operation, Double> rates = new EnumMap<>(Operation.class);
        put(rates, checkBy == CheckBy.nothing ? Operation.BARE : Operation.CHECK,
                users * checksAMinute / SECONDS_A_MINUTE);
        put(rates, Operation.SEND_TO_USER, sends * (1 - groupShare));
        put(rates, Operation.SEND_TO_GROUP, sends * groupShare);
        return rates;
    }

    private static void put(Map<Operation, Double> rates, Operation operation, double rate) {
        if (rate > 0) {
            rates.put(operation, rate);
        }
    }

    /** Whether anybody writes to a group. */
    boolean groups() {
        return messagesADay > 0 && groupShare > 0;
    }

    /** The same users doing nothing but asking for a route that does no work: what the server and this program can do at most. */
    Workload bare() {
        return new Workload(users, accounts, 1, 0, 0, groupSize, textBytes, CheckBy.nothing, repeatKeys,
                passwords);
    }

    /** As many users as do so many operations a second. */
    Workload at(double operationsASecond) {
        long enough = Math.max(1, Math.round(operationsASecond / operationsOfUserASecond()));
        return new Workload(enough, accounts, checksAMinute, messagesADay, groupShare, groupSize, textBytes, checkBy,
                repeatKeys, passwords);
    }
}
