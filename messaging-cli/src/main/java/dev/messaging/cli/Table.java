package dev.messaging.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows an answer in aligned columns, headed by the names of its fields; where the terminal is too narrow for that, field by field,
 * for the end of a line is worth no less than its beginning. Not by picocli's own table, which takes {@code @|…|@} in a text for
 * markup.
 */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    private Table() {}

    /**
     * Plain fields side by side; a list of objects as a table of its own, under the name of its field unless it is all there
     * is.
     */
    static List<String> lines(JsonNode answer, Screen screen) {
        List<Entry<String, JsonNode>> plain = answer.properties().stream().filter(field -> !field.getValue().isArray())
                .toList();
        List<Entry<String, JsonNode>> lists = answer.properties().stream().filter(field -> field.getValue().isArray())
                .toList();
        if (plain.isEmpty() && lists.size() == 1) {
            return lines(lists.getFirst().getValue(), lists.getFirst().getKey() + ": none", screen);
        }
        Table table = new Table();
        table.add(plain);
        List<String> lines = new ArrayList<>(table.lines(screen));
        lists.forEach(list -> {
            lines.add("");
            if (!list.getValue().isEmpty()) {
                lines.add(list.getKey() + ":");
            }
            lines.addAll(lines(list.getValue(), list.getKey() + ": none", screen));
        });
        return lines;
    }

    /** A table of objects with plain fields, or what to say if there are none. */
    static List<String> lines(Iterable<JsonNode> objects, String ifNone, Screen screen) {
        Table table = new Table();
        objects.forEach(object -> table.add(List.copyOf(object.properties())));
        return table.rows.isEmpty() ? List.of(ifNone) : table.lines(screen);
    }

    /** One object by itself, without the names of its fields. */
    static String row(JsonNode object) {
        return object.properties().stream().map(field -> Printable.line(field.getValue().asText("none")))
                .collect(Collectors.joining("  "));
    }

    /** One object by itself, under the columns of others that were shown before. */
    static String row(JsonNode object, int[] widths) {
        return line(object.properties().stream().map(field -> Printable.line(field.getValue().asText("none"))).toList(),
                widths);
    }

    /** How wide a table would be that had this object alone, column by column. */
    static int[] widths(JsonNode object) {
        return object.properties().stream().mapToInt(field -> Math.max(Screen.width(field.getKey()),
                Screen.width(Printable.line(field.getValue().asText("none"))))).toArray();
    }

    private void add(List<Entry<String, JsonNode>> fields) {
        if (rows.isEmpty()) {
            rows.add(fields.stream().map(Entry::getKey).toList());
        }
        rows.add(fields.stream().map(field -> Printable.line(field.getValue().asText("none"))).toList());
    }

    private List<String> lines(Screen screen) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> cells : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], Screen.width(cells.get(column)));
            }
        }
        List<String> lines = rows.stream().map(cells -> line(cells, widths)).toList();
        if (!lines.stream().allMatch(screen::hasRoomFor)) {
            return records(screen);
        }
        return Stream.concat(Stream.of(screen.heading(lines.getFirst())), lines.stream().skip(1)).toList();
    }

    /** What is longer than the terminal is wide is left to it. */
    private List<String> records(Screen screen) {
        List<String> names = rows.getFirst();
        int[] widths = {names.stream().mapToInt(Screen::width).max().orElse(0), 0};
        List<String> lines = new ArrayList<>();
        for (List<String> cells : rows.subList(1, rows.size())) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            for (int column = 0; column < names.size(); column++) {
                lines.add(screen.heading(line(List.of(names.get(column), ""), widths)) + cells.get(column));
            }
        }
        return lines;
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            line.append(cells.get(column));
            if (column < cells.size() - 1) {
                line.repeat(' ', Math.max(0, widths[column] - Screen.width(cells.get(column))) + 2);
            }
        }
        return line.toString();
    }
}
