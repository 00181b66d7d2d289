package dev.messaging.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to the files, step by step, when a copy takes the place of a store; the store has two users, the copy one. */
class RestoringTest {
    private static final Optional<String> ASIDE = Optional.of("aside.db");
    private static final int OF_NOBODY = 65_534;

    @TempDir
    Path folder;

    private Path file;
    private Path copy;
    private Path aside;

    @BeforeEach
    void begin() {
        file = folder.resolve("messaging.db");
        copy = folder.resolve("copy.db");
        aside = folder.resolve("aside.db");
        add("user-a");
        var unused = SqliteBackups.back(file, copy);
        try (SqliteStore server = SqliteStore.at(file).asServer().open()) {
            create(server, "user-b");
        }
    }

    /** Tells before and after each step what the store's name stands for, and fails one of them. */
    private final class Watched extends Disk {
        private final int fails;
        private final boolean afterwards;
        private final List<String> steps = new ArrayList<>();

        /**
         * @param fails which step, from 1
         * @param afterwards whether it was done all the same
         */
        Watched(int fails, boolean afterwards) {
            this.fails = fails;
            this.afterwards = afterwards;
        }

        private void step(String name, Step step) throws IOException {
            steps.add(name);
            look();
            boolean now = steps.size() == fails;
            if (!now || afterwards) {
                step.make();
                look();
            }
            if (now) {
                throw new IOException("step " + fails + " fails");
            }
        }

        /** A crash here would leave this: nothing that is read with SQLite, which would mend it. */
        private void look() throws IOException {
            assertTrue(Files.size(file) > 4_096, "the name stands for a store");
        }

        @Override
        void move(Path from, Path name) throws IOException {
            step("move " + name.getFileName(), () -> super.move(from, name));
        }

        @Override
        Closeable keep(Path from, Path second) throws IOException {
            Closeable[] kept = new Closeable[1];
            step("keep", () -> kept[0] = super.keep(from, second));
            return kept[0];
        }

        @Override
        void sync(Path fileOrFolder) throws IOException {
            step(Files.isDirectory(fileOrFolder) ? "sync folder" : "sync file", () -> super.sync(fileOrFolder));
        }

        @Override
        void liken(Path one, Path model) throws IOException {
            step("liken", () -> super.liken(one, model));
        }
    }

    /** One thing that is done to the disk. */
    @FunctionalInterface
    private interface Step {
        void make() throws IOException;
    }

