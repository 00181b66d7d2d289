package dev.messaging.cli.cost;

import dev.messaging.cli.cost.Choices.Credentials;
import dev.messaging.dynamo.capacity.AccountWork.Verify;
import dev.messaging.dynamo.capacity.Check.AfterCursor;
import dev.messaging.dynamo.capacity.Check.LaterThan;
import dev.messaging.dynamo.capacity.Check.WholeInbox;
import dev.messaging.dynamo.capacity.Entries;
import dev.messaging.dynamo.capacity.Send.ToGroup;
import dev.messaging.dynamo.capacity.Send.ToUser;
import dev.messaging.dynamo.capacity.Upkeep.AskForNews;
import dev.messaging.dynamo.capacity.Upkeep.LookForOverdue;
import dev.messaging.dynamo.capacity.Upkeep.Ping;
import dev.messaging.dynamo.capacity.Upkeep.Trim;
import java.util.List;
import java.util.Set;

/**
 * How often each operation is done in a month, and what that comes to. Where it depends on chance what a node remembers, the
 * dearer case is taken: with one check a minute nothing is remembered from one to the next; with several, a node reads an
 * account once for as long as it remembers it; and clients go from node to node at random.
 */
final class MonthOfOperations {
    private static final String CHECK = "check";
    private static final String SEARCH = "check (search by time)";
    private static final String VERIFY = "verify credentials";
    private static final String STREAM = "open a stream";
    private static final String EVENT = "read what has come";
    private static final String NEWS = "ask for news";
    /** Those by which clients learn what has come. */
    static final Set<String> OF_CHECKS = Set.of(CHECK, SEARCH, VERIFY, STREAM, EVENT, NEWS);

    private final Workload workload;
    private final Stack stack;
    private final double users;
    private final int nodes;
    private final Tally tally = new Tally();

    private MonthOfOperations(Workload workload, Stack stack, double users, int nodes) {
        this.workload = workload;
        this.stack = stack;
        this.users = users;
        this.nodes = nodes;
    }

    static List<OperationLine> of(Workload workload, Stack stack, double users, int nodes) {
        MonthOfOperations month = new MonthOfOperations(workload, stack, users, nodes);
        if (workload.way().polls()) {
            month.addChecks();
        } else {
            month.addEvents();
        }
        month.addSends();
        month.tally.addWithoutTrips("hash passwords", Hashing.hashesAMonth(workload, stack, users, nodes));
        month.addUpkeep();
        return month.tally.lines();
    }

    /** How many of a user's checks find that their node does not remember it. */
    private double forgotten(double seconds) {
        double atANode = workload.checksAMinute() / nodes;
        return stack.isLambda() || !workload.way().polls() ? 1 : Math.min(1, 60 / seconds / atANode);
    }

    private double verifying() {
        return workload.alwaysVerifies() ? 1 : workload.protectedShare();
    }

    private void addVerification(String name, double requests) {
        tally.add(name, requests * verifying() * forgotten(Assumed.VERIFIED_SECONDS), new Verify(false));
    }

    /** A password tells the account as well; a session's token, and nothing, do not. */
    private double accountsToldByVerification() {
        return workload.alwaysVerifies()
                ? 1
                : workload.credentials() == Credentials.PASSWORD ? workload.protectedShare() : 0;
    }

    private double unknownAccounts() {
        return (1 - accountsToldByVerification()) * forgotten(Assumed.ACCOUNT_SECONDS);
    }

    private void addChecks() {
        double checks = users * workload.checksAMonth();
        addVerification(VERIFY, checks);
        double unknown = checks * unknownAccounts();
        addChecks(unknown, false);
        addChecks(checks - unknown, true);
    }

