package dev.messaging.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.GroupCondition;
import dev.messaging.core.port.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of earlier versions. Each is made by the statements that made it then, which stand here for good. */
class UpgradeTest {
    private static final List<String> VERSION_1 = List.of("PRAGMA journal_mode = WAL", """
            CREATE TABLE users (
                id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, created INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID""", """
            CREATE TABLE blocks (
                owner TEXT NOT NULL, blocked TEXT NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (owner, blocked)
            ) STRICT, WITHOUT ROWID""", """
            CREATE TABLE groups (
                id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, created INTEGER NOT NULL,
                members INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID""", """
            CREATE TABLE members (
                group_id TEXT NOT NULL, user_id TEXT NOT NULL, joined INTEGER NOT NULL,
                PRIMARY KEY (group_id, user_id)
            ) STRICT, WITHOUT ROWID""", "CREATE INDEX members_by_user ON members (user_id, group_id, joined)", """
            CREATE TABLE messages (
                number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sender TEXT NOT NULL,
                recipient TEXT NOT NULL, text TEXT NOT NULL, sent INTEGER NOT NULL
            ) STRICT""", """
            CREATE TABLE inbox_entries (
                owner TEXT NOT NULL, sequence INTEGER NOT NULL, at INTEGER NOT NULL, message INTEGER NOT NULL,
                PRIMARY KEY (owner, sequence)
            ) STRICT, WITHOUT ROWID""", "CREATE UNIQUE INDEX inbox_entries_by_time ON inbox_entries (owner, at)",
            "INSERT INTO users (id, name, created) VALUES ('user-ada', 'Ada', 5), ('user-bob', 'Bob', 6)",
            "INSERT INTO blocks (owner, blocked, since) VALUES ('user-ada', 'user-bob', 7)",
            "INSERT INTO groups (id, name, created, members) VALUES ('group-g', 'Gardeners', 8, 1)",
            "INSERT INTO members (group_id, user_id, joined) VALUES ('group-g', 'user-ada', 9)",
            "INSERT INTO messages VALUES (1, 'message-1', 'user-ada', 'group-g', 'Hello', 10)",
            "INSERT INTO inbox_entries VALUES ('user-ada', 1, 11, 1)", "PRAGMA application_id = 1836279667",
            "PRAGMA user_version = 1");
    private static final List<String> VERSION_2 = List.of("ALTER TABLE users ADD COLUMN password TEXT",
            "ALTER TABLE blocks ADD COLUMN scope TEXT NOT NULL DEFAULT 'direct'",
            "CREATE INDEX blocks_everywhere ON blocks (blocked, owner) WHERE scope = 'everywhere'",
            "ALTER TABLE groups ADD COLUMN owner TEXT",
            "ALTER TABLE groups ADD COLUMN founders INTEGER NOT NULL DEFAULT 0", """
                    CREATE TABLE sessions (
                        key TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL, opened INTEGER NOT NULL,
                        expires INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID""", "CREATE INDEX sessions_by_user ON sessions (user_id, opened)",
            "CREATE INDEX sessions_by_expiry ON sessions (expires)",
            "INSERT INTO messages VALUES (2, 'message-2', 'user-ada', 'user-bob', 'Bye', 20)",
            "INSERT INTO messages VALUES (3, 'message-3', 'user-ada', 'user-ada', 'Note', 22)",
            "INSERT INTO inbox_entries VALUES ('user-bob', 1, 11, 1), ('user-bob', 2, 21, 2)",
            "INSERT INTO inbox_entries VALUES ('user-ada', 2, 21, 2), ('user-ada', 3, 22, 3)",
            "PRAGMA user_version = 2");
    private static final UserId ADA = new UserId("user-ada");
    private static final UserId BOB = new UserId("user-bob");
    private static final GroupId GROUP = new GroupId("group-g");

    private DatabaseFile file;

    @BeforeEach
    void makeAFileOfVersion1(@TempDir Path folder) throws SQLException {
        file = new DatabaseFile(folder.resolve("messaging.db"));
        execute(VERSION_1);
    }

