package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messaging.cli.Admin.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that take several ids, as words or from standard input. */
class SeveralIdsTest {
    private final Admin admin = new Admin();

    @BeforeEach
    void populate() {
        for (String id : List.of("user-a", "user-b", "user-c")) {
            admin.gets("user", "create", "--id", id);
        }
        admin.gets("group", "create", "--id", "group-g");
    }

    @Test
    void eachIsDoneOnItsOwnAndTheWorstExitCodeWins() {
        Outcome added = admin.types("group", "add", "group-g", "user-a", "user-x", "bob", "user-b");
        assertEquals(ExitCodes.WRONG_USAGE, added.exitCode());
        assertEquals("""
                in memory
                messaging: user-x: There is no user "user-x".
                messaging: bob: it must be "user-" followed by 1 to 64 letters and digits
                """, added.notes());
        assertEquals("""
                groupId  userId  member
                group-g  user-a  true
                group-g  user-b  true
                """, added.answers());
        assertEquals(ExitCodes.REFUSED, admin.types("group", "add", "group-g", "user-a", "user-c").exitCode());
        assertEquals(ExitCodes.DONE,
                admin.types("group", "remove", "group-g", "user-a", "user-b", "user-c").exitCode());
    }

    @Test
    void rowsOfOneKindMakeOneTable() {
        assertEquals("""
                userId  blockedUserId  blocked  scope
                user-a  user-b         true     direct
                user-a  user-c         true     direct
                """, admin.gets("user", "block", "user-a", "user-b", "user-c"));
    }

    @Test
    void aHyphenStandsForTheLinesOfStandardInput() {
        saying("user-b\n\n  user-c \r\nuser-x");
        Outcome blocked = admin.types("user", "block", "user-a", "-", "--output", "jsonl");
        assertEquals(ExitCodes.REFUSED, blocked.exitCode());
        assertEquals("""
                {"userId":"user-a","blockedUserId":"user-b","blocked":true,"scope":"direct"}
                {"userId":"user-a","blockedUserId":"user-c","blocked":true,"scope":"direct"}
                """, blocked.answers());
        assertEquals("in memory\nmessaging: user-x: There is no user \"user-x\".\n", blocked.notes());
    }

    @Test
    void wordsAndLinesComeInTheOrderInWhichTheyStand() throws Exception {
        saying("user-b\n");
        JsonNode shown = new ObjectMapper()
                .readTree(admin.gets("user", "show", "user-c", "-", "user-a", "--output", "json"));
        assertEquals(List.of("user-c", "user-b", "user-a"), shown.findValuesAsText("userId"));
    }

    @Test
    void noneAtAllIsAnEmptyListAndNoTrouble() {
        saying("\n");
        assertEquals("[]\n", admin.gets("user", "show", "-", "--output", "json"));
        saying("");
        assertEquals("", admin.gets("user", "show", "-"));
    }

    @Test
    void oneFromStandardInputIsOneOfSeveral() {
        saying("user-a\n");
        assertTrue(admin.gets("user", "show", "-", "--output", "json").startsWith("[{"));
        assertTrue(admin.gets("user", "show", "user-a", "--output", "json").startsWith("{"));
    }

    @Test
    void aLineTooLongToBeAnIdIsToldAndTheNextOneDone() {
        saying("x".repeat(1_000_000) + "\nuser-a\n");
        Outcome shown = admin.types("user", "show", "-", "--output", "jsonl");
        assertEquals(ExitCodes.WRONG_USAGE, shown.exitCode());
        assertEquals(1, shown.answers().lines().count());
        assertTrue(shown.notes().length() < 400, shown.notes());
    }

    @Test
    void standardInputIsReadOnce() {
        assertEquals(new Outcome(ExitCodes.WRONG_USAGE, "",
                "messaging: Only one - can stand for the lines of standard input.\n"),
                admin.types("user", "show", "-", "-"));
    }

    private void saying(String text) {
        admin.saying(text.getBytes(StandardCharsets.UTF_8));
    }
}