    @Test
    void theNameAlwaysStandsForAStore() {
        Watched watched = new Watched(0, false);
        assertEquals(Optional.of(aside), SqliteBackups.restore(copy, file, ASIDE, watched).keptAside());
        assertEquals(List.of("sync file", "liken", "keep", "sync folder", "move messaging.db", "sync folder"),
                watched.steps);
        assertEquals(List.of("user-a"), users(file));
        assertEquals(List.of("user-a", "user-b"), users(aside));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aStepThatFailsLeavesTheStoreAsItWasAndNothingElse(int fails) throws IOException {
        StoreException trouble = assertThrows(StoreException.class,
                () -> SqliteBackups.restore(copy, file, ASIDE, new Watched(fails, false)));
        assertEquals(Outcome.NOT_DONE, trouble.outcome());
        assertEquals(List.of("copy.db", "messaging.db", "messaging.db.server"), names());
        assertEquals(List.of("user-a", "user-b"), users(file));
    }

    @ParameterizedTest
    @CsvSource({"5, true", "6, false", "6, true"})
    void whatWasExchangedAndMayNotBeOnTheDiskIsSaidAndNothingIsLost(int fails, boolean afterwards) {
        StoreException trouble = assertThrows(StoreException.class,
                () -> SqliteBackups.restore(copy, file, ASIDE, new Watched(fails, afterwards)));
        assertEquals(Outcome.UNKNOWN, trouble.outcome());
        assertEquals(List.of("user-a"), users(file));
        assertEquals(List.of("user-a", "user-b"), users(aside));
    }

    @ParameterizedTest
    @ValueSource(strings = {"noise", "a stub", "nothing readable behind the header"})
    void aDamagedStoreIsReplacedAndItsLogIsNotTakenForTheNewOnes(String damage) throws IOException {
        leaveALog();
        damage(damage);
        byte[] before = Files.readAllBytes(file);
        assertEquals(Optional.of(aside), SqliteBackups.restore(copy, file, ASIDE).keptAside());
        assertFalse(Files.exists(log(file)));
        assertEquals(List.of("user-a"), users(file));
        if (damage.equals("noise")) {
            assertEquals(ByteBuffer.wrap(before), ByteBuffer.wrap(Files.readAllBytes(aside)));
            assertTrue(Files.size(log(aside)) > 0, "what could be mended with it is kept");
        }
    }

    @Test
    void theLogOfADamagedStoreGoesBackIfItCannotBeReplaced() throws IOException {
        leaveALog();
        damage("noise");
        byte[] before = Files.readAllBytes(file);
        byte[] logBefore = Files.readAllBytes(log(file));
        for (int fails = 1; fails <= 6; fails++) {
            Watched watched = new Watched(fails, false);
            StoreException trouble = assertThrows(StoreException.class,
                    () -> SqliteBackups.restore(copy, file, ASIDE, watched));
            assertEquals(Outcome.NOT_DONE, trouble.outcome());
            assertEquals(ByteBuffer.wrap(before), ByteBuffer.wrap(Files.readAllBytes(file)));
            assertEquals(ByteBuffer.wrap(logBefore), ByteBuffer.wrap(Files.readAllBytes(log(file))));
            assertEquals(List.of("copy.db", "messaging.db", "messaging.db-wal", "messaging.db.server"), names());
        }
    }

    @Test
    void aDamagedStoreThatAnybodyHasOpenIsNotReplaced() throws IOException {
        try (ChildProcess holder = ChildProcess.run(SqliteBackupsTest.Holder.class, file.toString())) {
            assertEquals(Optional.of("open"), holder.line());
            damage("noise");
            StoreException refused = assertThrows(StoreException.class,
                    () -> SqliteBackups.restore(copy, file, ASIDE));
            assertTrue(String.valueOf(refused.getMessage()).contains("another process has the file open"),
                    refused.getMessage());
            assertFalse(Files.exists(aside));
        }
        assertEquals(Optional.of(aside), SqliteBackups.restore(copy, file, ASIDE).keptAside());
    }

    /** It has opened the old file in the instant of the exchange; what it would write beside the name would spoil the new one. */
    @Test
    void whoeverHasTheOldFileStillCanReadItAndNotWriteBesideTheNewOne() throws Exception {
        try (Session late = new DatabaseFile(file).connect()) {
            assertEquals(Optional.of(aside), SqliteBackups.restore(copy, file, ASIDE).keptAside());
            assertEquals(2, late.count("SELECT count(*) FROM users"));
            assertThrows(SQLException.class, () -> late.run("PRAGMA journal_mode = WAL"));
            assertThrows(SQLException.class, () -> late.run("DELETE FROM users"));
        }
        assertEquals(List.of("user-a"), users(file));
        assertEquals(List.of("user-a", "user-b"), users(aside));
    }

    @Test
    void aLinkStaysAndTheFileBehindItIsReplaced() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path real = Files.move(file, elsewhere.resolve("real.db"));
        Path unused = Files.createSymbolicLink(file, real);
        assertEquals(Optional.of(elsewhere.toRealPath().resolve("aside.db")),
                SqliteBackups.restore(copy, file, ASIDE).keptAside());
        assertTrue(Files.isSymbolicLink(file));
        assertEquals(List.of("user-a"), users(real));

        Path broken = Files.createSymbolicLink(folder.resolve("broken.db"), folder.resolve("nowhere.db"));
        SqliteBackups.WrongFile refused = assertThrows(SqliteBackups.WrongFile.class,
                () -> SqliteBackups.restore(copy, broken, ASIDE));
        assertTrue(String.valueOf(refused.getMessage()).contains("is a link"), refused.getMessage());
        assertTrue(Files.isSymbolicLink(broken));
    }

