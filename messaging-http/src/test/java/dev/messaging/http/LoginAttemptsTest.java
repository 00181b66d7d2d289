package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.http.LoginAttempts.Attempt;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginAttemptsTest {
    private static final ClientAddress HERE = new ClientAddress("192.0.2.1");
    private static final ClientAddress THERE = new ClientAddress("192.0.2.2");

    private final ManualTime time = new ManualTime();
    private final LoginAttempts logins = new LoginAttempts(RateLimits.standard(), time);

    @Test
    void tenWrongPasswordsForAnAccountAndThenNoneForAMinute() {
        assertEquals(10, fails("user-ada", HERE));
        ProblemException refused = assertThrows(ProblemException.class, () -> logins.of(HERE, "user-ada").begin());
        assertEquals("60", refused.headers().get("Retry-After"));
        assertEquals("\"logins\";r=0;t=60", refused.headers().get("RateLimit"));
        assertEquals("\"logins\";q=10;w=600", refused.headers().get("RateLimit-Policy"));
        assertTrue(refused.problem().detail().contains("60 s"), refused.problem().detail());
        time.pass(Duration.ofSeconds(59));
        assertEquals(0, fails("user-ada", HERE));
        time.pass(Duration.ofSeconds(1));
        assertEquals(1, fails("user-ada", HERE));
        time.pass(Duration.ofMinutes(10));
        assertEquals(10, fails("user-ada", HERE));
    }

    @Test
    void fromElsewhereTheAccountCanBeTried() {
        assertEquals(10, fails("user-ada", HERE));
        assertEquals(10, fails("user-ada", THERE));
    }

    @Test
    void aHundredWrongPasswordsFromAnAddressWhateverTheAccount() {
        for (int i = 0; i < 100; i++) {
            logins.of(HERE, "user-" + i).begin();
        }
        assertEquals(0, fails("user-other", HERE));
        assertEquals(10, fails("user-other", THERE));
        time.pass(Duration.ofSeconds(6));
        assertEquals(1, fails("user-other", HERE));
        time.pass(Duration.ofSeconds(54));
        assertEquals(9, fails("user-other", HERE), "what the address refused was not counted for the account");
    }

    @Test
    void rightPasswordsAreNotCounted() {
        for (int i = 0; i < 1_000; i++) {
            Attempt attempt = logins.of(HERE, "user-ada");
            attempt.begin();
            attempt.succeed();
        }
        assertEquals(10, fails("user-ada", HERE));
    }

    @Test
    void anAttemptThatCameToNothingIsGivenBackOnce() {
        assertEquals(9, fails("user-ada", HERE, 9));
        Attempt attempt = logins.of(HERE, "user-ada");
        attempt.forget();
        attempt.begin();
        attempt.forget();
        attempt.forget();
        attempt.succeed();
        assertEquals(1, fails("user-ada", HERE));
        Attempt refused = logins.of(HERE, "user-ada");
        assertThrows(ProblemException.class, refused::begin);
        refused.forget();
        assertEquals(0, fails("user-ada", HERE), "nothing was taken, so nothing comes back");
    }

    @Test
    void memoryIsBoundedWhateverIsTried() {
        LoginAttempts few = new LoginAttempts(RateLimits.standard().withRememberedMax(50), time);
        for (int i = 0; i < 5_000; i++) {
            few.of(new ClientAddress("198.51.100." + i), "user-" + i).begin();
        }
        assertTrue(few.remembered() <= 100, () -> String.valueOf(few.remembered()));
    }

    private int fails(String account, ClientAddress address) {
        return fails(account, address, Integer.MAX_VALUE);
    }

    private int fails(String account, ClientAddress address, int max) {
        for (int i = 0; i < max; i++) {
            try {
                logins.of(address, account).begin();
            } catch (ProblemException refused) {
                return i;
            }
        }
        return max;
    }
}
