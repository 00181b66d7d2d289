package dev.messaging.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;

/**
 * Shows an answer in aligned columns, headed by the names of its fields. Not by picocli's own table, which takes
 * {@code @|…|@} in a text for markup.
 */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    private Table() {}

    /** Plain fields side by side; a list of objects as a table of its own, under the name of its field. */
    static List<String> lines(JsonNode answer) {
        List<String> lines = new ArrayList<>();
        Table plain = new Table();
        plain.add(answer.properties().stream().filter(field -> !field.getValue().isArray()).toList());
        lines.addAll(plain.lines());
        answer.properties().stream().filter(field -> field.getValue().isArray()).forEach(list -> {
            lines.add("");
            lines.add(list.getKey() + (list.getValue().isEmpty() ? ": none" : ":"));
            Table table = new Table();
            list.getValue().forEach(item -> table.add(List.copyOf(item.properties())));
            lines.addAll(table.lines());
        });
        return lines;
    }

    private void add(List<Entry<String, JsonNode>> fields) {
        if (rows.isEmpty()) {
            rows.add(fields.stream().map(Entry::getKey).toList());
        }
        rows.add(fields.stream().map(field -> Printable.line(field.getValue().asText("none"))).toList());
    }

    private List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            line.append(cells.get(column));
            if (column < cells.size() - 1) {
                line.repeat(' ', width(column) - length(cells.get(column)) + 2);
            }
        }
        return line.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(cells -> length(cells.get(column))).max().orElse(0);
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
