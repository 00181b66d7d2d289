package dev.messaging.cli.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.load.Display;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.Stored;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much is asked of a store at once. */
class PacedImportTest {
    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final Store source = MemoryStore.create(clock);
    private final Store target = MemoryStore.create(clock);
    private final PrintWriter notes = new PrintWriter(new StringWriter());

    private Path exported(Store from, String name, long readsPerSecond) {
        Path file = folder.resolve(name);
        Exports.Answer unused = new Exports(from,
                new Exports.Choices(false, true, List.of(), readsPerSecond, Duration.ZERO), new Display(notes, false),
                notes).toFile(file);
        return file;
    }

    private Imports imports(Archive archive, boolean dryRun, long writesPerSecond) {
        return new Imports(archive, () -> new PasswordHash("$test$v=1$nobody-knows"),
                new Imports.Choices(dryRun, writesPerSecond), new Display(notes, false), notes);
    }

    private interface Call {
        Optional<Object> of(Method method, Object[] arguments);
    }

    /** The archive of a store, of which some calls are answered otherwise. */
    private static Archive seen(Store store, Call call) {
        return (Archive) Proxy.newProxyInstance(Archive.class.getClassLoader(), new Class<?>[]{Archive.class},
                (proxy, method, arguments) -> {
                    Optional<Object> otherwise = call.of(method, arguments);
                    return otherwise.isPresent() ? otherwise.get() : method.invoke(store.archive(), arguments);
                });
    }

    private static int records(Object pieces) {
        return ((List<?>) pieces).stream().mapToInt(piece -> Batch.size((Piece) piece)).sum();
    }

    @Test
    void noMoreIsWrittenAtOnceThanInASecond() {
        Town town = new Town(source, clock, 5);
        town.settle(10);
        town.talk(300);
        List<Integer> written = new ArrayList<>();
        Imports.Answer answer = imports(seen(target, (method, arguments) -> {
            if (method.getName().equals("write")) {
                written.add(records(arguments[0]));
            }
            return Optional.empty();
        }), false, 200).ofFile(exported(source, "all.jsonl", 0));
        assertEquals(0, answer.conflicts());
        assertTrue(written.stream().allMatch(count -> count <= 200), written.toString());
        assertEquals(200, written.stream().mapToInt(count -> count).max().orElseThrow());
    }

    @Test
    void atAnyPaceTheSameIsReadAndWritten() {
        Town town = new Town(source, clock, 5);
        town.settle(10);
        town.talk(40);
        Path whole = exported(source, "whole.jsonl", 0);
        assertEquals(Lines.of(whole), Lines.of(exported(source, "slowly.jsonl", 200)));
        assertEquals(0, imports(target.archive(), false, 400).ofFile(whole).conflicts());
        assertEquals(Lines.of(whole), Lines.of(exported(target, "again.jsonl", 0)));
    }

    @Test
    void aStoreToWhichServersWriteIsNotImportedInto() {
        new Town(source, clock, 5).settle(3);
        Path file = exported(source, "all.jsonl", 0);
        Archive busy = seen(target, (method, arguments) -> method.getName().equals("read")
                && arguments[0] == Archive.Section.UNDER_WAY
                        ? Optional.of(new Archive.Part(List.of(new Archive.Found("place",
                                new Stored.UnderWay("message-1", Instant.EPOCH))), Optional.empty()))
                        : Optional.empty());
        assertTrue(String.valueOf(assertThrows(StoreException.class, () -> imports(busy, false, 0).ofFile(file))
                .getMessage()).startsWith("1 deliveries are under way there: no server may write to a store that is"));
        assertEquals(1, Lines.of(exported(target, "nothing.jsonl", 0)).size());
        assertEquals(0, imports(busy, true, 0).ofFile(file).conflicts());
    }
}
