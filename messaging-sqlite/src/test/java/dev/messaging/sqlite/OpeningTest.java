package dev.messaging.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are opened, and what is said of those that are not. */
class OpeningTest {
    private static final User ADA = new User(new UserId("user-ada"), new Name("Ada"), Instant.ofEpochMilli(5));

    @TempDir
    private Path folder;

    @Test
    void whatWasWrittenIsThereWhenTheFileIsOpenedAgain() {
        Path file = folder.resolve("messaging.db");
        create(file);
        try (SqliteStore store = SqliteStore.open(file)) {
            store.ping();
            assertEquals(Optional.of(ADA), store.directory().findUser(ADA.id()).map(Account::user));
            assertEquals("sqlite:" + file, store.location());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space.db", "question?cache=shared", "sharp#.db", "percent%20.db", "ünï 🦊.db",
            "mode=memory", "quote'\".db"})
    void aNameMayHoldAnyCharacter(String name) throws IOException {
        Path file = folder.resolve(name);
        create(file);
        assertTrue(Files.size(file) > 0);
        assertFalse(Files.exists(folder.resolve(name + "-wal")), "the log is folded in when the last one closes");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aNewFileAndTheLogBesideItAreForThisUserAlone() throws IOException {
        Path file = folder.resolve("messaging.db");
        try (SqliteStore store = SqliteStore.open(file)) {
            store.directory().createUser(new Account(ADA, Optional.empty()));
            for (String name : List.of("messaging.db", "messaging.db-wal")) {
                assertEquals("rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))), name);
            }
        }
    }

    @Test
    void anEmptyFileIsTakenForANewOne() throws IOException {
        create(Files.createFile(folder.resolve("empty.db")));
    }

    @Test
    void whoFindsTheNewFileLockedWaits() throws Exception {
        DatabaseFile file = new DatabaseFile(folder.resolve("messaging.db"));
        FutureTask<Boolean> opening = new FutureTask<>(() -> create(file.path()), true);
        try (Session other = file.connect()) {
            other.run("BEGIN IMMEDIATE");
            Thread opener = Thread.ofPlatform().start(opening);
            while (opener.isAlive() && opener.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }
        assertTrue(opening.get());
    }

    @Test
    void anInterruptEndsTheWaitForALock() throws Exception {
        DatabaseFile file = new DatabaseFile(folder.resolve("messaging.db"));
        try (Session other = file.connect()) {
            other.run("BEGIN EXCLUSIVE");
            Thread.currentThread().interrupt();
            assertEquals(": waiting for another process's lock was interrupted.", refusal(file.path()));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void manyMayCreateTheFileAtOnce() throws Exception {
        Path file = folder.resolve("messaging.db");
        List<Future<?>> openings = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                openings.add(threads.submit(() -> create(file)));
            }
        }
        for (Future<?> opening : openings) {
            opening.get();
        }
    }

    @Test
    void aFileThatAnotherCreatesDuringTheCheckIsNotTakenForAnotherPrograms() throws Exception {
        DatabaseFile file = new DatabaseFile(folder.resolve("messaging.db"));
        execute(file.path(), "PRAGMA journal_mode = WAL");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.path());
                Session session = new Session(
                        before("SELECT 1 FROM sqlite_schema", () -> create(file.path()), connection))) {
            Schema.check(session, file.location());
        }
    }

    /** A connection on which something happens just before a statement is used for the first time. */
    private static Connection before(String sql, Runnable event, Connection connection) {
        return (Connection) Proxy.newProxyInstance(OpeningTest.class.getClassLoader(), new Class<?>[]{Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement") && sql.equals(arguments[0])) {
                        event.run();
                    }
                    return method.invoke(connection, arguments);
                });
    }

