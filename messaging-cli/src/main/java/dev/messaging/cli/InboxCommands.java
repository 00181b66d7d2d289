package dev.messaging.cli;

import dev.messaging.cli.Shown.TrimmedShown;
import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.Access;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Inboxes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What inboxes keep. */
@Command(name = "inbox", mixinStandardHelpOptions = true, description = "Removes old messages.", footer = {"",
        "Example:", "  messaging inbox trim user-ada --older-than 90d --yes"})
final class InboxCommands {
    private final Surroundings surroundings;

    InboxCommands(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Whose inboxes. */
    static final class Whose {
        @Parameters(paramLabel = "USER", arity = "1..*",
                description = "Whose; - stands for the lines of standard input.")
        private @Nullable List<String> users;

        @Option(names = "--all-users", description = "Everybody's; on DynamoDB this reads the whole directory.")
        private boolean all;
    }

    @Command(description = {"Removes messages from inboxes for good, once they are old enough.",
            "The newest message of an inbox always stays. Broken off halfway it can be repeated."},
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging inbox trim user-ada --older-than 90d --yes"})
    int trim(@Mixin Backend backend, @Mixin Confirmation confirmation,
            @Option(names = "--older-than", paramLabel = "AGE", required = true, converter = Age.class,
                    description = "What has been in an inbox for longer goes: 90d, 36h; at least 25h.") Duration age,
            @ArgGroup(exclusive = true, multiplicity = "1") Whose whose) {
        if (age.compareTo(Inboxes.TRIM_AGE_MIN) < 0) {
            throw new WrongUsage("--older-than is at least " + Inboxes.TRIM_AGE_MIN.toHours()
                    + "h: what is younger, repeated requests and deliveries under way may still count on.");
        }
        Instant before = Clock.systemUTC().instant().minus(age).truncatedTo(ChronoUnit.SECONDS);
        Ids<UserId> ids = Ids.ofUsers(whose.users == null ? List.of() : whose.users, surroundings);
        String of = whose.all ? "all users" : ids.toString();
        if (!confirmation
                .isGiven("This removes for good what came into the inboxes of " + of + " before " + before + ".")) {
            return ExitCodes.REFUSED;
        }
        return whose.all
                ? backend.writeAllUsers((user, access, store) -> trimmed(access, user, before))
                : backend.writeEach(ids, (user, access, store) -> trimmed(access, user, before));
    }

    private static TrimmedShown trimmed(Access access, UserId user, Instant before) {
        long removed = 0;
        int now;
        do {
            now = access.messages().trim(user, before, Inboxes.TRIM_MAX);
            removed += now;
        } while (now == Inboxes.TRIM_MAX);
        return new TrimmedShown(user.value(), removed);
    }
}
