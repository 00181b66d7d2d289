package dev.messaging.cli.cost;

import java.util.List;
import java.util.Locale;

/**
 * The same workload on a design of before, on DynamoDB alone: what it reads and writes, and where it breaks down. What of it was
 * measured on DynamoDB Local, and what was read in its source, is said at each figure.
 *
 * @param name what it is
 * @param callsACheck requests one after another for a check
 * @param callsAGroupSend the same for a message to a group
 * @param unitsACheck read units
 * @param readAMonth read units
 * @param writtenAMonth write units
 * @param usd what these cost on demand
 * @param breaksDown where
 */
record OlderDesign(String name, double callsACheck, double callsAGroupSend, double unitsACheck, double readAMonth,
        double writtenAMonth, double usd, List<String> breaksDown) {
    /** Of an item of the history: what fits the measurements with 1, 100 and 1,000 messages; 0.5 % too few with 3,000. */
    private static final double HISTORY_BYTES = 610;
    private static final double READ_BYTES = 4_096;
    private static final double IDS = 65_536;

    static List<OlderDesign> all(Workload workload, double users, Prices prices) {
        return List.of(historyReread(workload, users, prices), oneQueryAGroup(workload, users, prices));
    }

    /** The checks that a client of those must make, which knows no events. */
    private static double checks(Workload workload) {
        return workload.checksAMinute() * Month.MINUTES;
    }

    /**
     * A password in the body, and the whole history on each check. Measured: check 3 calls, and 1.5, 8.5, 75.5, 225.5 units with
     * 1, 100, 1,000, 3,000 messages; send 3 calls and 3 units, taken to be 2 read and 1 written; to a group of 20, 42
     * calls and 51 units, taken to be an entry written for each and the rest read.
     */
    static OlderDesign historyReread(Workload workload, double users, Prices prices) {
        double check = 1 + 0.5 * Math.ceil(HISTORY_BYTES * workload.stored() / READ_BYTES);
        double members = workload.groupSize();
        double direct = users * workload.directADay() * Month.DAYS;
        double toGroups = users * workload.toGroupsADay() * Month.DAYS;
        double read = users * checks(workload) * check + 2 * direct + (1 + 1.5 * members) * toGroups;
        double written = direct + members * toGroups;
        return new OlderDesign("P", 3, 2 + 2 * members, check, read, written, usd(prices, read, written), List.of(
                users > IDS
                        ? "ids of 16 bits: there are only 65,536 for all users"
                        : String.format(Locale.ROOT, "ids of 16 bits: %.1f pairs of users share one",
                                users * (users - 1) / 2 / IDS),
                String.format(Locale.ROOT, "each check reads %,.0f kB of history",
                        HISTORY_BYTES * workload.stored() / 1_000),
                String.format(Locale.ROOT, "a message to a group is %,.0f calls in series", 2 + 2 * members),
                "passwords in clear"));
    }

    /**
     * One query a group on each check. From its source: check 1 + (groups + 1) calls in series, at the least half a unit each
     * but the first; a message is put once, for a user or a group, with a read before it (reasoned, not measured).
     */
    static OlderDesign oneQueryAGroup(Workload workload, double users, Prices prices) {
        double check = 0.5 * (workload.groupsAUser() + 1);
        double sends = users * workload.messagesADay() * Month.DAYS;
        double read = users * checks(workload) * check + 0.5 * sends;
        return new OlderDesign("Q", 2 + workload.groupsAUser(), 2, check, read, sends, usd(prices, read, sends),
                List.of(String.format(Locale.ROOT, "%,.0f messages a month are overwritten by others of their second",
                        overwritten(workload, users)),
                        String.format(Locale.ROOT, "a check is %,.0f calls in series", 2 + workload.groupsAUser()),
                        "an answer stops at 1 MB, and nothing says so",
                        "blocks and memberships that change at once are lost"));
    }

    /** Two that come to one key in a second are one: those that come by chance (Poisson), less the seconds that have any. */
    static double overwritten(Workload workload, double users) {
        double groups = workload.groupsAUser() == 0 ? 0 : users * workload.groupsAUser() / workload.groupSize();
        double lost = users * lostOfOne(workload.directADay());
        return groups == 0 ? lost : lost + groups * lostOfOne(users * workload.toGroupsADay() / groups);
    }

    private static double lostOfOne(double messagesADay) {
        double aSecond = messagesADay / 86_400;
        return Month.SECONDS * (aSecond + Math.expm1(-aSecond));
    }

    private static double usd(Prices prices, double read, double written) {
        return prices.usd("dynamodb.on-demand.read.million", read / 1e6)
                + prices.usd("dynamodb.on-demand.write.million", written / 1e6);
    }
}
