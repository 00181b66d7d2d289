package dev.messaging.core.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialValuesTest {
    private static final SessionToken TOKEN = SessionToken.of(new byte[SessionToken.BYTES]);

    @Test
    void aPasswordHasOneTo256CodePoints() {
        assertEquals(256, new Password("🦊".repeat(256)).length());
        assertEquals(1, new Password("\u0000").length());
        assertThrows(Refusal.BadValue.class, () -> new Password(""));
        assertThrows(Refusal.BadValue.class, () -> new Password("a".repeat(257)));
        assertThrows(Refusal.BadValue.class, () -> new Password("Secret-\uD800"));
    }

    @Test
    void aPasswordIsTheSameHoweverItsCharactersAreComposed() {
        assertArrayEquals(new Password("Secret-\u00e9").bytes(), new Password("Secret-e\u0301").bytes());
    }

    @Test
    void secretsDoNotShowThemselves() {
        assertFalse(new Password("Secret-shown").toString().contains("Secret-shown"));
        assertFalse(TOKEN.toString().contains(TOKEN.reveal()));
        PasswordHash hash = new PasswordHash("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA");
        assertEquals("PasswordHash[argon2id]", hash.toString());
        User user = new User(new UserId("user-1"), new Name("Ada"), Instant.EPOCH);
        assertFalse(new Account(user, Optional.of(hash)).toString().contains("c2FsdA"));
        assertFalse(new OpenedSession(TOKEN,
                new UserSession(TOKEN.key(), user.id(), Instant.EPOCH, Instant.EPOCH)).toString()
                .contains(TOKEN.reveal()));
    }

    @Test
    void aTokenIsReadAsItWasShown() {
        SessionToken read = SessionToken.parse(TOKEN.reveal()).orElseThrow();
        assertEquals(TOKEN.key(), read.key());
        assertTrue(TOKEN.key().value().matches("[0-9a-f]{64}"));
        assertThrows(IllegalArgumentException.class, () -> SessionToken.of(new byte[31]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mst_", "mst_short", "xst_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "mst_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "mst_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+",
            "mst_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"})
    void whatHasNotTheFormOfATokenIsNone(String text) {
        assertEquals(Optional.empty(), SessionToken.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "$$", "$kind$", "kind$x", "$Kind$x", "$kind$é"})
    void aHashNamesItsKind(String text) {
        assertThrows(IllegalArgumentException.class, () -> new PasswordHash(text));
    }

    @Test
    void aScopeIsReadAsItIsWritten() {
        for (BlockScope scope : BlockScope.values()) {
            assertEquals(scope, BlockScope.of(scope.text()));
        }
        assertThrows(Refusal.BadValue.class, () -> BlockScope.of("DIRECT"));
        assertThrows(Refusal.BadValue.class, () -> new SessionKey("abc"));
    }
}
