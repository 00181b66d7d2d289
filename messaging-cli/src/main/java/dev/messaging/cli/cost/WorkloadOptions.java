package dev.messaging.cli.cost;

import dev.messaging.cli.cost.Choices.Credentials;
import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.model.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the users do. */
final class WorkloadOptions {
    static final long USERS_MAX = 1_000_000_000;
    private static final int GROUP_SIZE_MAX = 5_000;
    private static final int USERS_GIVEN_MAX = 20;

    @Option(names = "--users", paramLabel = "USERS", split = ",", defaultValue = "1000,10000,1000000",
            description = "How many users; several numbers are reckoned side by side. Default: ${DEFAULT-VALUE}")
    private List<Long> users = List.of();

    @Option(names = "--checks-a-minute", paramLabel = "CHECKS", defaultValue = "1",
            description = "How often each user's client checks. Default: ${DEFAULT-VALUE}")
    private double checksAMinute;

    @Option(names = "--way", paramLabel = "WAY", converter = OneOf.OfWay.class, defaultValue = "cursor",
            description = "How clients check: ${COMPLETION-CANDIDATES}. second-dialect sends the password and no cursor, so that"
                    + " each check brings the whole inbox. Default: ${DEFAULT-VALUE}")
    private Way way = Way.CURSOR;

    @Option(names = "--groups-a-user", paramLabel = "GROUPS", defaultValue = "5",
            description = "How many groups each user is in. Default: ${DEFAULT-VALUE}")
    private double groupsAUser;

    @Option(names = "--group-size", paramLabel = "MEMBERS", defaultValue = "10",
            description = "How many members each group has, up to 5000. Default: ${DEFAULT-VALUE}")
    private int groupSize;

    @Option(names = "--messages-a-day", paramLabel = "MESSAGES", defaultValue = "20",
            description = "How many messages each user sends a day. Default: ${DEFAULT-VALUE}")
    private double messagesADay;

    @Option(names = "--group-share", paramLabel = "SHARE", defaultValue = "0.25",
            description = "How much of them goes to groups, from 0 to 1. Default: ${DEFAULT-VALUE}")
    private double groupShare;

    @Option(names = "--text-bytes", paramLabel = "BYTES", defaultValue = "200",
            description = "How long each text is, up to 16384 bytes. Default: ${DEFAULT-VALUE}")
    private int textBytes;

    @Option(names = "--protected-share", paramLabel = "SHARE", defaultValue = "1",
            description = "How many of the accounts have a password, from 0 to 1. Default: ${DEFAULT-VALUE}")
    private double protectedShare;

    @Option(names = "--credentials", paramLabel = "WHAT", converter = OneOf.OfCredentials.class,
            description = "What those show with each request: ${COMPLETION-CANDIDATES}. Default: session; password with"
                    + " --way second-dialect, which knows no sessions")
    private @Nullable Credentials credentials;

    @Option(names = "--key-share", paramLabel = "SHARE", defaultValue = "0",
            description = "How much of what is sent bears an Idempotency-Key, from 0 to 1. Default: ${DEFAULT-VALUE}")
    private double keyShare;

    @Option(names = "--retained-days", paramLabel = "DAYS", defaultValue = "30",
            description = "How long messages are kept; older ones are trimmed. Default: ${DEFAULT-VALUE}")
    private double retainedDays;

    @Option(names = "--months", paramLabel = "MONTHS", defaultValue = "12",
            description = "The month that is reckoned: what is stored grows until then. Default: ${DEFAULT-VALUE}")
    private int months;

    List<Long> users() {
        int unused = Numbers.whole("The number of --users", users.size(), 1, USERS_GIVEN_MAX);
        return users.stream().map(count -> Numbers.longWhole("--users", count, 1, USERS_MAX)).distinct().sorted()
                .toList();
    }

    Workload workload() {
        Workload workload = new Workload(Numbers.within("--checks-a-minute", checksAMinute, 0.01, 60),
                Numbers.within("--groups-a-user", groupsAUser, 0, 1_000),
                Numbers.whole("--group-size", groupSize, 1, GROUP_SIZE_MAX),
                Numbers.within("--messages-a-day", messagesADay, 0, 100_000),
                Numbers.share("--group-share", groupShare),
                Numbers.whole("--text-bytes", textBytes, 1, Text.BYTES_MAX), way,
                Numbers.share("--protected-share", protectedShare), credentials(),
                Numbers.share("--key-share", keyShare), Numbers.within("--retained-days", retainedDays, 1, 3_650),
                Numbers.whole("--months", months, 1, 120));
        checkGroups(workload);
        if (way == Way.SECOND_DIALECT && credentials == Credentials.SESSION) {
            throw new WrongUsage("--credentials session: the second dialect sends the password with each request;"
                    + " say --credentials password, or another --way.");
        }
        return workload;
    }

    private Credentials credentials() {
        Credentials otherwise = way == Way.SECOND_DIALECT ? Credentials.PASSWORD : Credentials.SESSION;
        return credentials == null ? otherwise : credentials;
    }

    private void checkGroups(Workload workload) {
        if (workload.groupsAUser() == 0 && workload.toGroupsADay() > 0) {
            throw new WrongUsage("--group-share is " + Shown.plain(groupShare)
                    + ", but with --groups-a-user 0 nobody can write to a group; say --group-share 0.");
        }
        long fewest = users().getFirst();
        if (workload.groupsAUser() > 0 && groupSize > fewest) {
            throw new WrongUsage("--group-size is " + groupSize + ", but there are only " + fewest
                    + " --users; a group has no more members than there are users.");
        }
    }
}
