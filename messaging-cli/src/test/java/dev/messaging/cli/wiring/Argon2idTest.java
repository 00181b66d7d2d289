package dev.messaging.cli.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Pbkdf2;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.PasswordHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2idTest {
    private static final String SALT_AND_HASH = "$AAECAwQFBgcICQoLDA0ODw$ffhXhn67TBDNTcbIU0O9kV3IA+1+DHGFRwWy8SAgLL4";
    private static final Password PASSWORD = new Password("Secret-grüße-😀");

    private final Argon2id hashing = new Argon2id();

    /** The test vectors of the reference implementation (github.com/P-H-C/phc-winner-argon2, src/test.c), version 19. */
    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    password          | $argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc
                    password          | $argon2id$v=19$m=262144,t=2,p=1$c29tZXNhbHQ$eP4eyR+zqlZX1y5xCFTkw9m5GYx0L5YWwvCFvtlbLow
                    password          | $argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4
                    password          | $argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc
                    password          | $argon2id$v=19$m=65536,t=1,p=1$c29tZXNhbHQ$9qWtwbpyPd3vm1rB1GThgPzZ3/ydHL92zKL+15XZypg
                    password          | $argon2id$v=19$m=65536,t=4,p=1$c29tZXNhbHQ$kCXUjmjvc5XMqQedpMTsOv+zyJEf5PhtGiUghW9jFyw
                    differentpassword | $argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$C4TWUs9rDEvq7w3+J4umqA32aWKB1+DSiRuBfYxFj94
                    password          | $argon2id$v=19$m=65536,t=2,p=1$ZGlmZnNhbHQ$vfMrBczELrFdWP0ZsfhWsRPaHppYdP3MVEMIVlqoFBw
                    """)
    void verifiesTheVectorsOfTheReferenceImplementation(String password, String text) {
        PasswordHash hash = new PasswordHash(text);
        assertTrue(hashing.understands(hash));
        assertTrue(hashing.verify(new Password(password), hash));
        assertFalse(hashing.verify(new Password("Secret-" + password), hash));
    }

    /** Made by the reference implementation, with the parameters that are used here. */
    @Test
    void verifiesAHashOfTheParametersThatAreUsedHere() {
        PasswordHash hash = new PasswordHash("$argon2id$v=19$m=19456,t=2,p=1" + SALT_AND_HASH);
        assertTrue(hashing.verify(PASSWORD, hash));
        assertFalse(hashing.verify(new Password("Secret-grüsse-😀"), hash));
    }

    @Test
    void hashesInTheDocumentedFormAndWithANewSaltEachTime() {
        PasswordHash hash = hashing.hash(PASSWORD);
        assertEquals("argon2id", hash.kind());
        // 16 and 32 bytes in base 64.
        assertTrue(hash.text().matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}"),
                hash.toString());
        assertTrue(hashing.verify(PASSWORD, hash));
        assertFalse(hashing.verify(new Password("Secret-else"), hash));
        assertNotEquals(hash, hashing.hash(PASSWORD));
    }

    @Test
    void verifiesWhatTheCoresOwnHashingMade() {
        PasswordHash hash = new Pbkdf2().hash(PASSWORD);
        assertTrue(hashing.understands(hash));
        assertTrue(hashing.verify(PASSWORD, hash));
        assertFalse(hashing.verify(new Password("Secret-else"), hash));
    }

    @ParameterizedTest
    @ValueSource(strings = {"m=8,t=1,p=1", "m=262144,t=16,p=1", "m=128,t=1,p=16"})
    void understandsParametersWithinBounds(String parameters) {
        assertTrue(hashing.understands(new PasswordHash("$argon2id$v=19$" + parameters + SALT_AND_HASH)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"m=262145,t=2,p=1", "m=9999999,t=2,p=1", "m=19456,t=17,p=1", "m=19456,t=2,p=17",
            "m=19456,t=0,p=1", "m=7,t=2,p=1", "m=15,t=1,p=2", "m=19456,t=2,p=1,x=1", "t=2,m=19456,p=1",
            "m=99999999999,t=2,p=1"})
    void refusesAbsurdParameters(String parameters) {
        assertRefused("$argon2id$v=19$" + parameters + SALT_AND_HASH);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "$argon2id$v=16$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$ffhXhn67TBDNTcbIU0O9kV3IA+1+DHGFRwWy8SAgLL4",
            "$argon2i$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$ffhXhn67TBDNTcbIU0O9kV3IA+1+DHGFRwWy8SAgLL4",
            "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$ffhXhn67TBDNTcbIU0O9kV3IA+1+DHGFRwWy8SAgLL4=",
            "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcI5$ffhXhn67TBDNTcbIU0O9kV3IA+1+DHGFRwWy8SAgLL4",
            "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$ffhX",
            "$bcrypt$12$abc"})
    void refusesOtherForms(String text) {
        assertRefused(text);
    }

    private void assertRefused(String text) {
        PasswordHash hash = new PasswordHash(text);
        assertFalse(hashing.understands(hash));
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> hashing.verify(PASSWORD, hash));
        assertFalse(String.valueOf(refused.getMessage()).contains("AAEC"), "the hash stays hidden");
    }
}
