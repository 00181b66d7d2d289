package dev.messaging.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final UserId ADA = new UserId("user-ada");
    private static final Cursor CURSOR = new Cursor(ADA, new Position(17, 1_732_000_000_123L));

    @Test
    void itsTextFormIsReadBack() {
        assertEquals(CURSOR, Cursor.parse(CURSOR.toText(), ADA));
        Cursor start = new Cursor(ADA, Position.START);
        assertEquals(start, Cursor.parse(start.toText(), ADA));
        UserId longest = new UserId("user-" + "z".repeat(64));
        Cursor far = new Cursor(longest, new Position(999_999_999_999_999_999L, 999_999_999_999_999_999L));
        assertEquals(far, Cursor.parse(far.toText(), longest));
    }

    @Test
    void itsTextFormNeedsNoEscapingInAUrl() {
        assertTrue(CURSOR.toText().matches("[0-9A-Za-z_-]+"), CURSOR.toText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "next", "%00", "====", "äöü", "null"})
    void whatIsNoCursorIsRefused(String text) {
        assertEquals("after", assertThrows(Refusal.BadValue.class, () -> Cursor.parse(text, ADA)).field());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1:user-ada:17:", "2:user-ada:17:5", "1:user-ada:-1:5", "1:user-ada:0:5", "1:user-ada:5:0",
            "1:user-ada:017:5", "1:user-ada:17:5:6", "1:group-ada:17:5", "1:user-ada:99999999999999999999:5",
            "1:user-ada:1:5\n"})
    void whatLooksLikeACursorInsideIsReadStrictly(String plain) {
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        assertThrows(Refusal.BadValue.class, () -> Cursor.parse(text, ADA));
    }

    @Test
    void everyChangedCharacterMakesAnotherOrNoCursor() {
        String text = CURSOR.toText();
        for (int i = 0; i < text.length(); i++) {
            String changed = text.substring(0, i) + (text.charAt(i) == 'A' ? 'B' : 'A') + text.substring(i + 1);
            boolean same;
            try {
                same = Cursor.parse(changed, ADA).equals(CURSOR);
            } catch (Refusal.BadValue refused) {
                same = false;
            }
            assertTrue(!same, "changed at " + i);
        }
    }

    @Test
    void aCursorOfAnotherUserIsRefused() {
        Refusal.BadValue refusal = assertThrows(Refusal.BadValue.class,
                () -> Cursor.parse(CURSOR.toText(), new UserId("user-bob")));
        assertEquals("after is a cursor of another user's inbox", refusal.getMessage());
    }
}
