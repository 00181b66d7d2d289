package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.Admin.Outcome;
import dev.messaging.cli.bulk.Lines;
import dev.messaging.cli.bulk.Town;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Store;
import dev.messaging.sqlite.SqliteStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inboxes are damaged past the program, and exported: what is sound goes along, and what is not is told. */
class DamagedExportTest {
    private static final String MESSAGE_OF = "UPDATE messages SET sender = 'nobody' WHERE number = (SELECT message FROM inbox_entries WHERE ";

    private final TestClock clock = new TestClock();
    private final Path folder;
    private final Store store;
    private final Admin here;
    private final Store target = MemoryStore.create(clock);
    private final Admin there = new Admin(target);
    private UserId busy = new UserId("user-none");
    private String told = "";

    DamagedExportTest(@TempDir Path folder) {
        this.folder = folder;
        this.store = SqliteStore.at(folder.resolve("messaging.db")).clock(clock).open();
        this.here = new Admin(store);
    }

    @BeforeEach
    void live() throws SQLException {
        Town town = new Town(store, clock, 11);
        town.settle(30);
        town.talk(300);
        busy = new UserId(
                asked("SELECT owner FROM inbox_entries GROUP BY owner ORDER BY count(*) DESC, owner LIMIT 1"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private String asked(String question) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("messaging.db"));
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            return answer.getString(1);
        }
    }

    private void damage(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("messaging.db"));
                Statement damaging = connection.createStatement()) {
            assertTrue(damaging.executeUpdate(statement) > 0);
        }
    }

    private void write(int messages) {
        for (int i = 0; i < messages; i++) {
            clock.move(Duration.ofMillis(1));
            store.inboxes()
                    .deliver(new Message(new MessageId("message-" + clock.instant().toEpochMilli()),
                            busy, busy, new Text("more " + i), clock.instant()), AccountCondition.exists(),
                            facts -> List.of(busy));
        }
    }

    private long soundEntries() throws SQLException {
        return Long.parseLong(
                asked("SELECT count(*) FROM inbox_entries e JOIN messages m ON m.number = e.message WHERE m.sender <> 'nobody'"));
    }

    private static long entries(Path file) {
        return Lines.of(file).stream().filter(line -> line.startsWith("{\"kind\":\"entry\"")).count();
    }

    private Path exportedWithDamage(String name, String... more) {
        Path file = folder.resolve(name);
        Outcome outcome = here.types(
                Stream.concat(Stream.of("export", file.toString()), Stream.of(more)).toArray(String[]::new));
        assertEquals(ExitCodes.REFUSED, outcome.exitCode(), outcome.notes());
        assertTrue(outcome.notes().contains("\"messaging doctor\""), outcome.notes());
        told = outcome.notes();
        return file;
    }

    @Test
    void eachDamagedEntryIsNamedAndAllSoundOnesAreExportedAndImported() throws SQLException {
        damage(MESSAGE_OF + "owner = '" + busy + "' AND sequence = 2)");
        damage("DELETE FROM inbox_entries WHERE owner = '" + busy + "' AND sequence IN (4, 5)");
        damage("UPDATE inbox_entries SET at = at - 100000000 WHERE owner = '" + busy + "' AND sequence = 7");
        long sound = soundEntries() - 1;
        Path file = exportedWithDamage("damaged.jsonl");
        assertTrue(
                told.contains("the entry 2 in the inbox of " + busy + " cannot be read, and is left out: "),
                told);
        assertTrue(told.contains("the entries 4 to 5 are missing in the inbox of " + busy + "."), told);
        assertTrue(told.contains("the entry 7 in the inbox of " + busy + " is not later than the one before it"), told);
        assertEquals(sound, entries(file));
        there.gets("import", file.toString());
        assertEquals(store.inboxes().tail(busy), target.inboxes().tail(busy));
    }

    @Test
    void anInboxThatEndsWithDamageIsExportedUpToItAndADeltaGoesOnFromThere() throws SQLException {
        long last = store.inboxes().tail(busy).sequence();
        damage(MESSAGE_OF + "owner = '" + busy + "' AND sequence = " + last + ")");
        Path first = exportedWithDamage("first.jsonl");
        assertEquals(soundEntries(), entries(first));
        there.gets("import", first.toString());
        write(3);
        Path second = exportedWithDamage("second.jsonl", "--since", first.toString());
        assertEquals(3, entries(second));
        there.gets("import", second.toString());
        assertEquals(last + 3, target.inboxes().tail(busy).sequence());
    }

    @Test
    void anInboxOfSeveralPartsThatEndsWithDamageIsCutOffThere() throws SQLException {
        write(700);
        long last = store.inboxes().tail(busy).sequence();
        damage(MESSAGE_OF + "owner = '" + busy + "' AND sequence = " + last + ")");
        damage("DELETE FROM inbox_entries WHERE owner = '" + busy + "' AND sequence = 300");
        Path first = exportedWithDamage("first.jsonl");
        assertTrue(told.contains("the entry 300 is missing in the inbox of " + busy + "."), told);
        assertTrue(told.contains("the inbox of " + busy + " cannot be read beyond " + (last - 1) + "."), told);
        assertEquals(soundEntries(), entries(first));
        there.gets("import", first.toString());
        assertEquals(last - 1, target.inboxes().tail(busy).sequence());
        write(3);
        Path second = exportedWithDamage("second.jsonl", "--since", first.toString());
        assertEquals(3, entries(second));
        there.gets("import", second.toString());
        assertEquals(store.inboxes().tail(busy), target.inboxes().tail(busy));
    }

    @Test
    void theInboxOfAUserWhoCannotBeReadIsToldToBeLeftOut() throws SQLException {
        long others = soundEntries() - store.inboxes().tail(busy).sequence();
        damage("UPDATE users SET name = '' WHERE id = '" + busy + "'");
        Path file = exportedWithDamage("inboxes.jsonl", "--inboxes-only");
        assertTrue(told.contains(busy + " cannot be read, so the inbox is left out: "), told);
        assertEquals(others, entries(file));
    }

    @Test
    void anInboxInWhichNothingIsSoundIsTold() throws SQLException {
        damage("DELETE FROM messages");
        Path file = exportedWithDamage("nothing.jsonl");
        assertEquals(0, entries(file));
        assertTrue(told.contains("more."), told);
        there.gets("import", file.toString());
    }
}
