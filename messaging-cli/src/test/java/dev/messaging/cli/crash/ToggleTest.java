package dev.messaging.cli.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is certain about something that comes and goes. */
class ToggleTest {
    private static final Tie TIE = new Tie("group-g", "user-u");

    private final Toggle toggle = new Toggle(TIE, false, on -> new Call(on ? "on" : "off", Optional.empty(), Map.of()));

    @Test
    void betweenRequestAndAnswerNothingIsCertain() {
        assertEquals("on", toggle.next().path());
        toggle.changed(new Span(10, 20));
        assertEquals("off", toggle.next().path());
        toggle.changed(new Span(30, 40));
        assertEquals(List.of(new Spell(new Span(20, 30), new Span(10, 40))), toggle.spells());
        assertEquals("on", toggle.next().path());
    }

    @Test
    void whatStaysIsThereForEver() {
        toggle.changed(new Span(10, 20));
        assertEquals(List.of(new Spell(new Span(20, Span.FOR_EVER), new Span(10, Span.FOR_EVER))), toggle.spells());
        assertTrue(surely(new Span(20, Span.FOR_EVER)));
        assertFalse(surely(new Span(19, 21)));
        assertTrue(perhaps(new Span(5, 11)));
        assertFalse(perhaps(new Span(5, 9)));
    }

    @Test
    void whatWasThereFromTheBeginningMayGoUnseen() {
        Toggle there = new Toggle(TIE, true, on -> toggle.next());
        there.lost(10);
        assertFalse(there.canChange());
        assertEquals(List.of(new Spell(new Span(0, 10), new Span(0, Span.FOR_EVER))), there.spells());
    }

    @Test
    void whatMayHaveComeIsNeverSure() {
        toggle.lost(10);
        assertFalse(toggle.canChange());
        assertFalse(surely(new Span(11, 12)));
        assertTrue(perhaps(new Span(11, 12)));
        assertFalse(perhaps(new Span(5, 9)));
    }

    private boolean surely(Span span) {
        return new Ties(Map.of(TIE, toggle.spells())).surelyThroughout(TIE, span);
    }

    private boolean perhaps(Span span) {
        return new Ties(Map.of(TIE, toggle.spells())).perhapsWithin(TIE, span);
    }
}
