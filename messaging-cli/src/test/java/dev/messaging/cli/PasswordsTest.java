package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.Admin.Outcome;
import dev.messaging.cli.wiring.Argon2id;
import dev.messaging.core.Attempts;
import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.contract.CanIgnoreReturnValue;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.SessionToken;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords come from everywhere but the command line, and go nowhere but into the store, hashed. */
class PasswordsTest {
    private final Store store = MemoryStore.create();
    private final Admin admin = new Admin(store);

    @Test
    void aUserIsCreatedWithAPasswordThatIsAskedForTwice() {
        admin.typingUnseen("Secret-ada-1", "Secret-ada-1").gets("user", "create", "--id", "user-a",
                "--password-prompt");
        assertOpens("user-a", "Secret-ada-1");
        assertTrue(admin.gets("user", "show", "user-a").contains("protected"));
        assertEquals("argon2id", store.directory().findUser(new UserId("user-a")).orElseThrow().password()
                .orElseThrow().kind());
    }

    @Test
    void nothingIsDoneIfTheSecondTimeSomethingElseIsTyped() {
        Outcome differing = admin.typingUnseen("Secret-ada-1", "Secret-ada-2").types("user", "create", "--id", "user-a",
                "--password-prompt");
        assertEquals(new Outcome(ExitCodes.WRONG_USAGE, "",
                "messaging: What was typed differs; nothing was done.\n"), differing);
        assertEquals(ExitCodes.REFUSED, admin.types("user", "show", "user-a").exitCode());
    }