    @Test
    void aNewerFileIsRefusedAndNotChanged() throws Exception {
        Path file = folder.resolve("messaging.db");
        create(file);
        execute(file, "PRAGMA user_version = 99");
        byte[] before = Files.readAllBytes(file);
        assertEquals(
                ": the file was written by a newer version of this program (format 99; this one knows formats up to "
                        + Schema.STEPS.size() + ").",
                refusal(file));
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE TABLE theirs (x)", "PRAGMA application_id = 1", "PRAGMA user_version = 1"})
    void anotherProgramsFileIsRefusedAndNotChanged(String theirs) throws Exception {
        Path file = folder.resolve("theirs.db");
        execute(file, theirs);
        byte[] before = Files.readAllBytes(file);
        assertEquals(": the file is another program's database; nothing was changed.", refusal(file));
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void whatIsNoDatabaseIsRefusedAndNotChanged() throws IOException {
        Path file = Files.writeString(folder.resolve("letter.txt"), "Dear Ada, ".repeat(1_000));
        assertEquals(": the file is not an SQLite database; nothing was changed.", refusal(file));
        assertEquals("Dear Ada, ".repeat(1_000), Files.readString(file));
    }

    @Test
    void aDamagedFileIsReportedAsSuch() throws IOException {
        Path file = folder.resolve("messaging.db");
        create(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer rubbish = ByteBuffer.allocate((int) channel.size() - 4_096);
            while (rubbish.hasRemaining()) {
                rubbish.put((byte) 0x5a);
            }
            assertTrue(channel.write(rubbish.flip(), 4_096) > 0);
        }
        try (SqliteStore store = SqliteStore.open(file)) {
            StoreException trouble = assertThrows(StoreException.class,
                    () -> store.directory().findUser(ADA.id()).map(Account::user));
            assertEquals(store.location() + ": the file is damaged; put a copy from a backup in its place.",
                    trouble.getMessage());
            assertThrows(StoreException.class, () -> store.directory().createUser(new Account(ADA, Optional.empty())));
        }
    }

    @Test
    void aFolderIsNoFile() {
        assertEquals(": this is a folder, not a file.", refusal(folder));
    }

    @Test
    void aMissingFolderIsNamed() {
        assertEquals(": the folder " + folder.resolve("missing") + " does not exist.",
                refusal(folder.resolve("missing/messaging.db")));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatNobodyCanWriteToIsReported() {
        assertEquals(": the file, or the folder it is in, cannot be opened for writing.",
                refusal(Path.of("/proc/messaging.db")));
    }

    @Test
    void aReadOnlyFileIsReportedWhenItIsOpened() {
        Path file = folder.resolve("messaging.db");
        create(file);
        assertTrue(file.toFile().setReadOnly());
        assumeFalse(Files.isWritable(file), "nothing is read-only to this user");
        assertEquals(": the file, or the folder it is in, cannot be opened for writing.", refusal(file));
    }

    @Test
    void anUpgradeThatFailsLeavesTheFileAsItWas() throws Exception {
        DatabaseFile file = new DatabaseFile(folder.resolve("messaging.db"));
        create(file.path());
        List<List<String>> steps = new ArrayList<>(Schema.STEPS);
        steps.add(List.of("CREATE TABLE fresh (x INTEGER) STRICT", "CREATE TABLE users (again TEXT) STRICT"));
        try (Session session = file.writer()) {
            assertThrows(SQLException.class, () -> Schema.upgrade(session, file.location(), steps));
        }
        try (Session session = file.writer()) {
            assertEquals(Schema.STEPS.size(), Schema.version(session));
            assertFalse(session.any("SELECT 1 FROM sqlite_schema WHERE name = 'fresh'"));
        }
        create(file.path());
    }

    @Test
    void anUpgradeKeepsWhatIsThere() throws Exception {
        DatabaseFile file = new DatabaseFile(folder.resolve("messaging.db"));
        create(file.path());
        List<List<String>> steps = new ArrayList<>(Schema.STEPS);
        steps.add(List.of("ALTER TABLE users ADD COLUMN mood TEXT NOT NULL DEFAULT 'fine'"));
        try (Session session = file.writer()) {
            Schema.upgrade(session, file.location(), steps);
            assertEquals(steps.size(), Schema.version(session));
            assertEquals(Optional.of("fine"),
                    session.first("SELECT mood FROM users WHERE id = 'user-ada'", row -> row.getString(1)));
        }
    }

    @Test
    void aClosedStoreAnswersNothing() {
        SqliteStore store = SqliteStore.open(folder.resolve("messaging.db"));
        store.close();
        store.close();
        assertThrows(StoreException.class, store::ping);
        assertThrows(StoreException.class, () -> store.directory().createUser(new Account(ADA, Optional.empty())));
    }

    private static void create(Path file) {
        try (SqliteStore store = SqliteStore.open(file)) {
            store.directory().createUser(new Account(ADA, Optional.empty()));
        }
    }

    /** What is said behind the name of the file. */
    private static String refusal(Path file) {
        StoreException trouble = assertThrows(StoreException.class, () -> SqliteStore.open(file).close());
        assertEquals(Outcome.NOT_DONE, trouble.outcome());
        String message = String.valueOf(trouble.getMessage());
        assertTrue(message.startsWith("sqlite:" + file), message);
        return message.substring(("sqlite:" + file).length());
    }

    private static void execute(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
