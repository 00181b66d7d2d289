package dev.messaging.cli.cost;

import dev.messaging.cli.cost.Choices.Credentials;
import dev.messaging.dynamo.capacity.Entries;
import dev.messaging.dynamo.capacity.ItemBytes;

/**
 * What each user does, all day. Means: the rare hour in which everybody talks is the deployment's peak.
 *
 * @param checksAMinute how often each client asks; without meaning for {@link Way#EVENTS}
 * @param groupsAUser how many groups each user is in
 * @param groupSize how many members each group has
 * @param messagesADay how many messages each user sends
 * @param groupShare how much of them goes to groups, from 0 to 1
 * @param textBytes how long each text is, in UTF-8
 * @param way how clients learn what has come
 * @param protectedShare how many of the accounts have a password, from 0 to 1
 * @param credentials what those show
 * @param keyShare how much of what is sent bears an idempotency key, from 0 to 1
 * @param retainedDays how long messages are kept; older ones are trimmed
 * @param months how long it has been running
 */
record Workload(double checksAMinute, double groupsAUser, int groupSize, double messagesADay, double groupShare,
        int textBytes, Way way, double protectedShare, Credentials credentials, double keyShare, double retainedDays,
        int months) {

    double directADay() {
        return messagesADay * (1 - groupShare);
    }

    double toGroupsADay() {
        return messagesADay * groupShare;
    }

    /** Entries in each inbox: a group message is in those of all members, the sender's too. */
    double receivedADay() {
        return directADay() + toGroupsADay() * groupSize;
    }

    double receivedAMonth() {
        return receivedADay() * Month.DAYS;
    }

    double checksAMonth() {
        return way.polls() ? checksAMinute * Month.MINUTES : 0;
    }

    /** Of one user: what a credential comes with. */
    double requestsAMonth() {
        return (way.polls() ? checksAMonth() : Assumed.STREAMS_A_MONTH) + messagesADay * Month.DAYS;
    }

    /** Of one user, on all nodes together: requests that bring a password which there is something to compare with. */
    double passwordsAMonth() {
        return alwaysVerifies() || credentials == Credentials.PASSWORD ? protectedShare * requestsAMonth() : 0;
    }

    double foundACheck() {
        return checksAMonth() == 0 ? 0 : receivedAMonth() / checksAMonth();
    }

    /** How large an entry is on average. */
    double entryBytes() {
        double received = receivedADay();
        return received == 0
                ? ItemBytes.directEntry(textBytes)
                : (directADay() * ItemBytes.directEntry(textBytes)
                        + toGroupsADay() * groupSize * ItemBytes.groupEntry(textBytes)) / received;
    }

    Entries entries(long count) {
        return new Entries(count, entryBytes());
    }

    /** What an inbox holds: what has come since the beginning, or as long as it is kept. */
    double stored() {
        return receivedADay() * Math.min(retainedDays, months * Month.DAYS);
    }

    /** Whether anything has become old enough to be trimmed. */
    boolean trims() {
        return retainedDays < months * Month.DAYS;
    }

    /** Where each request brings a password, even of open accounts. */
    boolean alwaysVerifies() {
        return way == Way.SECOND_DIALECT;
    }
}
