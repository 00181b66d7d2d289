package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.wiring.Argon2id;
import dev.messaging.cli.wiring.HashingMemory;
import dev.messaging.core.Attempts;
import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the server's settings do to the backend. */
class SettingsTest {
    private static final Password PASSWORD = new Password("Secret-settings");

    @Test
    void credentialsAreAskedForOnlyIfTheyAreRequired() {
        try (Messaging open = built("--auth", "open"); Messaging required = built("--auth", "required")) {
            assertEquals(0, open.as(Caller.anonymous()).groups().create().members());
            assertThrows(Refusal.Unauthenticated.class, () -> required.as(Caller.anonymous()).groups().create());
        }
    }

    @Test
    void sessionsAreAsManyAndLastAsLongAsSaid() {
        try (Messaging messaging = built("--sessions-max", "1", "--session-days", "3")) {
            UserSession session = session(messaging, user(messaging));
            Duration lasts = Duration.between(session.openedAt(), session.expiresAt());
            assertTrue(lasts.compareTo(Duration.ofDays(3)) <= 0, lasts.toString());
            assertTrue(lasts.compareTo(Duration.ofDays(3).minusSeconds(1)) >= 0, lasts.toString());
            assertThrows(Refusal.TooManySessions.class, () -> session(messaging, session.user()));
        }
    }

    @Test
    void withoutOptionsThereAreTwentySessionsOfThirtyDays() {
        try (Messaging messaging = built()) {
            UserId user = user(messaging);
            for (int i = 0; i < 20; i++) {
                UserSession session = session(messaging, user);
                assertEquals(29, Duration.between(session.openedAt(), session.expiresAt()).plusSeconds(-1).toDays());
            }
            assertThrows(Refusal.TooManySessions.class, () -> session(messaging, user));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH", "SESSIONS_MAX", "SESSION_DAYS", "HASHING_MAX", "PASSWORD_MIN", "BLOCKS_MAX",
            "GROUPS_MAX", "GROUP_MEMBERS_MAX", "RECOVERY_AFTER", "NEWS_EVERY", "LISTENERS_MAX",
            "LISTENERS_OF_USER_MAX"})
    void eachIsAnEnvironmentVariableTooAndCheckedThere(String variable) {
        assertTrue(new Admin().gets("serve", "--help").contains("[MESSAGING_" + variable + "]"));
        Admin.Outcome wrong = new Admin().with("MESSAGING_" + variable, "-1").types("serve", "--port", "0");
        assertEquals(ExitCodes.WRONG_USAGE, wrong.exitCode());
        assertTrue(wrong.notes().contains("from MESSAGING_" + variable), wrong.notes());
    }

    @Test
    void theServerStartsWithTheLargestOfThem() {
        String answer = new Admin().gets("serve", "--port", "0", "--auth", "REQUIRED", "--sessions-max", "40",
                "--session-days", "365", "--hashing-max",
                String.valueOf(HashingMemory.ofThisProcess().atOnceMax()), "--password-min", "256", "--blocks-max",
                "10000",
                "--groups-max", "10000", "--group-members-max", "5000", "--news-every", "3600", "--listeners-max",
                "1000000", "--listeners-of-user-max", "1000");
        assertTrue(answer.startsWith("Listening on http://127.0.0.1:"), answer);
    }

    @Test
    void asManyListenAsIsSaid() {
        NewsSettings news = new NewsSettings();
        var unused = new CommandLine(news).parseArgs("--listeners-max", "0");
        try (Messaging messaging = news.applyTo(Messaging.over(MemoryStore.create())).build()) {
            UserId user = messaging.as(Caller.anonymous()).users().create().id();
            assertThrows(Refusal.TooManyListeners.class,
                    () -> messaging.as(Caller.anonymous()).messages().listen(user, From.beginning(), 1));
        }
    }

    @Test
    void noMorePasswordsAreHashedAtOnceThanHalfOfTheHeapIsEnoughFor() {
        int tooMany = HashingMemory.ofThisProcess().atOnceMax() + 1;
        assertEquals(
                new Admin.Outcome(ExitCodes.WRONG_USAGE, "", "messaging: Invalid value for option '--hashing-max': "
                        + HashingMemory.ofThisProcess().complaint(tooMany).orElseThrow()
                        + " (see messaging serve --help)\n"),
                new Admin().types("serve", "--port", "0", "--hashing-max", String.valueOf(tooMany)));
    }

    @Test
    void unlessItIsSaidEachProcessorHashesOneIfTheHeapIsLargeEnough() {
        assertEquals(4, AccountSettings.hashedAtOnce(4, new HashingMemory(512L << 20)));
        assertEquals(13, AccountSettings.hashedAtOnce(64, new HashingMemory(512L << 20)));
        assertEquals(1, AccountSettings.hashedAtOnce(4, new HashingMemory(16L << 20)));
        assertEquals(1_000, AccountSettings.hashedAtOnce(2_000, new HashingMemory(1L << 40)));
    }

    @Test
    void theServerStartsWithRateLimits() {
        String answer = new Admin().with("MESSAGING_RATE_LIMITS", "on")
                .with("MESSAGING_TRUSTED_PROXY", "10.0.0.0/8,::1")
                .gets("serve", "--port", "0", "--sends-per-second", "1", "--sends-burst", "1", "--calls-per-second",
                        "1000000", "--calls-burst", "1000000", "--creations-per-hour", "1",
                        "--failed-logins-of-account", "1", "--failed-logins-of-address", "1000000");
        assertTrue(answer.startsWith("Listening on http://127.0.0.1:"), answer);
    }

    private static UserId user(Messaging messaging) {
        return messaging.as(Caller.anonymous()).users()
                .create(Optional.empty(), Optional.empty(), Optional.of(PASSWORD))
                .id();
    }

    private static UserSession session(Messaging messaging, UserId user) {
        return messaging.authentication().openSession(user.value(), PASSWORD, Attempts.unlimited()).session();
    }

    private static Messaging built(String... options) {
        AccountSettings settings = CommandLine.populateCommand(new AccountSettings(), options);
        return settings.applyTo(Messaging.over(MemoryStore.create()).hashing(new Argon2id())).build();
    }
}
