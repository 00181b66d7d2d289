package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.load.Display;
import dev.messaging.cli.wiring.Surroundings;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers look like on a terminal of 80 columns, and elsewhere. */
class ScreenTest {
    private static final String BOLD = "\u001b[1m";

    private final Admin admin = new Admin();

    @Test
    void onATerminalTheHeadOfATableStandsOut() {
        admin.gets("user", "create", "--id", "user-a", "--name", "Ada");
        List<String> lines = admin.with(Screen.COLUMNS, "80").gets("user", "show", "user-a").lines().toList();
        assertTrue(lines.getFirst().startsWith(BOLD + "userId  username"), lines::toString);
        assertTrue(lines.get(1).startsWith("user-a  Ada  "), lines::toString);
        assertEquals("groups: none", lines.getLast());
    }

    @Test
    void aTableThatTheTerminalHasNoRoomForIsShownFieldByFieldAndLosesNothing() {
        String name = "é".repeat(100);
        admin.gets("user", "create", "--id", "user-a", "--name", name);
        admin.gets("user", "create", "--id", "user-b", "--name", "Bob");
        List<String> lines = admin.with(Screen.COLUMNS, "80").with("NO_COLOR", "1").gets("user", "list").lines()
                .toList();
        assertEquals(List.of("userId     user-a", "username   " + name, "account    open", "suspended  false"),
                lines.subList(0, 4));
        assertEquals(List.of("", "userId     user-b", "username   Bob"), lines.subList(5, 8));
    }

    @Test
    void elsewhereNothingIsCutOrColoured() {
        String name = "é".repeat(100);
        admin.gets("user", "create", "--id", "user-a", "--name", name);
        String shown = admin.gets("user", "show", "user-a");
        assertTrue(shown.contains(name), shown);
        assertFalse(shown.contains("\u001b") || shown.contains("…"), shown);
        assertFalse(admin.gets("--help").contains("\u001b"));
    }

    @ParameterizedTest
    @CsvSource({"NO_COLOR,1", "TERM,dumb"})
    void whoWantsNoColoursGetsNone(String variable, String value) {
        admin.with(Screen.COLUMNS, "80").with(variable, value);
        assertFalse(admin.gets("user", "create", "--id", "user-a").contains("\u001b"));
        assertFalse(admin.gets("user", "create", "--help").contains("\u001b"));
    }

    @Test
    void jsonIsTheSameOnATerminal() {
        admin.gets("user", "create", "--id", "user-a", "--name", "é".repeat(100));
        String elsewhere = admin.gets("user", "show", "user-a", "--output", "json");
        assertEquals(elsewhere, admin.with(Screen.COLUMNS, "40").gets("user", "show", "user-a", "--output", "json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "serve --help", "user create --help", "load --help", "cost --help"})
    void helpFitsATerminalOf80ColumnsAndHasColours(String words) {
        String help = admin.with(Screen.COLUMNS, "80").gets(words.split(" "));
        assertTrue(help.contains(BOLD), help);
        List<String> tooLong = help.replaceAll("\u001b\\[[0-9;]*m", "").lines().filter(line -> line.length() > 80)
                .toList();
        assertEquals(List.of(), tooLong);
    }

    @Test
    void wideAndCombiningCharactersCountAsTerminalsShowThem() {
        Screen narrow = Screen.of(Map.of(Screen.COLUMNS, "20"));
        assertEquals("漢字漢字漢字漢字漢…", narrow.fitted("漢字".repeat(6)));
        assertEquals("🦊".repeat(10), narrow.fitted("🦊".repeat(10)));
        assertEquals("e\u0301".repeat(20), narrow.fitted("e\u0301".repeat(20)));
        assertEquals(4, Screen.width("ｱｲab"));
        assertEquals(4, Screen.width("Ａ。"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "wide", "1000000"})
    void aWidthThatIsNoneMeansNoTerminal(String columns) {
        assertEquals(Screen.none(), Screen.of(Map.of(Screen.COLUMNS, columns)));
    }

    @Test
    void whereTheBarIsShownMattersAndNotWhereAnswersGo() {
        assertEquals(true, showsBar(Map.of(Screen.NOTES, "yes"), false));
        assertEquals(false, showsBar(Map.of(Screen.NOTES, "no"), true));
        assertEquals(true, showsBar(Map.of(), true));
        assertEquals(false, showsBar(Map.of(), false));
    }

    private static boolean showsBar(Map<String, String> environment, boolean terminal) {
        StringWriter seen = new StringWriter();
        PrintWriter notes = new PrintWriter(seen, true);
        try (Display.Stage stage = Screen.progress(new Surroundings(environment, InputStream.nullInputStream(), notes,
                notes, terminal, Optional.empty(), List.of(), question -> Optional.empty(),
                () -> new CountDownLatch(0))).begin("Imported", 100)) {
            stage.done();
        }
        return seen.toString().contains("%");
    }
}
