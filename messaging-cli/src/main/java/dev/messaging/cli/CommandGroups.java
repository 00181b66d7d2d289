package dev.messaging.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/** The program's commands in its help, by what they are about. */
final class CommandGroups {
    private static final List<Entry<String, List<String>>> GROUPS = List.of(
            Map.entry("Users and groups", List.of("user", "group", "session")),
            Map.entry("Messages", List.of("message", "inbox")),
            Map.entry("Store", List.of("tables", "export", "import", "backup", "restore", "doctor")),
            Map.entry("Servers", List.of("serve", "smoke", "load", "cost", "dynamodb-local")));

    private static final int INDENTATION = 2;

    private CommandGroups() {}

    /** What is in no group comes last. */
    static String shown(Help help) {
        Set<String> rest = new LinkedHashSet<>(help.subcommands().keySet());
        StringBuilder shown = new StringBuilder();
        for (Entry<String, List<String>> group : GROUPS) {
            shown.append(shown(help, group.getKey(), group.getValue().stream().filter(rest::remove).toList()));
        }
        return shown.append(shown(help, "This program", List.copyOf(rest))).toString();
    }

    private static String shown(Help help, String heading, List<String> names) {
        int widest = help.subcommands().keySet().stream().mapToInt(String::length).max().orElse(0) + INDENTATION;
        int width = help.commandSpec().usageMessage().width();
        TextTable table = TextTable.forColumns(help.colorScheme(),
                new Column(widest, INDENTATION, Column.Overflow.SPAN),
                new Column(width - widest, INDENTATION, Column.Overflow.WRAP));
        names.forEach(name -> table.addRowValues(help.colorScheme().commandText(name),
                help.colorScheme().text(description(help, name))));
        return names.isEmpty() ? "" : "%n%s:%n%s".formatted(heading, table);
    }

    private static String description(Help help, String name) {
        return Optional.ofNullable(help.subcommands().get(name))
                .map(command -> command.commandSpec().usageMessage().description()).filter(lines -> lines.length > 0)
                .map(lines -> lines[0]).orElse("");
    }
}
