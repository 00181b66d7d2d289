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
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Puts the commands together. */
final class CommandLines {
    private CommandLines() {}

    static CommandLine of(Surroundings surroundings) {
        CommandLine commands = new CommandLine(MessagingCommand.class, factory(surroundings));
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
        commands.setUsageHelpWidth(110);
        commands.setExecutionExceptionHandler(ExitCodes::ofTrouble);
        commands.setParameterExceptionHandler(ExitCodes::ofWrongUsage);
        return commands;
    }

    private static IFactory factory(Surroundings surroundings) {
        Map<Class<?>, Supplier<?>> withSurroundings = Map.ofEntries(//
                entry(StoreOptions.class, () -> new StoreOptions(surroundings)), //
                entry(Backend.class, () -> new Backend(surroundings)), //
                entry(ServeCommand.class, () -> new ServeCommand(surroundings)), //
                entry(UserCommands.class, () -> new UserCommands(surroundings)), //
                entry(MessageCommands.class, () -> new MessageCommands(surroundings)), //
                entry(LoadCommand.class, () -> new LoadCommand(surroundings)), //
                entry(TablesCommands.class, () -> new TablesCommands(surroundings)), //
                entry(CostCommand.class, () -> new CostCommand(surroundings)), //
                entry(SmokeCommand.class, () -> new SmokeCommand(surroundings)), //
                entry(ExportCommand.class, () -> new ExportCommand(surroundings)), //
                entry(ImportCommand.class, () -> new ImportCommand(surroundings)), //
                entry(DoctorCommand.class, () -> new DoctorCommand(surroundings)), //
                entry(DynamoDbLocalCommand.class, () -> new DynamoDbLocalCommand(surroundings)));
        return new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                Supplier<?> known = withSurroundings.get(type);
                return known == null ? CommandLine.defaultFactory().create(type) : type.cast(known.get());
            }
        };
    }

    private static <T> Map.Entry<Class<?>, Supplier<?>> entry(Class<T> type, Supplier<T> made) {
        return Map.entry(type, made);
    }
}
