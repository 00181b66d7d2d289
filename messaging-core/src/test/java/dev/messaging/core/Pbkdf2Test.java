package dev.messaging.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.model.Password;
import dev.messaging.core.model.PasswordHash;
import org.junit.jupiter.api.Test;

class Pbkdf2Test {
    private final Pbkdf2 hashing = new Pbkdf2(1_000);
    private final Password password = new Password("Secret-é🦊");

    @Test
    void aHashNamesItsKindAndRoundsAndHasItsOwnSalt() {
        PasswordHash hash = hashing.hash(password);
        assertTrue(hash.text().matches("\\$pbkdf2-sha256\\$i=1000\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}"));
        assertNotEquals(hash, hashing.hash(password));
        assertEquals(600_000, Pbkdf2.ROUNDS);
    }

    @Test
    void thePasswordAloneFitsItsHashWhateverTheRounds() {
        PasswordHash hash = new Pbkdf2(1_234).hash(password);
        assertTrue(hashing.verify(password, hash));
        assertFalse(hashing.verify(new Password("Secret-e🦊"), hash));
    }

    @Test
    void aPasswordTypedOnAnotherSystemIsTheSame() {
        assertTrue(hashing.verify(new Password("Secret-e\u0301🦊"), hashing.hash(password)));
    }

    /** Made by Python: hashlib.pbkdf2_hmac("sha256", b"Secret-known", b"0123456789abcdef", 4096). */
    @Test
    void itIsThePbkdf2OfOthers() {
        PasswordHash known = new PasswordHash(
                "$pbkdf2-sha256$i=4096$MDEyMzQ1Njc4OWFiY2RlZg$qFgf4LsvVTriwAM3Murj+QRf8dON9wAIYJw2J6ZlYwE");
        assertTrue(hashing.verify(new Password("Secret-known"), known));
    }

    @Test
    void otherKindsAndAbsurdRoundsAreNotUnderstood() {
        assertTrue(hashing.understands(hashing.hash(password)));
        assertFalse(hashing.understands(new PasswordHash("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA")));
        assertFalse(hashing.understands(new PasswordHash("$pbkdf2-sha256$i=600000$short$short")));
        String text = hashing.hash(password).text();
        assertFalse(hashing.understands(new PasswordHash(text.replace("i=1000", "i=99999999"))));
    }
}
