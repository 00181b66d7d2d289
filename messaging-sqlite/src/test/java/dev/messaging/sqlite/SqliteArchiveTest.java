package dev.messaging.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.messaging.core.contract.StoreContract;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Archive.Found;
import dev.messaging.core.port.Archive.Section;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.Stored;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever looks for damage sees it, and sees the rest. */
class SqliteArchiveTest implements StoreContract {
    private final TestClock clock = new TestClock();
    private final Path file;
    private final Store store;

    SqliteArchiveTest(@TempDir Path folder) {
        this.file = folder.resolve("messaging.db");
        this.store = SqliteStore.at(file).clock(clock).open();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    private void damage(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            int unused = statement.executeUpdate(sql);
        }
    }

    private List<Stored> section(Section section) {
        return store.archive().read(section, Optional.empty(), Archive.READ_MAX).found().stream().map(Found::stored)
                .toList();
    }

    @Test
    void anEntryWhoseMessageIsMissingIsTold() throws SQLException {
        UserId ada = newUser();
        sendTo(ada, ada, "one");
        sendTo(ada, ada, "two");
        damage("DELETE FROM messages WHERE text = 'one'");
        List<Stored> entries = section(Section.ENTRIES);
        assertEquals(new Stored.Unreadable(ada + " 1", "its message is missing"), entries.getFirst());
        assertInstanceOf(Stored.OfEntry.class, entries.get(1));
    }

    @Test
    void aCountIsShownAsItIsStoredAndWhatHasNotItsFormIsTold() throws SQLException {
        UserId ada = newUser();
        GroupId group = newGroup(List.of(ada));
        damage("UPDATE groups SET members = 7");
        damage("INSERT INTO users (id, name, created) VALUES ('ada', 'Ada', 1)");
        damage("INSERT INTO members (group_id, user_id, joined) VALUES ('" + group + "', 'user-nobody', 5)");
        assertEquals(7, ((Stored.OfGroup) section(Section.GROUPS).getFirst()).group().members());
        assertEquals(1, section(Section.USERS).stream().filter(Stored.Unreadable.class::isInstance).count());
        assertEquals(2, section(Section.MEMBERS).size());
    }
}