    @Test
    void whoCannotBeAskedIsToldOfAnotherWay() {
        assertEquals(new Outcome(ExitCodes.WRONG_USAGE, "",
                "messaging: --password-prompt needs a terminal to ask at; --password-file - takes standard input.\n"),
                admin.types("user", "create", "--password-prompt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Secret-ädä-😀", "Secret-ädä-😀\n", "Secret-ädä-😀\r\nwhat follows\n",
            "\uFEFFSecret-ädä-😀\n"})
    void theFirstLineOfAFileOrOfStandardInputIsThePassword(String content, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), content);
        admin.gets("user", "create", "--id", "user-a", "--password-file", file.toString());
        assertOpens("user-a", "Secret-ädä-😀");
        admin.saying(content.getBytes(StandardCharsets.UTF_8));
        admin.gets("user", "create", "--id", "user-b", "--password-file", "-");
        assertOpens("user-b", "Secret-ädä-😀");
    }

    @Test
    void theEnvironmentIsAskedOnlyIfItIsWished() {
        admin.with("MESSAGING_PASSWORD", "Secret-env-1").gets("user", "create", "--id", "user-a", "--password-env");
        assertOpens("user-a", "Secret-env-1");
        admin.gets("user", "create", "--id", "user-b");
        assertTrue(admin.gets("user", "show", "user-b").contains("open"));
        assertEquals(new Outcome(ExitCodes.WRONG_USAGE, "",
                "messaging: --password-env takes the environment variable MESSAGING_PASSWORD, which is not set.\n"),
                new Admin(store).types("user", "create", "--password-env"));
    }

    @Test
    void whereAPasswordComesFromIsNoSetting() {
        admin.with("MESSAGING_PASSWORD_FILE", "/dev/null").with("MESSAGING_PASSWORD_ENV", "true")
                .with("MESSAGING_PASSWORD_PROMPT", "true").gets("user", "create", "--id", "user-a");
        assertTrue(admin.gets("user", "show", "user-a").contains("open"));
    }

    @Test
    void settingAPasswordProtectsAnOpenAccountAndEndsAllSessionsOfAProtectedOne() {
        admin.gets("user", "create", "--id", "user-a");
        String answer = set("user-a", "Secret-ada-1");
        assertEquals("{\"userId\":\"user-a\",\"account\":\"protected\"}\n", answer);
        SessionToken token = opened("user-a", "Secret-ada-1");
        set("user-a", "Secret-ada-2");
        assertThrows(Refusal.WrongCredentials.class, () -> messaging().authentication().byToken(token));
        assertThrows(Refusal.WrongCredentials.class, () -> opened("user-a", "Secret-ada-1"));
        assertOpens("user-a", "Secret-ada-2");
    }

    @Test
    void thePasswordOfNobodyIsRefused() {
        assertEquals(new Outcome(ExitCodes.REFUSED, "", "messaging: There is no user \"user-a\".\n"), admin
                .with("MESSAGING_PASSWORD", "Secret-ada-1").types("user", "password", "user-a", "--password-env"));
    }

    @Test
    void aPasswordIsAsLongAsTheLimitSays() {
        Outcome tooShort = admin.with("MESSAGING_PASSWORD", "Secret-").types("user", "create", "--password-env");
        assertEquals(new Outcome(ExitCodes.WRONG_USAGE, "", "messaging: password must have at least 8 characters\n"),
                tooShort);
        admin.gets("user", "create", "--id", "user-a", "--password-env", "--password-min", "7");
        assertOpens("user-a", "Secret-");
        Outcome tooLong = admin.with("MESSAGING_PASSWORD", "Secret-".repeat(37)).types("user", "password", "user-a",
                "--password-env");
        assertEquals(new Outcome(ExitCodes.WRONG_USAGE, "", "messaging: password must be at most 256 characters\n"),
                tooLong);
    }

    @Test
    void whatCannotBeReadIsToldWithoutWhatItHolds(@TempDir Path folder) throws Exception {
        Path broken = Files.write(folder.resolve("broken"), new byte[]{'a', (byte) 0xff});
        Path endless = Files.writeString(folder.resolve("endless"), "Secret-".repeat(1_000));
        assertEquals("messaging: --password-file " + broken + " is not valid UTF-8.\n", complaint(broken));
        assertEquals("messaging: --password-file " + endless
                + " begins with a line that is too long for a password.\n", complaint(endless));
        Path missing = folder.resolve("missing");
        assertEquals("messaging: --password-file " + missing + " cannot be read: there is no such file.\n",
                complaint(missing));
    }

    @Test
    void whatIsNoPathOrMayNotBeReadIsToldWithTheReason() {
        assertEquals(new Outcome(ExitCodes.WRONG_USAGE, "",
                "messaging: --password-file takes the path of a file: Nul character not allowed.\n"),
                admin.types("user", "create", "--password-file", "a\0b"));
        assertEquals("--password-file p cannot be read: the user that this program runs as may not.",
                PasswordSource.unreadable("--password-file p", new AccessDeniedException("p")).getMessage());
    }

    @Test
    void exactlyOneSourceIsTaken() {
        Outcome none = admin.types("user", "password", "user-a");
        assertEquals(ExitCodes.WRONG_USAGE, none.exitCode());
        assertTrue(none.notes().contains("--password-prompt"), none.notes());
        Outcome two = admin.types("user", "create", "--password-prompt", "--password-env");
        assertEquals(ExitCodes.WRONG_USAGE, two.exitCode());
        assertTrue(two.notes().contains("mutually exclusive"), two.notes());
    }

    private String complaint(Path file) {
        Outcome outcome = admin.types("user", "create", "--password-file", file.toString());
        assertEquals(ExitCodes.WRONG_USAGE, outcome.exitCode());
        assertFalse(outcome.notes().contains("Secret-"), outcome.notes());
        return outcome.notes();
    }

    @CanIgnoreReturnValue
    private String set(String user, String password) {
        return admin.typingUnseen(password, password).gets("user", "password", user, "--password-prompt", "--output",
                "json");
    }

    private void assertOpens(String user, String password) {
        Caller.User caller = (Caller.User) messaging().authentication().byToken(opened(user, password));
        assertEquals(new UserId(user), caller.id());
    }

    private SessionToken opened(String user, String password) {
        return messaging().authentication().openSession(user, new Password(password), Attempts.unlimited()).token();
    }

    /** A new one each time, which remembers nothing. */
    private Messaging messaging() {
        return Messaging.over(store).hashing(new Argon2id()).build();
    }
}
