package dev.messaging.cli;

import dev.messaging.cli.cost.CostCommand;
import dev.messaging.cli.wiring.StoreOptions;
import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.IdempotencyKey;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.UserId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Puts the commands together. */
final class CommandLines {
    /** Longer lines are tiresome to read. */
    private static final int HELP_COLUMNS = 110;

    /** Less does not leave picocli the room that it needs beside the options. */
    private static final int HELP_COLUMNS_MIN = 55;

    private static final Set<String> ABOUT_PROGRAM = Set.of("--help", "-h", "--version", "-V");
    private static final String SYNOPSIS = "messaging [-hV] [--verbose] [COMMAND]";

    private CommandLines() {}

    /** All commands. */
    static CommandLine of(Surroundings surroundings) {
        return of(surroundings, MessagingCommand.COMMANDS);
    }

    /** Runs one command, and sets up no other: with all of them, most of the time until an answer would go there. */
    static int execute(Surroundings surroundings, String... words) {
        Optional<String> name = Stream.of(words).filter(word -> !word.startsWith("-")).findFirst();
        List<Class<?>> named = MessagingCommand.COMMANDS.stream()
                .filter(type -> name.equals(Optional.of(annotation(type).name())) && type != CompletionCommand.class)
                .toList();
        boolean programAlone = name.isEmpty() && Stream.of(words).anyMatch(ABOUT_PROGRAM::contains);
        CommandLine commands = of(surroundings,
                named.isEmpty() && !programAlone ? MessagingCommand.COMMANDS : named);
        commands.getCommandSpec().usageMessage().customSynopsis(SYNOPSIS);
        try {
            return commands.execute(words);
        } catch (Error trouble) {
            return ExitCodes.ofTrouble(trouble, commands);
        }
    }

    static Command annotation(Class<?> type) {
        return Objects.requireNonNull(type.getAnnotation(Command.class), type::getName);
    }

    private static CommandLine of(Surroundings surroundings, List<Class<?>> types) {
        IFactory factory = factory(surroundings);
        CommandLine commands = new CommandLine(MessagingCommand.class, factory);
        types.forEach(type -> commands.addSubcommand(new CommandLine(type, factory)));
        commands.setOut(surroundings.answers()).setErr(surroundings.notes());
        commands.registerConverter(UserId.class, Values.userId());
        commands.registerConverter(GroupId.class, Values.groupId());
        commands.registerConverter(Recipient.class, Values.recipient());
        commands.registerConverter(BlockScope.class, Values.blockScope());
        commands.registerConverter(IdempotencyKey.class, Values.idempotencyKey());
        commands.registerConverter(Name.class, Values.name());
        commands.setExpandAtFiles(false); // A text may begin with an @.
        commands.setAllowOptionsAsOptionParameters(true); // And look like an option.
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setDefaultValueProvider(new EnvironmentDefaults(surroundings.environment()));
        commands.setHelpFactory(EnvironmentDefaults::help);
        setLooks(commands, Screen.of(surroundings.environment()));
        commands.setExecutionExceptionHandler(ExitCodes::ofTrouble);
        commands.setParameterExceptionHandler(ExitCodes::ofWrongUsage);
        return commands;
    }

    private static void setLooks(CommandLine commands, Screen screen) {
        int columns = Math.clamp(screen.columns().orElse(HELP_COLUMNS), HELP_COLUMNS_MIN, HELP_COLUMNS);
        commands.setUsageHelpWidth(columns);
        commands.setColorScheme(Help.defaultColorScheme(screen.colours() ? Help.Ansi.ON : Help.Ansi.OFF));
        commands.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
        commands.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandGroups::shown);
    }

    private static IFactory factory(Surroundings surroundings) {
        Map<Class<?>, Supplier<?>> withSurroundings = Map.ofEntries(//
                entry(StoreOptions.class, () -> new StoreOptions(surroundings)), //
                entry(Backend.class, () -> new Backend(surroundings)), //
                entry(ServeCommand.class, () -> new ServeCommand(surroundings)), //
                entry(UserCommands.class, () -> new UserCommands(surroundings)), //
                entry(GroupCommands.class, () -> new GroupCommands(surroundings)), //
                entry(InboxCommands.class, () -> new InboxCommands(surroundings)), //
                entry(Answers.class, () -> new Answers(surroundings)), //
                entry(BackupCommand.class, () -> new BackupCommand(surroundings)), //
                entry(RestoreCommand.class, () -> new RestoreCommand(surroundings)), //
                entry(Confirmation.class, () -> new Confirmation(surroundings)), //
                entry(SessionCommands.class, () -> new SessionCommands(surroundings)), //
                entry(MessageCommands.class, () -> new MessageCommands(surroundings)), //
                entry(LoadCommand.class, () -> new LoadCommand(surroundings)), //
                entry(TablesCommands.class, () -> new TablesCommands(surroundings)), //
                entry(CostCommand.class, () -> new CostCommand(surroundings)), //
                entry(SmokeCommand.class, () -> new SmokeCommand(surroundings)), //
                entry(ExportCommand.class, () -> new ExportCommand(surroundings)), //
                entry(ImportCommand.class, () -> new ImportCommand(surroundings)), //
                entry(DoctorCommand.class, () -> new DoctorCommand(surroundings)), //
                entry(DynamoDbLocalCommand.class, () -> new DynamoDbLocalCommand(surroundings)), //
                entry(CompletionCommand.class, () -> new CompletionCommand(surroundings)), //
                entry(VersionCommand.class, () -> new VersionCommand(surroundings)));
        return new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                Supplier<?> known = withSurroundings.get(type);
                return known == null ? CommandLine.defaultFactory().create(type) : type.cast(known.get());
            }
        };
    }

    private static Map.Entry<Class<?>, Supplier<?>> entry(Class<?> type, Supplier<?> maker) {
        return Map.entry(type, maker);
    }
}
