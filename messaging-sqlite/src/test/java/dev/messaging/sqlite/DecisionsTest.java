package dev.messaging.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.messaging.core.model.Refusal;
import dev.messaging.core.port.Decision;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.RequestKey;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of requests with keys, beyond what the contract asks for. */
class DecisionsTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_000_000);
    private static final Instant NEXT_DAY = NOW.plus(RequestKey.KEPT);
    private static final Done DONE = new Done("user-ada", NOW, 0);

    private Writer writer;

    @BeforeEach
    void open(@TempDir Path folder) {
        DatabaseFile file = new DatabaseFile(folder.resolve("messaging.db"));
        writer = new Writer(file, file.open(), Writer.Bounds.USUAL);
    }

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void whatARefusedRequestDidIsUndoneAndTheRefusalRemembered() {
        RequestKey key = key(1, NOW);
        assertInstanceOf(Decision.Refused.class, once(key, session -> {
            insertBlock(session);
            throw new Refusal.NoSuchUser("user-nobody");
        }));
        assertEquals(0, count("blocks"));
        assertEquals(1, count("requests"));
        assertEquals("user-nobody",
                assertThrows(Refusal.NoSuchUser.class, () -> once(key, session -> DONE).orThrow()).id());
    }

    @Test
    void aRefusalThatIsNoDecisionLeavesNothingBehind() {
        assertThrows(Refusal.BadValue.class, () -> once(key(1, NOW), session -> {
            insertBlock(session);
            throw new Refusal.BadValue("text", "is wrong");
        }));
        assertEquals(0, count("blocks"));
        assertEquals(0, count("requests"));
    }

    @Test
    void troubleLeavesNothingBehind() {
        assertThrows(IllegalStateException.class, () -> once(key(1, NOW), session -> {
            insertBlock(session);
            session.run("INSERT INTO nowhere VALUES (1)");
            return DONE;
        }));
        assertEquals(0, count("blocks"));
        assertEquals(0, count("requests"));
        assertEquals(DONE, once(key(1, NOW), session -> DONE));
    }

    @Test
    void theExpiredAreClearedAFewAtATimeAsOthersAreWritten() {
        int old = 2 * Decisions.CLEARED_MAX + 1;
        for (int i = 0; i < old; i++) {
            assertEquals(DONE, once(key(i, NOW), session -> DONE));
        }
        assertEquals(old, count("requests"));
        assertEquals(DONE, once(key(old, NEXT_DAY.minusMillis(1)), session -> DONE));
        assertEquals(old + 1, count("requests"));
        for (int left : new int[]{Decisions.CLEARED_MAX + 3, 4, 4}) {
            assertEquals(DONE, once(key(1_000 + left + count("requests"), NEXT_DAY), session -> DONE));
            assertEquals(left, count("requests"));
        }
    }

    private static void insertBlock(Session session) throws SQLException {
        session.run("INSERT INTO blocks (owner, blocked, since) VALUES ('user-a', 'user-b', 1)");
    }

    private Decision once(RequestKey key, Work<Done> work) {
        return writer.write(session -> Decisions.once(session, Optional.of(key), work));
    }

    private static RequestKey key(int number, Instant usedAt) {
        return new RequestKey(String.format("%064x", number), "f".repeat(64), usedAt);
    }

    private int count(String table) {
        return writer.write(session -> (int) session.count("SELECT count(*) FROM " + table));
    }
}
