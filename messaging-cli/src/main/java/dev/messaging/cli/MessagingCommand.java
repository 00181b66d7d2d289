package dev.messaging.cli;

import dev.messaging.cli.cost.CostCommand;
import picocli.CommandLine.Command;

/** The program itself, under which its commands are. */
@Command(name = "messaging", subcommands = {ServeCommand.class, UserCommands.class, GroupCommands.class,
        MessageCommands.class, TablesCommands.class, ExportCommand.class, ImportCommand.class, DoctorCommand.class,
        SmokeCommand.class, LoadCommand.class, CostCommand.class, DynamoDbLocalCommand.class},
        mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "A self-hosted messaging backend.", footer = {
                "", "Exit codes: 0 done, 1 refused by a rule, 2 wrong usage, 3 trouble with the store, 4 a defect."})
final class MessagingCommand {}
