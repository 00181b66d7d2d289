package dev.messaging.cli.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.load.Display;
import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports that are gone on with, or follow earlier ones: only where that is right. */
class ResumedExportTest {
    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final Store source = MemoryStore.create(clock);
    private final Town town = new Town(source, clock, 3);
    private Path file = Path.of("");

    @BeforeEach
    void live() {
        file = folder.resolve("all.jsonl");
        town.settle(20);
        town.talk(100);
    }

    private Exports exports(Store store, Path... since) {
        PrintWriter to = new PrintWriter(new StringWriter());
        return new Exports(store, new Exports.Choices(false, true, List.of(since), 0, Duration.ZERO),
                new Display(to, false), to);
    }

    private void killed() {
        StoreException unused = assertThrows(StoreException.class,
                () -> exports(new FailingStore(source, 4)).toFile(file));
    }

    private static String refusal(Supplier<?> act) {
        return String.valueOf(assertThrows(WrongUsage.class, () -> {
            Object unused = act.get();
        }).getMessage());
    }

    @Test
    void aWrongEarlierExportLeavesNothingBehind() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.jsonl"), "no export");
        assertTrue(refusal(() -> exports(source, wrong).toFile(file)).contains(wrong.toString()));
        assertEquals(Set.of(wrong), listed());
        assertEquals(20, exports(source).toFile(file).users());
    }

    private Set<Path> listed() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.collect(Collectors.toSet());
        }
    }

    @Test
    void nobodyElseWritesToTheFileMeanwhile() {
        killed();
        try (ExportFile busy = ExportFile.resume(file, new ExportFile.Kept(0, source.location(), "now",
                "an export of everything with passwords",
                Checkpoint.beginning(new Line.Contents(false, true, false))))) {
            assertTrue(busy.left().isPresent());
            assertTrue(refusal(() -> exports(source).resume(file)).startsWith("Another export writes to " + file));
        }
        assertEquals(20, exports(source).resume(file).users());
    }

    @Test
    void oneThatWasKilledBeforeAnythingWasKeptBeginsAnew() throws IOException {
        for (String left : List.of("", "{\"kind\":\"header\",\"form", "{\"kind\":\"header\",\"x\":1}\n")) {
            Path begun = Files.writeString(folder.resolve("begun" + left.length()), left);
            assertEquals(20, exports(source).resume(begun).users());
            assertEquals(Lines.of(whole()), Lines.of(begun));
            assertTrue(Files.readAllLines(begun).getFirst().contains("\"passwords\":true"));
            assertFalse(Files.exists(ExportFile.state(begun)));
        }
    }

    private Path whole() throws IOException {
        Path whole = folder.resolve("whole.jsonl");
        boolean unused = Files.deleteIfExists(whole);
        assertEquals(20, exports(source).toFile(whole).users());
        return whole;
    }

    @Test
    void whatCannotBeGoneOnWithIsLeftAsItIs() throws IOException {
        assertTrue(refusal(() -> exports(source).resume(file)).contains("is not there"));
        Path complete = whole();
        assertTrue(refusal(() -> exports(source).resume(complete)).contains("is a complete export"));
        killed();
        Files.delete(ExportFile.state(file));
        String left = Files.readString(file);
        assertTrue(refusal(() -> exports(source).resume(file)).contains("delete it, and begin again"));
        assertEquals(left, Files.readString(file));
        Path notes = Files.writeString(folder.resolve("notes"), "my notes");
        assertTrue(refusal(() -> exports(source).resume(notes)).contains("delete it, and begin again"));
        assertEquals("my notes", Files.readString(notes));
    }

    @Test
    void anotherFileOfTheSameNameIsNotTheOneThatAnExportFollows() throws IOException {
        Path ahead = whole();
        town.talk(50);
        StoreException killed = assertThrows(StoreException.class,
                () -> exports(new FailingStore(source, 4), ahead).toFile(file));
        assertEquals("killed", killed.getMessage());
        Path other = folder.resolve("other").resolve("whole.jsonl");
        Path unused = Files.createDirectories(folder.resolve("other"));
        assertEquals(20, exports(source).toFile(other).users());
        assertTrue(refusal(() -> exports(source, other).resume(file)).contains("was begun as"));
        assertEquals(20, exports(source, ahead).resume(file).users());
    }

    @Test
    void anExportOfAnotherStoreIsNoneToFollow() throws IOException {
        Path ahead = whole();
        Store elsewhere = (Store) Proxy.newProxyInstance(Store.class.getClassLoader(), new Class<?>[]{Store.class},
                (proxy, method, arguments) -> method.getName().equals("location")
                        ? "sqlite:/elsewhere"
                        : method.invoke(source, arguments));
        assertEquals(ahead + " is an export of " + source.location()
                + ", and this is sqlite:/elsewhere: --since takes earlier exports of the same store.",
                refusal(() -> exports(elsewhere, ahead).toFile(file)));
    }

    @Test
    void anOutputThatTakesNoMoreAndAnInputThatCannotBeReadAreOneLine() {
        PrintWriter full = new PrintWriter(new Writer() {
            @Override
            public void write(char[] text, int from, int count) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {
                // Nothing is kept.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        });
        assertTrue(refusal(() -> exports(source).toStream(full)).startsWith("Standard output takes no more"));
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Is a directory");
            }

            @Override
            public int read(byte[] to, int from, int count) throws IOException {
                return read();
            }
        };
        PrintWriter to = new PrintWriter(new StringWriter());
        Imports imports = new Imports(source.archive(), () -> new PasswordHash("$test$v=1$nobody-knows"),
                new Imports.Choices(false, 0), new Display(to, false), to);
        assertEquals("Standard input cannot be read: Is a directory", refusal(() -> imports.ofStream(broken)));
    }
}
