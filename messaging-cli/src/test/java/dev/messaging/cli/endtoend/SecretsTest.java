package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.model.SessionToken;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That secrets are found where there are some. */
class SecretsTest {
    /** Put together here, since the name of this test and its failures stand in a report, too. */
    private static final String PASSWORD = "Secret".concat("-of-ada");

    @Test
    void passwordsAndTokensAreFoundInClear() {
        assertTrue(Secrets.in("a line with " + PASSWORD + " in it").isPresent());
        assertTrue(Secrets.in("{\"token\":\"" + SessionToken.of(new byte[32]).reveal() + "\"}").isPresent());
        assertEquals(Optional.empty(), Secrets.in("secret: mst_short, a Secret, $argon2id$"));
    }

    @Test
    void passwordsAreFoundInABasicHeaderWhereverTheyStand() {
        for (String user : new String[]{"user-1", "user-12", "user-123", "user-1234"}) {
            String header = Base64.getEncoder()
                    .encodeToString((user + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
            assertTrue(Secrets.in("Authorization: Basic " + header).isPresent(), user);
        }
        assertEquals(Optional.empty(), Secrets.in("Authorization: Basic dXNlci0xOm5vdGhpbmc="));
    }
}
