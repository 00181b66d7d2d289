package dev.messaging.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import picocli.CommandLine.Command;
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

    /** The launcher of a source checkout does these itself. */
    private static final Map<String, String> OF_CHECKOUT = new TreeMap<>(
            Map.of("deploy", "Puts the system on EC2; with --preview it shows what that would make and cost.",
                    "destroy",
                    "Takes it away again, and says what it keeps."));

    private static final int INDENTATION = 2;

    private CommandGroups() {}

    /** What is in no group comes last. Read from the annotations alone, for help need not set up what it does not make. */
    static String shown(Help help) {
        Map<String, String> rest = new LinkedHashMap<>();
        for (Class<?> type : MessagingCommand.COMMANDS) {
            Command command = CommandLines.annotation(type);
            rest.put(command.name(), command.description()[0]);
        }
        int widest = rest.keySet().stream().mapToInt(String::length).max().orElse(0) + INDENTATION;
        StringBuilder shown = new StringBuilder();
        for (Entry<String, List<String>> group : GROUPS) {
            Map<String, String> there = new LinkedHashMap<>();
            group.getValue().stream().filter(rest::containsKey).forEach(name -> there.put(name, rest.remove(name)));
            shown.append(shown(help, group.getKey(), there, widest));
        }
        return shown.append(shown(help, "AWS, from a source checkout", OF_CHECKOUT, widest))
                .append(shown(help, "This program", rest, widest)).toString();
    }

    private static String shown(Help help, String heading, Map<String, String> commands, int widest) {
        int width = help.commandSpec().usageMessage().width();
        TextTable table = TextTable.forColumns(help.colorScheme(),
                new Column(widest, INDENTATION, Column.Overflow.SPAN),
                new Column(width - widest, INDENTATION, Column.Overflow.WRAP));
        commands.forEach((name, description) -> table.addRowValues(help.colorScheme().commandText(name),
                help.colorScheme().text(description)));
        return commands.isEmpty() ? "" : "%n%s:%n%s".formatted(heading, table);
    }
}
