package dev.messaging.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That sessions which nobody ended do not stay for ever. */
class SessionsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000);
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final PasswordHash HASH = new PasswordHash("$test$1$2");

    private Readers readers;
    private Writer writer;
    private SqliteCredentials credentials;
    private int opened;

    @BeforeEach
    void open(@TempDir Path folder) {
        DatabaseFile file = new DatabaseFile(folder.resolve("messaging.db"));
        writer = new Writer(file, file.open(), Writer.Bounds.USUAL);
        readers = new Readers(file, Readers.THREADS);
        credentials = new SqliteCredentials(readers, writer);
        for (String id : new String[]{"user-ada", "user-bob"}) {
            new SqliteDirectory(readers, writer).createUser(
                    new Account(new User(new UserId(id), new Name(id), NOW), Optional.of(HASH)));
        }
    }

    @AfterEach
    void close() {
        readers.close();
        writer.close();
    }

    @Test
    void openingOneClearsAwayAllExpiredOnesOfTheSameUser() {
        openMany("user-ada", 30, NOW);
        open("user-ada", LATER);
        assertEquals(1, kept());
    }

    @Test
    void openingOneClearsAwayMoreExpiredOnesOfOthersThanItAdds() {
        openMany("user-ada", 15, NOW);
        open("user-bob", LATER);
        assertEquals(15 + 1 - SqliteCredentials.CLEARED_MAX, kept());
        open("user-bob", LATER);
        assertEquals(2, kept());
    }

    @Test
    void aSessionIsKeptUntilTheMomentItExpires() {
        open("user-ada", NOW);
        open("user-bob", LATER.minusMillis(1));
        assertEquals(2, kept());
        open("user-bob", LATER);
        assertEquals(2, kept());
    }

    private void openMany(String user, int count, Instant at) {
        for (int i = 0; i < count; i++) {
            open(user, at);
        }
    }

    /** Opens a session that lasts a minute. */
    private void open(String user, Instant at) {
        SessionKey key = new SessionKey("%064x".formatted(opened++));
        assertTrue(credentials.open(new UserSession(key, new UserId(user), at, at.plusSeconds(60)), HASH, 40));
    }

    private long kept() {
        return readers.read(session -> session.count("SELECT count(*) FROM sessions"));
    }
}
