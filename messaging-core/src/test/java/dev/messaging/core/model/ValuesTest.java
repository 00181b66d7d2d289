package dev.messaging.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids, names and texts at their bounds. */
class ValuesTest {
    @ParameterizedTest
    @ValueSource(strings = {"user-a", "user-0123456789abcdef0123456789abcdef", "user-Zz9"})
    void idsAreThePrefixAndLettersAndDigits(String text) {
        assertEquals(Optional.of(new UserId(text)), UserId.parse(text));
        assertEquals(text, new UserId(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "user-", "user", "User-a", "group-a", "user-a-b", "user-é", "user-a ", " user-a",
            "user-a\n",
            "user-a#b", "user-\u0660", "user-\uD800"})
    void nothingElseIsAnId(String text) {
        assertEquals(Optional.empty(), UserId.parse(text));
        assertRefused("userId", text, UserId::new);
    }

    @Test
    void idsEndAt64LettersAndDigits() {
        assertEquals(69, new UserId("user-" + "a".repeat(64)).value().length());
        assertEquals(70, new GroupId("group-" + "a".repeat(64)).value().length());
        assertRefused("userId", "user-" + "a".repeat(65), UserId::new);
        assertRefused("groupId", "group-" + "a".repeat(65), GroupId::new);
        assertRefused("messageId", "message-" + "a".repeat(65), MessageId::new);
    }

    @Test
    void textsAreMeasuredInBytesOfUtf8() {
        assertEquals(1, new Text("a").value().length());
        assertEquals(16_384, new Text("a".repeat(16_384)).value().length());
        assertEquals(8_192, new Text("é".repeat(8_192)).value().length());
        assertRefused("text", "", Text::new);
        assertRefused("text", "a".repeat(16_385), Text::new);
        assertRefused("text", "é".repeat(8_192) + "a", Text::new);
        assertRefused("text", "🦊".repeat(4_097), Text::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "a\uDC00", "\uDC00\uD800", "🦊\uD83E", "\uD83Ea"})
    void loneSurrogatesAreRefused(String text) {
        assertRefused("text", text, Text::new);
        assertRefused("name", text, Name::new);
    }

    @Test
    void textsMayHoldAnyOtherCharacter() {
        assertEquals("\u0000\n\uFFFF🦊", new Text("\u0000\n\uFFFF🦊").value());
    }

    @Test
    void namesAreMeasuredInCodePoints() {
        assertEquals(200, new Name("🦊".repeat(100)).value().length());
        assertRefused("name", "🦊".repeat(101), Name::new);
        assertRefused("name", "", Name::new);
        assertRefused("name", "a\tb", Name::new);
        assertRefused("name", "a\u0000", Name::new);
        assertRefused("name", "a\u0085", Name::new);
    }

    @Test
    void aRefusalTakesTheNameThatTheCallerKnows() {
        Refusal.BadValue refusal = assertThrows(Refusal.BadValue.class, () -> new Text("")).in("message");
        assertEquals("message", refusal.field());
        assertEquals("message must not be empty", refusal.getMessage());
    }

    @Test
    void aRefusalShowsWhatWasSentShortAndWithoutControlCharacters() {
        assertEquals("There is no user \"a\uFFFDb\".", new Refusal.NoSuchUser("a\nb").getMessage());
        assertEquals("There is no group \"\uFFFD\".", new Refusal.NoSuchGroup("\uD800").getMessage());
        assertEquals("There is no user \"" + "x".repeat(80) + "…\".",
                new Refusal.NoSuchUser("x".repeat(5_000)).getMessage());
        assertEquals("There is no user \"" + "x".repeat(79) + "\uFFFD…\".",
                new Refusal.NoSuchUser("x".repeat(79) + "🦊🦊").getMessage());
    }

    private static void assertRefused(String field, String text, Function<String, ?> make) {
        assertEquals(field, assertThrows(Refusal.BadValue.class, () -> make.apply(text)).field());
    }
}
