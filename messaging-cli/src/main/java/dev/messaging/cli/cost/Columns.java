package dev.messaging.cli.cost;

import java.util.ArrayList;
import java.util.List;

/** A table that fits 80 columns: texts to the left, numbers to the right. */
final class Columns {
    static final int WIDTH = 80;

    private final int first;
    private final int each;
    private final List<String> lines = new ArrayList<>();

    /**
     * A table with a first column of texts.
     *
     * @param first how wide the first column is
     * @param each how wide the others are
     */
    Columns(int first, int each) {
        this.first = first;
        this.each = each;
    }

    void add(String title, List<String> cells) {
        StringBuilder line = new StringBuilder(title);
        int end = first;
        for (String cell : cells) {
            end += each;
            line.repeat(' ', Math.max(1, end - line.length() - cell.length())).append(cell);
        }
        lines.add(line.toString().stripTrailing());
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Words in lines that are no longer than the table; those after the first indented. */
    static List<String> wrapped(String text, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                line.append(word);
            } else {
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
