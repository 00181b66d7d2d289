package dev.messaging.cli.endtoend;

import dev.messaging.cli.endtoend.TerminalScreen.Cell;
import dev.messaging.cli.endtoend.TerminalScreen.Style;
import java.util.List;
import java.util.Locale;

/** A terminal as a drawing that any browser shows: whatever font it has, each character stands in its column. */
final class TerminalPicture {
    private static final double CHARACTER = 8.4;
    private static final int LINE = 19;
    private static final int MARGIN = 14;
    private static final int FONT = 14;
    private static final List<String> COLOURS = List.of("#6e7681", "#ff7b72", "#3fb950", "#d29922", "#58a6ff",
            "#bc8cff", "#39c5cf", "#e6edf3");

    private TerminalPicture() {}

    static String of(String title, int columns, List<List<Cell>> lines) {
        double width = columns * CHARACTER + 2 * MARGIN;
        int height = lines.size() * LINE + 2 * MARGIN;
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT,
                """
                        <svg xmlns="http://www.w3.org/2000/svg" width="%1$.0f" height="%2$d" viewBox="0 0 %1$.0f %2$d" role="img" \
                        font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="%3$d">
                        <title>%4$s</title>
                        <rect width="100%%" height="100%%" rx="8" fill="#0d1117"/>
                        """,
                width, height, FONT, escaped(title)));
        for (int i = 0; i < lines.size(); i++) {
            line(svg, lines.get(i), MARGIN + (i + 1) * LINE - (LINE - FONT));
        }
        return svg.append("</svg>\n").toString();
    }

    private static void line(StringBuilder svg, List<Cell> cells, int y) {
        int begin = 0;
        while (begin < cells.size()) {
            int end = endOfRun(cells, begin);
            if (cells.get(begin).character() != ' ') {
                run(svg, cells.subList(begin, end), begin, y);
            }
            begin = end;
        }
    }

    /** Of what looks alike and has no gap in it, for gaps are the first thing that a drawing may lose. */
    private static int endOfRun(List<Cell> cells, int begin) {
        int end = begin + 1;
        boolean gap = cells.get(begin).character() == ' ';
        while (end < cells.size() && cells.get(end).style().equals(cells.get(begin).style())
                && gap == (cells.get(end).character() == ' ')) {
            end++;
        }
        return end;
    }

    private static void run(StringBuilder svg, List<Cell> cells, int column, int y) {
        StringBuilder text = new StringBuilder();
        cells.forEach(cell -> text.append(cell.character()));
        svg.append(String.format(Locale.ROOT,
                "<text x=\"%.1f\" y=\"%d\" textLength=\"%.1f\" lengthAdjust=\"spacingAndGlyphs\"%s>%s</text>%n",
                MARGIN + column * CHARACTER, y, cells.size() * CHARACTER, look(cells.getFirst().style()),
                escaped(text.toString())));
    }

    private static String look(Style style) {
        String fill = style.colour().map(COLOURS::get).orElse(style.bold() ? "#ffffff" : "#c9d1d9");
        return " fill=\"" + fill + "\"" + (style.bold() ? " font-weight=\"bold\"" : "")
                + (style.italic() ? " font-style=\"italic\"" : "")
                + (style.underlined() ? " text-decoration=\"underline\"" : "");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
