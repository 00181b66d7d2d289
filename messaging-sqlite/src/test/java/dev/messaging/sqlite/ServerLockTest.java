package dev.messaging.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One server a file, and everybody else beside it. */
class ServerLockTest {
    private Path file;

    /** Opens the file as a server, says so, and holds it until it is killed. */
    static final class Server {
        public static void main(String[] arguments) throws Exception {
            try (SqliteStore store = SqliteStore.at(Path.of(arguments[0])).asServer().open()) {
                System.out.println("serving " + store.location());
                Thread.currentThread().join();
            } catch (StoreException refused) {
                System.out.println(refused.getMessage());
            }
        }
    }

    @BeforeEach
    void name(@TempDir Path folder) {
        file = folder.resolve("messaging.db");
    }

    @Test
    void aSecondServerInTheSameProcessIsRefusedAndOthersAreNot() {
        try (SqliteStore server = SqliteStore.at(file).asServer().open();
                SqliteStore command = SqliteStore.open(file)) {
            server.ping();
            command.ping();
            StoreException refused = assertThrows(StoreException.class, () -> SqliteStore.at(file).asServer().open());
            assertEquals(refusal(), refused.getMessage());
            assertEquals(Outcome.NOT_DONE, refused.outcome());
        }
        SqliteStore.at(file).asServer().open().close();
    }

    @Test
    void aSecondServerInAnotherProcessIsRefusedEvenAfterOneWasRefusedHere() {
        try (SqliteStore server = SqliteStore.at(file).asServer().open()) {
            server.ping();
            assertThrows(StoreException.class, () -> SqliteStore.at(file).asServer().open());
            try (ChildProcess other = ChildProcess.run(Server.class, file.toString())) {
                assertEquals(Optional.of(refusal()), other.line());
            }
        }
    }

    @Test
    void aServerThatWasKilledLetsGoOfTheFile() {
        try (ChildProcess other = ChildProcess.run(Server.class, file.toString())) {
            assertEquals(Optional.of("serving sqlite:" + file), other.line());
            assertThrows(StoreException.class, () -> SqliteStore.at(file).asServer().open());
        }
        SqliteStore.at(file).asServer().open().close();
    }

    @Test
    void anotherNameOfTheFileDoesNotHelp() throws Exception {
        Path folder = Files.createSymbolicLink(file.resolveSibling("folder"), file.getParent());
        try (SqliteStore server = SqliteStore.at(folder.resolve("messaging.db")).asServer().open()) {
            server.ping();
            Path link = Files.createSymbolicLink(file.resolveSibling("link.db"), file);
            assertThrows(StoreException.class, () -> SqliteStore.at(file).asServer().open());
            assertThrows(StoreException.class, () -> SqliteStore.at(link).asServer().open());
        }
        SqliteStore.at(file).asServer().open().close();
    }

    @Test
    void aServerThatCannotOpenTheFileDoesNotKeepTheLock() throws Exception {
        SqliteStore.open(file).close();
        try (Session session = new DatabaseFile(file).writer()) {
            session.run("PRAGMA user_version = 99");
        }
        assertThrows(StoreException.class, () -> SqliteStore.at(file).asServer().open());
        try (Session session = new DatabaseFile(file).writer()) {
            session.run("PRAGMA user_version = " + Schema.STEPS.size());
        }
        SqliteStore.at(file).asServer().open().close();
    }

    private String refusal() {
        return "sqlite:" + file + ": another server is running on this file, and there can be only one.";
    }
}
