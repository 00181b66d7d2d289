package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.bulk.Town;
import dev.messaging.cli.doctor.Report;
import dev.messaging.core.contract.ForwardingStore;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import dev.messaging.sqlite.SqliteStore;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of a healthy file are changed past the program, and each change is found. */
class DoctorOnSqliteTest {
    /** Somebody whose inbox has enough entries. */
    private static final String BUSY = "(SELECT owner FROM inbox_entries GROUP BY owner ORDER BY count(*) DESC, owner LIMIT 1)";
    private static final String GROUP = "(SELECT min(group_id) FROM members)";

    private final TestClock clock = new TestClock();
    private final Path file;
    private final Store store;
    private final Town town;
    private final Examination examination;

    DoctorOnSqliteTest(@TempDir Path folder) {
        this.file = folder.resolve("messaging.db");
        this.store = SqliteStore.at(file).clock(clock).open();
        this.town = new Town(store, clock, 11);
        this.examination = new Examination(store);
    }

    @BeforeEach
    void live() {
        town.settle(30);
        town.talk(300);
        town.forget();
        town.change();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void damage(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                int unused = statement.executeUpdate(sql.replace("$BUSY", BUSY).replace("$GROUP", GROUP));
            }
        }
    }

    @Test
    void aHealthyFileHasNoFindings() {
        examination.findsNothing();
    }

    @Test
    void aFileThatIsWrittenToMeanwhileHasNoFindings() throws ExecutionException, InterruptedException {
        CompletableFuture<Void> traffic = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 20; i++) {
                town.settle(10);
                town.talk(100);
                town.forget();
            }
            town.change();
        });
        int examinations = 0;
        while (!traffic.isDone()) {
            examination.findsNothing();
            examinations++;
        }
        assertEquals(null, traffic.get());
        assertTrue(examinations > 0);
        examination.findsNothing();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    INSERT INTO members VALUES ('group-gone', (SELECT min(id) FROM users), 5) | membership
                    INSERT INTO blocks (owner, blocked, since) VALUES ('user-gone', (SELECT min(id) FROM users), 5) | block
                    INSERT INTO blocks (owner, blocked, since) VALUES ((SELECT min(id) FROM users), 'user-gone', 5) | block
                    UPDATE groups SET members = members + 3 WHERE id = $GROUP | count
                    UPDATE messages SET copies = copies + 1 WHERE number = (SELECT max(number) FROM messages) | copies
                    UPDATE messages SET copies = 0 WHERE number = (SELECT max(number) FROM messages) | copies
                    INSERT INTO messages (id, sender, recipient, text, sent, copies) VALUES ('message-1', 'user-1', 'user-2', 'x', 1, 2) | unheld-message
                    INSERT INTO sessions VALUES (lower(hex(zeroblob(32))), (SELECT min(id) FROM users), 1, 2) | expired-session
                    INSERT INTO sessions VALUES (lower(hex(zeroblob(32))), 'user-gone', 1, 99999999999999) | session
                    INSERT INTO users (id, name, created, erased) VALUES ('user-erased', '', 0, 5); INSERT INTO blocks (owner, blocked, since) VALUES ('user-erased', (SELECT min(id) FROM users), 5) | erasure
                    INSERT INTO users (id, name, created, erased) VALUES ('user-erased', 'Ada', 0, 5) | erasure
                    INSERT INTO users (id, name, created, erased) VALUES ('user-erased', '', 0, 5); INSERT INTO sessions VALUES (lower(hex(zeroblob(32))), 'user-erased', 1, 99999999999999) | erasure
                    INSERT INTO requests VALUES ('0123456789abcdef', 'f', 'd', 2) | expired-request
                    """)
    void whatCanBeMendedIsMended(String damage, String kind) throws SQLException {
        damage(damage.split("; "));
        examination.findsAndMends(kind);
    }

    @Test
    void aMembershipOfNobodyGoesAndTheMembersAreCountedAnew() throws SQLException {
        damage("INSERT INTO members VALUES ($GROUP, 'user-gone', 5)");
        examination.findsAndMends("membership", "count");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    DELETE FROM inbox_entries WHERE owner = $BUSY AND sequence = (SELECT max(sequence) - 2 FROM inbox_entries WHERE owner = $BUSY) | hole
                    UPDATE inbox_entries SET at = at - 100000000 WHERE owner = $BUSY AND sequence = (SELECT max(sequence) - 2 FROM inbox_entries WHERE owner = $BUSY) | disorder
                    INSERT INTO inbox_entries SELECT owner, max(sequence) + 1, max(at) + 1, min(message) FROM inbox_entries WHERE owner = $BUSY | repeated-message
                    UPDATE inbox_entries SET owner = 'user-gone' WHERE owner = $BUSY | inbox-of-nobody
                    UPDATE groups SET owner = 'user-gone' WHERE id = $GROUP | owner
                    UPDATE users SET name = '' WHERE id = $BUSY | unreadable
                    UPDATE members SET user_id = 'nobody at all' WHERE group_id = $GROUP AND user_id = (SELECT min(user_id) FROM members WHERE group_id = $GROUP) | unreadable
                    DELETE FROM messages WHERE number = (SELECT max(number) FROM messages) | unreadable
                    """)
    void whatCannotBeMendedWithoutHarmIsLeft(String damage, String kind) throws SQLException {
        damage(damage);
        examination.findsAndLeaves(kind);
    }

    @Test
    void whatWasMendedIsToldAlsoIfTheStoreFailsAfterwards() throws SQLException {
        damage("INSERT INTO members VALUES ('group-gone', (SELECT min(id) FROM users), 5)");
        Store failing = new ForwardingStore(store) {
            @Override
            public Archive archive() {
                return (Archive) Proxy.newProxyInstance(Archive.class.getClassLoader(), new Class<?>[]{Archive.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("flaws")) {
                                throw StoreException.notDone("The disk is gone.");
                            }
                            return method.invoke(store.archive(), arguments);
                        });
            }
        };
        Report report = new Examination(failing).mended();
        assertEquals(Optional.of("The disk is gone."), report.trouble());
        assertEquals(List.of("membership", "unexamined"), Examination.kinds(report));
        assertEquals(List.of("yes"), Examination.of(report, "membership").map(Report.Listed::done).toList());
        assertTrue(report.isDamaged());
    }

    @Test
    void whatSqliteFindsWrongWithItsFileIsTold() throws SQLException {
        damage("PRAGMA writable_schema = ON", """
                UPDATE sqlite_schema SET sql = replace(sql, 'user_id, group_id, joined)', 'user_id, joined, group_id)')
                WHERE name = 'members_by_user'""");
        examination.findsAndLeaves("file");
    }
}
