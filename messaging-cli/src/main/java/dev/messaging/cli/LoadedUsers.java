package dev.messaging.cli;

import dev.messaging.cli.load.CheckBy;
import dev.messaging.cli.load.Workload;
import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.model.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What made-up users do. */
final class LoadedUsers {
    private static final int USERS_MAX = 10_000_000;
    private static final int ACCOUNTS_MAX = 1_000_000;
    private static final int ACCOUNTS_USUAL = 10_000;
    private static final int OFTEN = 100_000;
    private static final int GROUP_MAX = 5_000;

    @Option(names = "--users", paramLabel = "USERS", defaultValue = "1000",
            description = "How many users there are. Default: ${DEFAULT-VALUE}")
    private int users;

    @Option(names = "--accounts", paramLabel = "ACCOUNTS", description = {
            "How many accounts to create for them; if fewer, each stands for several users.",
            "Default: one a user, up to 10,000"})
    private @Nullable Integer accounts;

    @Option(names = "--checks-a-minute", paramLabel = "CHECKS", defaultValue = "1",
            description = "How often each user checks. Default: ${DEFAULT-VALUE}")
    private double checksAMinute;

    @Option(names = "--messages-a-day", paramLabel = "MESSAGES", defaultValue = "20",
            description = "How many messages each user sends. Default: ${DEFAULT-VALUE}")
    private double messagesADay;

    @Option(names = "--group-share", paramLabel = "SHARE", defaultValue = "0.25",
            description = "How much of that goes to groups, from 0 to 1. Default: ${DEFAULT-VALUE}")
    private double groupShare;

    @Option(names = "--group-size", paramLabel = "MEMBERS", defaultValue = "10",
            description = "How many members a group has. Default: ${DEFAULT-VALUE}")
    private int groupSize;

    @Option(names = "--text-bytes", paramLabel = "BYTES", defaultValue = "200",
            description = "How long a text is. Default: ${DEFAULT-VALUE}")
    private int textBytes;

    @Option(names = "--check-by", paramLabel = "WAY", defaultValue = "cursor",
            description = "${COMPLETION-CANDIDATES}: how users ask for what is new; everything is the second dialect without its cursor, nothing a route that does no work. Default: ${DEFAULT-VALUE}")
    private CheckBy checkBy = CheckBy.cursor;

    @Option(names = "--repeat-keys", description = "Sends each message with an Idempotency-Key.")
    private boolean repeatKeys;

    @Option(names = "--passwords",
            description = "Protects the accounts, as a server with --auth required asks; creating them then takes as long as hashing does.")
    private boolean passwords;

    Workload workload() {
        Workload workload = new Workload(whole("--users", users, USERS_MAX), accounts(),
                number("--checks-a-minute", checksAMinute, OFTEN), number("--messages-a-day", messagesADay, OFTEN),
                number("--group-share", groupShare, 1), whole("--group-size", groupSize, GROUP_MAX),
                whole("--text-bytes", textBytes, Text.BYTES_MAX), checkBy, repeatKeys, passwords);
        if (workload.operationsASecond() == 0) {
            throw new WrongUsage("With --checks-a-minute 0 and --messages-a-day 0 nobody does anything.");
        }
        if (workload.accounts() > users) {
            throw new WrongUsage("--accounts " + workload.accounts() + " is more than --users " + users
                    + ": each account stands for one user or several.");
        }
        if (messagesADay > 0 && groupShare > 0 && workload.accounts() < groupSize) {
            throw new WrongUsage("--group-size " + groupSize + " needs as many accounts, not " + workload.accounts()
                    + "; or say --group-share 0.");
        }
        return workload;
    }

    private int accounts() {
        return accounts == null
                ? Math.min(users, ACCOUNTS_USUAL)
                : whole("--accounts", accounts, ACCOUNTS_MAX);
    }

    private static int whole(String option, int value, int most) {
        return Math.toIntExact(Values.inRange(option, value, 1, most));
    }

    private static double number(String option, double value, int most) {
        if (!(value >= 0 && value <= most)) {
            throw new WrongUsage(option + " is a number from 0 to " + most + ", not " + value + ".");
        }
        return value;
    }
}
