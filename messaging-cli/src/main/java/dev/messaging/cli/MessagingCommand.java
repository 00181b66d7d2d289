package dev.messaging.cli;

import dev.messaging.cli.cost.CostCommand;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program itself, under which its commands are. */
@Command(name = "messaging", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "A self-hosted messaging backend.", footer = {"",
                "Where a command takes several ids, - stands for those on standard input, one a line.",
                "Exit codes: 0 done, 1 refused by a rule, 2 wrong usage, 3 trouble with the store, 4 a defect.", "",
                "Example:", "  messaging user create --name Ada"})
final class MessagingCommand {
    /** Not in the annotation, for then all of them would be set up to make one. */
    static final List<Class<?>> COMMANDS = List.of(ServeCommand.class, UserCommands.class, GroupCommands.class,
            SessionCommands.class, MessageCommands.class, InboxCommands.class, TablesCommands.class,
            BackupCommand.class, RestoreCommand.class, ExportCommand.class, ImportCommand.class, DoctorCommand.class,
            SmokeCommand.class,
            LoadCommand.class, CostCommand.class,
            DynamoDbLocalCommand.class, CompletionCommand.class, VersionCommand.class);

    @Option(names = "--verbose", scope = ScopeType.INHERIT,
            description = "Shows where in the program trouble comes from.")
    private boolean verbose;

    boolean isVerbose() {
        return verbose;
    }
}