    private void execute(List<String> statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.path());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                boolean unused = statement.execute(sql);
            }
        }
    }

    @Test
    void whoOnlyReadsDoesNotUpgrade() throws Exception {
        byte[] before = Files.readAllBytes(file.path());
        StoreException refused = assertThrows(StoreException.class, () -> SqliteStore.at(file).asItIs().open());
        assertEquals(file.location() + ": the file has format 1, and this program reads format " + Schema.STEPS.size()
                + ". Reading alone does not change it: \"messaging serve\", or any command that changes something,"
                + " brings it up to date (a \"backup\" before that is possible).", refused.getMessage());
        assertTrue(Arrays.equals(before, Files.readAllBytes(file.path())), "not a byte was changed");
        SqliteStore.at(file).existing().open().close();
        try (SqliteStore store = SqliteStore.at(file).asItIs().open()) {
            assertTrue(store.directory().findUser(ADA).isPresent());
        }
    }

    @Test
    void whatMustBeThereIsNotCreated(@TempDir Path folder) throws Exception {
        Path nowhere = folder.resolve("nowhere.db");
        Path empty = Files.createFile(folder.resolve("empty.db"));
        for (SqliteStore.Builder store : List.of(SqliteStore.at(nowhere).existing(),
                SqliteStore.at(nowhere).asItIs())) {
            StoreException refused = assertThrows(StoreException.class, store::open);
            assertEquals("sqlite:" + nowhere + ": there is no such file. Check --store; a new store begins with"
                    + " \"messaging serve\", or with the first user that is created.", refused.getMessage());
        }
        for (SqliteStore.Builder store : List.of(SqliteStore.at(empty).existing(), SqliteStore.at(empty).asItIs())) {
            StoreException refused = assertThrows(StoreException.class, store::open);
            assertTrue(String.valueOf(refused.getMessage()).contains("the file is empty"), refused.getMessage());
        }
        assertEquals(0, Files.size(empty));
        assertTrue(Files.notExists(nowhere));
    }

    @Test
    void whatVersion1HeldIsThereAndOpenToEverybody() {
        try (SqliteStore store = SqliteStore.open(file.path())) {
            assertEquals(
                    List.of(new Account(new User(ADA, new Name("Ada"), Instant.ofEpochMilli(5)), Optional.empty())),
                    store.directory().findUser(ADA).stream().toList());
            assertEquals(List.of(new Block(ADA, BOB, BlockScope.DIRECT, Instant.ofEpochMilli(7))),
                    store.directory().blocks(ADA, Optional.empty(), 10, AccountCondition.exists()).items());
            assertEquals(new Group(GROUP, new Name("Gardeners"), Instant.ofEpochMilli(8), 1, Optional.empty()),
                    store.directory().findGroup(GROUP, GroupCondition.exists()));
            assertEquals("Hello", store.inboxes().read(ADA, From.beginning(), 10, AccountCondition.exists()).entries()
                    .getFirst().message().text().value());
            PasswordHash hash = new PasswordHash("$test$1$2");
            assertTrue(store.credentials().replacePassword(BOB, Optional.empty(), hash, Optional.empty()));
            assertEquals(Optional.of(hash), store.directory().findUser(BOB).orElseThrow().password());
        }
    }

    @Test
    void theCopiesThatVersion2HeldAreCountedAndTheTextGoesWithTheLast() throws SQLException {
        execute(VERSION_2);
        try (SqliteStore store = SqliteStore.open(file.path())) {
            Instant now = Instant.now();
            assertEquals(2, store.inboxes().trim(ADA, now, 10));
            assertEquals(List.of("1:1", "2:1", "3:1"), copies());
            assertEquals(1, store.inboxes().trim(BOB, now, 10));
            assertEquals(List.of("2:1", "3:1"), copies());
        }
    }

    /** Each message with the number of inboxes that it stands in. */
    private List<String> copies() throws SQLException {
        try (Session session = file.reader()) {
            return session.list("SELECT number || ':' || copies FROM messages ORDER BY number",
                    row -> row.getString(1));
        }
    }

    @Test
    void anUpgradedFileIsBuiltAsANewOneIs(@TempDir Path another) throws SQLException {
        DatabaseFile fresh = new DatabaseFile(another.resolve("messaging.db"));
        SqliteStore.open(fresh.path()).close();
        SqliteStore.open(file.path()).close();
        assertEquals(built(fresh), built(file));
    }

    @Test
    void anUpgradeThatFailsHalfwayLeavesVersion1() throws SQLException {
        List<String> failing = List.of(Schema.STEPS.get(1).getFirst(), "CREATE TABLE users (again TEXT) STRICT");
        try (Session session = file.writer()) {
            assertThrows(SQLException.class,
                    () -> Schema.upgrade(session, file.location(), List.of(Schema.STEPS.getFirst(), failing)));
        }
        try (Session session = file.writer()) {
            assertEquals(1, Schema.version(session));
            assertFalse(session.any("SELECT 1 FROM pragma_table_info('users') WHERE name = 'password'"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUpgradeWhoseNthCallFailsLeavesVersion1OrTheNewOneAndIsCompletedTheNextTime(Faults.Kind kind,
            @TempDir Path folder) throws Exception {
        DatabaseFile upgraded = copy(folder, 0, new Faults());
        SqliteStore.open(upgraded.path()).close();
        Faults faults = new Faults();
        int nth = 0;
        boolean opened = false;
        while (!opened) {
            int failing = ++nth;
            DatabaseFile one = copy(folder, nth, faults);
            faults.plan(call -> call == failing ? kind : null);
            opened = opens(one);
            faults.end();
            List<String> built = built(new DatabaseFile(one.path()));
            assertTrue(built.equals(built(upgraded)) || built.equals(built(file)),
                    kind + " at " + nth + ": " + built);
            SqliteStore.open(one.path()).close();
            assertEquals(built(upgraded), built(one));
        }
        assertTrue(nth > 30, "only " + nth + " calls");
    }

    private static boolean opens(DatabaseFile file) {
        try {
            SqliteStore.at(file).open().close();
            return true;
        } catch (StoreException trouble) {
            assertEquals(StoreException.Outcome.NOT_DONE, trouble.outcome());
            return false;
        }
    }

    private DatabaseFile copy(Path folder, int number, Faults faults) throws IOException {
        return new DatabaseFile(Files.copy(file.path(), folder.resolve(number + ".db")), 20, faults);
    }

    /** Version, tables with their columns, and indexes. */
    private static List<String> built(DatabaseFile file) throws SQLException {
        try (Session session = file.reader()) {
            List<String> parts = session.list("""
                    SELECT t.type || ' ' || t.name || ' ' || c.name || ' ' || c.type || ' ' || c."notnull" || ' '
                    || ifnull(c.dflt_value, '') || ' ' || c.pk
                    FROM sqlite_schema t JOIN pragma_table_info(t.name) c ORDER BY 1""", row -> row.getString(1));
            parts.addAll(session.list("SELECT ifnull(sql, name) FROM sqlite_schema WHERE type = 'index' ORDER BY 1",
                    row -> row.getString(1)));
            parts.add("version " + Schema.version(session));
            return parts;
        }
    }
}
