package dev.messaging.cli;

import dev.messaging.cli.load.Display;
import dev.messaging.cli.wiring.Surroundings;
import java.lang.Character.UnicodeScript;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The terminal that answers are shown on, if they are shown on one and do not go into a file or another program.
 *
 * @param columns how many characters a line has room for; empty if there is no terminal
 * @param colours whether it may be asked to show some text otherwise than the rest
 */
record Screen(OptionalInt columns, boolean colours) {
    /** The launcher finds out how wide the terminal is, and leaves this unset if standard output is none. */
    static final String COLUMNS = "MESSAGING_TERMINAL_COLUMNS";

    /** The launcher says whether standard error is a terminal, which Java cannot tell. */
    static final String NOTES = "MESSAGING_TERMINAL_NOTES";

    /** Less would be no help. */
    private static final int COLUMNS_MIN = 20;

    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";
    private static final Set<UnicodeScript> WIDE_SCRIPTS = Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA, UnicodeScript.HANGUL, UnicodeScript.YI, UnicodeScript.TANGUT);

    /** No terminal. */
    static Screen none() {
        return new Screen(OptionalInt.empty(), false);
    }

    /** By the custom of <a href="https://no-color.org">no-color.org</a>, any NO_COLOR that is not empty means none. */
    static Screen of(Map<String, String> environment) {
        String columns = environment.getOrDefault(COLUMNS, "");
        if (!columns.matches("[1-9][0-9]{0,4}")) {
            return none();
        }
        boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
        return new Screen(OptionalInt.of(Math.max(COLUMNS_MIN, Integer.parseInt(columns))), colours);
    }

    /** Where a command shows how far it is. Without the launcher's word, standard error is a terminal if the others are. */
    static Display progress(Surroundings surroundings) {
        String told = surroundings.environment().get(NOTES);
        return new Display(surroundings.notes(), told == null ? surroundings.terminal() : told.equals("yes"));
    }

    /** Cuts a line that the terminal has no room for. */
    String fitted(String line) {
        return hasRoomFor(line) ? line : cut(line, columns.orElseThrow() - 1) + "…";
    }

    boolean hasRoomFor(String line) {
        return columns.isEmpty() || width(line) <= columns.getAsInt();
    }

    /** What stands above the others. */
    String heading(String line) {
        return colours && !line.isEmpty() ? BOLD + line + PLAIN : line;
    }

    private static String cut(String line, int room) {
        int used = 0;
        int end = 0;
        while (end < line.length()) {
            int point = line.codePointAt(end);
            used += width(point);
            if (used > room) {
                break;
            }
            end += Character.charCount(point);
        }
        return line.substring(0, end);
    }

    /** How many columns a text takes, as most terminals have it. */
    static int width(String text) {
        return text.codePoints().map(Screen::width).sum();
    }

    private static int width(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(point) ? 2 : 1;
        };
    }

    private static boolean isWide(int point) {
        boolean halfForm = point >= 0xFF61 && point <= 0xFFDC;
        boolean fullForm = (point >= 0x3000 && point <= 0x303E) || (point >= 0xFF01 && point <= 0xFF60)
                || (point >= 0xFFE0 && point <= 0xFFE6);
        return point >= 0x1100 && !halfForm && (fullForm || Character.isEmojiPresentation(point)
                || WIDE_SCRIPTS.contains(UnicodeScript.of(point)));
    }
}