    @Test
    void theNewFileHasThePermissionsAndAsFarAsMayBeTheOwnerOfTheOldOne() throws IOException {
        Path unused = Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        boolean given = giveAway(file);
        SqliteBackups.Restored restored = SqliteBackups.restore(copy, file, ASIDE);
        assertEquals(Optional.of(aside), restored.keptAside());
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(Files.getOwner(aside), Files.getOwner(file));
        assertEquals(given ? OF_NOBODY : Files.getAttribute(aside, "unix:gid"), Files.getAttribute(file, "unix:gid"));
    }

    @Test
    void aStoreWhereThereWasNoneIsForItsOwnerAloneWhoeverMayReadTheCopy() throws IOException {
        Path unused = Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        Path fresh = folder.resolve("fresh.db");
        assertEquals(Optional.empty(), SqliteBackups.restore(copy, fresh, Optional.empty()).keptAside());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)));
    }

    @Test
    void whereFilesHaveOnlyOneNameTheStoreIsCopiedAsideWhileItIsHeld() throws IOException {
        Disk withoutLinks = new Disk() {
            @Override
            void link(Path name, Path one) {
                throw new UnsupportedOperationException();
            }
        };
        assertEquals(Optional.of(aside), SqliteBackups.restore(copy, file, ASIDE, withoutLinks).keptAside());
        assertEquals(List.of("user-a"), users(file));
        assertEquals(List.of("user-a", "user-b"), users(aside));
        Path fresh = folder.resolve("fresh.db");
        assertEquals(Optional.empty(), SqliteBackups.restore(copy, fresh, Optional.empty(), withoutLinks).keptAside());
        assertEquals(List.of("user-a"), users(fresh));
    }

    @Test
    void whatIsCreatedMeanwhileIsNotWrittenOver() throws IOException {
        Path fresh = folder.resolve("fresh.db");
        Disk late = new Disk() {
            @Override
            void link(Path name, Path one) throws IOException {
                Files.writeString(name, "another process was here");
                super.link(name, one);
            }
        };
        StoreException refused = assertThrows(StoreException.class,
                () -> SqliteBackups.restore(copy, fresh, Optional.empty(), late));
        assertTrue(String.valueOf(refused.getMessage()).contains("just been created"), refused.getMessage());
        assertEquals("another process was here", Files.readString(fresh));
    }

    /** Only root may; everybody else sees the permissions alone. */
    private static boolean giveAway(Path file) throws IOException {
        try {
            Path unused = Files.setAttribute(file, "unix:gid", OF_NOBODY);
            Path unusedToo = Files.setAttribute(file, "unix:uid", OF_NOBODY);
            return true;
        } catch (FileSystemException forbidden) {
            return false;
        }
    }

    /** As a process leaves it that was killed before it folded its last change into the file. */
    private void leaveALog() throws IOException {
        try (SqliteStore store = SqliteStore.open(file)) {
            create(store, "user-c");
            Path unused = Files.copy(log(file), folder.resolve("log"));
        }
        Path unused = Files.move(folder.resolve("log"), log(file));
    }

    private void damage(String how) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] noise = new byte[4_000];
            Arrays.fill(noise, (byte) 7);
            switch (how) {
                case "noise" -> assertEquals(noise.length, channel.write(ByteBuffer.wrap(noise), 0));
                case "a stub" -> assertEquals(50, channel.truncate(50).size());
                default -> assertEquals(3_900, channel.write(ByteBuffer.wrap(noise, 100, 3_900), 100));
            }
        }
    }

    private static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    private void add(String id) {
        try (SqliteStore store = SqliteStore.open(file)) {
            create(store, id);
        }
    }

    private static void create(SqliteStore store, String id) {
        User user = new User(new UserId(id), new Name("x"), Instant.EPOCH);
        store.directory().createUser(new Account(user, Optional.empty()));
    }

    private static List<String> users(Path file) {
        try (SqliteStore store = SqliteStore.open(file)) {
            return store.directory().users(Optional.empty(), 100).items().stream()
                    .map(account -> account.user().id().value()).toList();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
