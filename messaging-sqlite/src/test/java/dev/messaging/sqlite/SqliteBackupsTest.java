package dev.messaging.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Access;
import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.model.From;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class SqliteBackupsTest {
    private static final UserId ADA = new UserId("user-ada");
    private static final Optional<String> ASIDE = Optional.of("aside.db");

    @TempDir
    Path folder;

    private Path file;
    private Path copy;

    @BeforeEach
    void name() {
        file = folder.resolve("messaging.db");
        copy = folder.resolve("copy.db");
    }

    /** Opens a file as a command does, says so, and holds it until it is killed. */
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            try (SqliteStore store = SqliteStore.open(Path.of(arguments[0]))) {
                store.ping();
                System.out.println("open");
                Thread.currentThread().join();
            }
        }
    }

    @Test
    void aCopyOfABusyStoreHoldsWhatWasAnsweredBeforeAndIsWhole() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        try (Messaging server = Messaging.over(SqliteStore.at(file).asServer().open()).build();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Access access = server.as(Caller.anonymous());
            assertEquals(ADA, access.users().create(ADA, new Name("Ada")).id());
            send(access, "before");
            List<Future<Integer>> senders = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                senders.add(threads.submit(() -> {
                    int sent = 0;
                    for (; !enough.get(); sent++) {
                        send(access, "meanwhile");
                    }
                    return sent;
                }));
            }
            for (int i = 0; i < 3; i++) {
                Path each = folder.resolve("copy" + i + ".db");
                SqliteBackups.Copy made = SqliteBackups.back(file, each);
                assertEquals(Files.size(each), made.bytes());
                assertEquals(Schema.STEPS.size(), made.format());
            }
            enough.set(true);
            int sent = 1;
            for (Future<Integer> sender : senders) {
                sent += sender.get();
            }
            assertEquals(sent, texts(file).size(), "nothing was lost");
        }
        List<String> copied = texts(folder.resolve("copy2.db"));
        assertEquals("before", copied.getFirst());
        assertTrue(texts(folder.resolve("copy0.db")).size() <= copied.size());
        assertNothingElseIsLeft("messaging.db", "messaging.db.server", "copy0.db", "copy1.db", "copy2.db");
    }

    @Test
    void nothingIsWrittenOver() throws Exception {
        populate("one");
        Files.writeString(copy, "a letter");
        wrongFile("exists; nothing is written over", () -> SqliteBackups.back(file, copy));
        assertEquals("a letter", Files.readString(copy));
        refused("there is no such file",
                () -> SqliteBackups.back(folder.resolve("nowhere.db"), folder.resolve("x.db")));
        assertTrue(Files.notExists(folder.resolve("nowhere.db")), "nothing is created where nothing was");
        Path letter = Files.writeString(folder.resolve("letter.txt"), "Dear Ada, this is no database. ".repeat(100));
        refused("not an SQLite database", () -> SqliteBackups.back(letter, folder.resolve("x.db")));
        assertNothingElseIsLeft("messaging.db", "copy.db", "letter.txt");
    }

    /** Copies a file where there is no room, and says what it is told. */
    static final class Copier {
        public static void main(String[] arguments) {
            try {
                var unused = SqliteBackups.back(Path.of(arguments[0]), Path.of(arguments[1]));
            } catch (StoreException trouble) {
                System.out.println(trouble.outcome() + " " + trouble.getMessage());
            }
        }
    }

    @Test
    void aCopyForWhichThereIsNoRoomIsNotDoneAndLeavesNothing() throws Exception {
        populate("one");
        try (Messaging messaging = Messaging.over(SqliteStore.open(file)).build()) {
            for (int i = 0; i < 700; i++) { // 11 MB; the copier needs room for SQLite's own library, too.
                send(messaging.as(Caller.anonymous()), "x".repeat(16_000));
            }
        }
        try (ChildProcess copier = ChildProcess.runWithFilesOfAtMost(8_000, Copier.class, file.toString(),
                copy.toString())) {
            String said = copier.line().orElseThrow();
            assertTrue(said.startsWith("NOT_DONE "), said);
            assertEquals(0, copier.exitCode());
        }
        assertNothingElseIsLeft("messaging.db");
        wrongFile("does not exist", () -> SqliteBackups.back(file, folder.resolve("nowhere/copy.db")));
    }

    @Test
    void aCopyIsForItsOwnerAlone() throws Exception {
        populate("one");
        var unused = SqliteBackups.back(file, copy);
        assertEquals("rw-------", PosixFilePermissions
                .toString(Files.getPosixFilePermissions(copy)));
    }

    @Test
    void aStoreIsRestoredAndTheOneBeforeIsKept() throws Exception {
        populate("one");
        var made = SqliteBackups.back(file, copy);
        populate("two");
        Path aside = folder.resolve("aside.db");
        wrongFile("--replace", () -> SqliteBackups.restore(copy, file, Optional.empty()));
        assertEquals(List.of("one", "two"), texts(file));
        assertEquals(new SqliteBackups.Restored(made, Optional.of(aside)), restored());
        assertEquals(List.of("one"), texts(file));
        assertEquals(List.of("one", "two"), texts(aside));
        assertEquals(List.of("one"), texts(copy), "the copy stays");

        Path fresh = folder.resolve("fresh.db");
        assertFalse(SqliteBackups.restore(copy, fresh, Optional.empty()).keptAside().isPresent());
        assertEquals(List.of("one"), texts(fresh));
    }

    @Test
    void aStoreThatAnybodyHasOpenIsNotReplaced() throws Exception {
        populate("one");
        var unused = SqliteBackups.back(file, copy);
        Path aside = folder.resolve("aside.db");
        try (SqliteStore server = SqliteStore.at(file).asServer().open()) {
            server.ping();
            refused("another server is running", () -> SqliteBackups.restore(copy, file, ASIDE));
        }
        try (ChildProcess holder = ChildProcess.run(Holder.class, file.toString())) {
            assertEquals(Optional.of("open"), holder.line());
            refused("another process has the file open",
                    () -> SqliteBackups.restore(copy, file, ASIDE));
        }
        assertEquals(List.of("one"), texts(file));
        assertTrue(Files.notExists(aside));
        assertEquals(Optional.of(aside), restored().keptAside());
    }

    @Test
    void whatIsNoGoodCopyIsNotRestored() throws Exception {
        populate("one");
        var unused = SqliteBackups.back(file, copy);
        Path aside = folder.resolve("aside.db");

        Path letter = Files.writeString(folder.resolve("letter.db"), "Dear Ada, this is no database. ".repeat(500));
        wrongFile("damaged, or no store", () -> SqliteBackups.restore(letter, file, ASIDE));
        Path empty = Files.createFile(folder.resolve("empty.db"));
        wrongFile("empty", () -> SqliteBackups.restore(empty, file, ASIDE));
        Path damaged = folder.resolve("damaged.db");
        Files.copy(copy, damaged);
        overwrite(damaged, Files.size(damaged) / 2);
        wrongFile("damaged", () -> SqliteBackups.restore(damaged, file, ASIDE));
        Path newer = folder.resolve("newer.db");
        Files.copy(copy, newer);
        try (Session session = new DatabaseFile(newer).connect()) {
            session.run("PRAGMA user_version = 1000");
        }
        wrongFile("newer version", () -> SqliteBackups.restore(newer, file, ASIDE));
        Path inUse = folder.resolve("in-use.db");
        Files.copy(copy, inUse);
        Files.writeString(folder.resolve("in-use.db-wal"), "");
        wrongFile("in use", () -> SqliteBackups.restore(inUse, file, ASIDE));

        assertEquals(List.of("one"), texts(file));
        assertTrue(Files.notExists(aside));
    }

    @Test
    void whatIsKeptAsideIsNotWrittenOverEither() throws Exception {
        populate("one");
        var unused = SqliteBackups.back(file, copy);
        Path aside = Files.writeString(folder.resolve("aside.db"), "precious");
        refused("exists; nothing is written over", () -> SqliteBackups.restore(copy, file, ASIDE));
        assertEquals("precious", Files.readString(aside));
        assertEquals(List.of("one"), texts(file));
    }

    private SqliteBackups.Restored restored() {
        return SqliteBackups.restore(copy, file, ASIDE);
    }

    private static void wrongFile(String why, Executable act) {
        SqliteBackups.WrongFile wrong = assertThrows(SqliteBackups.WrongFile.class, act);
        assertTrue(String.valueOf(wrong.getMessage()).contains(why), wrong.getMessage());
    }

    private static void refused(String why, Executable act) {
        StoreException refused = assertThrows(StoreException.class, act);
        assertEquals(Outcome.NOT_DONE, refused.outcome());
        assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.getMessage());
    }

    private static void overwrite(Path file, long from) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] noise = new byte[8_192];
            new Random(1).nextBytes(noise);
            assertEquals(noise.length, channel.write(ByteBuffer.wrap(noise), from - noise.length));
        }
    }

    private void populate(String text) {
        try (Messaging messaging = Messaging.over(SqliteStore.open(file)).build()) {
            Access access = messaging.as(Caller.anonymous());
            if (messaging.store().directory().findUser(ADA).isEmpty()) {
                assertEquals(ADA, access.users().create(ADA, new Name("Ada")).id());
            }
            send(access, text);
        }
    }

    private static void send(Access access, String text) {
        var unused = access.messages().send(ADA, ADA, new Text(text));
    }

    private static List<String> texts(Path file) {
        try (Messaging messaging = Messaging.over(SqliteStore.open(file)).build()) {
            List<String> texts = new ArrayList<>();
            messaging.as(Caller.administrator()).messages().checkAll(ADA, From.beginning())
                    .forEachRemaining(page -> page.entries().forEach(entry -> texts.add(
                            entry.message().text().value())));
            return texts;
        }
    }

    private void assertNothingElseIsLeft(String... names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(Stream.of(names).sorted().toList(),
                    files.map(each -> each.getFileName().toString()).sorted().toList());
        }
    }
}
