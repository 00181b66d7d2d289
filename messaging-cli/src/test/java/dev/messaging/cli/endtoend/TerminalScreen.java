package dev.messaging.cli.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a terminal shows when a program has written to it, as far as this program's output needs one. */
final class TerminalScreen {
    private static final char ESCAPE = '\u001b';

    private final int columns;
    private final List<List<Cell>> lines = new ArrayList<>(List.of(new ArrayList<>()));
    private int column;
    private Style style = Style.PLAIN;

    TerminalScreen(int columns) {
        this.columns = columns;
    }

    /** How a character looks; the colour is one of the eight, if it is not the usual one. */
    record Style(boolean bold, boolean italic, boolean underlined, Optional<Integer> colour) {
        static final Style PLAIN = new Style(false, false, false, Optional.empty());

        private Style with(int code) {
            return switch (code) {
                case 0 -> PLAIN;
                case 1 -> new Style(true, italic, underlined, colour);
                case 3 -> new Style(bold, true, underlined, colour);
                case 4 -> new Style(bold, italic, true, colour);
                case 21, 22 -> new Style(false, italic, underlined, colour);
                case 23 -> new Style(bold, false, underlined, colour);
                case 24 -> new Style(bold, italic, false, colour);
                case 30, 31, 32, 33, 34, 35, 36, 37 -> new Style(bold, italic, underlined, Optional.of(code - 30));
                case 39 -> new Style(bold, italic, underlined, Optional.empty());
                default -> throw new IllegalArgumentException("unknown style " + code);
            };
        }
    }

    /** A place for a character. */
    record Cell(char character, Style style) {}

    void write(String output) {
        for (int i = 0; i < output.length(); i++) {
            char next = output.charAt(i);
            switch (next) {
                case '\r' -> column = 0;
                case '\n' -> {
                    lines.add(new ArrayList<>());
                    column = 0;
                }
                case ESCAPE -> {
                    int end = output.indexOf('m', i);
                    setStyle(output.substring(i + 2, end));
                    i = end;
                }
                default -> put(next);
            }
        }
    }

    private void setStyle(String codes) {
        for (String code : codes.split(";", -1)) {
            style = style.with(code.isEmpty() ? 0 : Integer.parseInt(code));
        }
    }

    private void put(char character) {
        if (Character.isISOControl(character)) {
            throw new IllegalArgumentException("unknown control character " + (int) character);
        }
        if (column == columns) {
            throw new IllegalStateException("a line has more than " + columns + " columns");
        }
        List<Cell> line = lines.getLast();
        while (line.size() <= column) {
            line.add(new Cell(' ', Style.PLAIN));
        }
        line.set(column++, new Cell(character, style));
    }

    /** What stands there, without what is empty below. */
    List<List<Cell>> lines() {
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isEmpty()) {
            end--;
        }
        return lines.subList(0, end);
    }
}