    private void addChecks(double checks, boolean accountKnown) {
        double searched = checks * unknownPlaces();
        tally.addByChance(SEARCH, searched, workload.foundACheck(), found -> new LaterThan(
                accountKnown, workload.entries(Math.min(found, LaterThan.FOUND_MAX))));
        if (workload.way() == Way.SECOND_DIALECT) {
            tally.add(CHECK, checks, new WholeInbox(accountKnown, workload.entries(Math.round(workload.stored()))));
        } else {
            addReads(CHECK, checks - searched, accountKnown);
        }
    }

    private void addReads(String name, double count, boolean accountKnown) {
        tally.addByChance(name, count, workload.foundACheck(),
                found -> new AfterCursor(accountKnown, workload.entries(found)));
    }

    /** A time that another node has handed out is searched for once on each of the others. */
    private double unknownPlaces() {
        double others = stack.isLambda() ? Double.POSITIVE_INFINITY : nodes - 1.0;
        return workload.way() == Way.TIMESTAMP && workload.foundACheck() > 0
                ? Math.min(1, workload.foundACheck() * others)
                : 0;
    }

    private void addEvents() {
        double streams = users * Assumed.STREAMS_A_MONTH;
        double verified = users * verifying() * Month.SECONDS / Assumed.VERIFIED_SECONDS;
        tally.add(VERIFY, streams * verifying() + verified, new Verify(false));
        double unknown = unknownAccounts();
        Entries none = workload.entries(0);
        tally.add(STREAM, streams * unknown, new AfterCursor(false, none));
        tally.add(STREAM, streams * (1 - unknown), new AfterCursor(true, none));
        double received = users * workload.receivedAMonth();
        tally.add(EVENT, received * unknown, new AfterCursor(false, workload.entries(1)));
        tally.add(EVENT, received * (1 - unknown), new AfterCursor(true, workload.entries(1)));
        tally.add(NEWS, nodes * Month.SECONDS / Assumed.NEWS_SECONDS,
                new AskForNews((int) Math.ceil(users / nodes)));
    }

    private void addSends() {
        double direct = users * workload.directADay() * Month.DAYS;
        double toGroups = users * workload.toGroupsADay() * Month.DAYS;
        addVerification("verify senders", direct + toGroups);
        double keyed = workload.keyShare();
        ToUser toUser = new ToUser(workload.textBytes());
        tally.add("send to a user", direct * (1 - keyed), toUser);
        tally.add("send to a user, with key", direct * keyed, toUser.withKey());
        double read = (1 - workload.protectedShare()) * unknownSender();
        ToGroup toGroup = new ToGroup(workload.groupSize(), workload.textBytes());
        addGroupSends(toGroups * (1 - read), toGroup);
        addGroupSends(toGroups * read, toGroup.readingTheSender());
    }

    /** Verifying reads the account already. */
    private double unknownSender() {
        return workload.alwaysVerifies() ? 0 : forgotten(Assumed.ACCOUNT_SECONDS);
    }

    private void addGroupSends(double count, ToGroup toGroup) {
        tally.add("send to a group", count * (1 - workload.keyShare()), toGroup);
        tally.add("send to a group, with key", count * workload.keyShare(), toGroup.withKey());
    }

    private void addUpkeep() {
        tally.add("look for overdue", stack.isLambda()
                ? Month.SECONDS / Assumed.RECOVERY_SECONDS_LAMBDA
                : nodes * Month.SECONDS / Assumed.RECOVERY_SECONDS, new LookForOverdue());
        tally.add("answer health checks",
                stack.balanced() ? (double) nodes * stack.subnets() * Month.SECONDS / Assumed.HEALTH_SECONDS : 0,
                new Ping());
        double old = users * workload.receivedAMonth();
        if (workload.trims() && old > 0) {
            double atOnce = Math.max(workload.receivedADay(),
                    Math.min(Assumed.TRIMMED_AT_ONCE, Math.max(1, workload.receivedAMonth())));
            long whole = Math.max(1, Math.round(atOnce));
            tally.add("trim an inbox", old / whole, new Trim(workload.entries(whole)));
        }
    }
}
