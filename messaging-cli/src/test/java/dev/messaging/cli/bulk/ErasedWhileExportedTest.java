package dev.messaging.cli.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.load.Display;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user whose inbox takes several parts is erased between two of them. */
class ErasedWhileExportedTest {
    private static final UserId ADA = new UserId("user-ada");

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final Store source = MemoryStore.create(clock);
    private final StringWriter notes = new StringWriter();
    private Path file = Path.of("");

    @BeforeEach
    void write() {
        file = folder.resolve("all.jsonl");
        for (String id : List.of("user-ada", "user-bob")) {
            var unused = source.directory().createUser(new Account(
                    new User(new UserId(id), new Name(id), clock.instant()), Optional.empty()), Optional.empty());
        }
        for (int i = 0; i < 2_000; i++) {
            source.inboxes().deliver(new Message(new MessageId("message-" + i), ADA, ADA, new Text("note " + i),
                    clock.instant()), AccountCondition.exists(), facts -> List.of(ADA, new UserId("user-bob")));
        }
    }

    /** Something happens before the n-th part of an inbox is read. */
    private Store before(int part, Runnable happens) {
        AtomicInteger parts = new AtomicInteger();
        Archive archive = (Archive) Proxy.newProxyInstance(Archive.class.getClassLoader(),
                new Class<?>[]{Archive.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("inbox") && parts.incrementAndGet() == part) {
                        happens.run();
                    }
                    try {
                        return method.invoke(source.archive(), arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
        return (Store) Proxy.newProxyInstance(Store.class.getClassLoader(), new Class<?>[]{Store.class},
                (proxy, method, arguments) -> method.getName().equals("archive")
                        ? archive
                        : method.invoke(source, arguments));
    }

    private Exports exports(Store store) {
        PrintWriter to = new PrintWriter(notes, true);
        return new Exports(store, new Exports.Choices(false, true, List.of(), 0, Duration.ZERO), new Display(to, false),
                to);
    }

    private Imports.Answer imported(Store store) {
        PrintWriter to = new PrintWriter(notes, true);
        return new Imports(store.archive(), () -> new PasswordHash("$test$v=1$nobody-knows"),
                new Imports.Choices(false, 0), new Display(to, false), to).ofFile(file);
    }

    private void eraseAda() {
        Erasure unused = source.erase(ADA, Store.ERASE_MAX);
    }

    private void theInboxIsCutOff(Exports.Answer answer) {
        assertEquals(1, answer.damaged());
        assertEquals(1, Lines.of(file).stream()
                .filter(line -> line.startsWith("{\"kind\":\"cut\"") && line.contains("\"why\":\"erased\"")).count());
        assertTrue(notes.toString().contains("user-ada is cut off at "), notes.toString());
        Store target = MemoryStore.create(clock);
        Imports.Answer imported = imported(target);
        assertEquals(1, imported.conflicts());
        assertTrue(notes.toString().contains("user-ada was erased while this was exported"), notes.toString());
        assertEquals(2_000, target.inboxes().tail(new UserId("user-bob")).sequence(), "others are whole");
    }

    @Test
    void theFileSaysThatTheInboxWasAbandonedAndTheImportTellsIt() {
        theInboxIsCutOff(exports(before(5, this::eraseAda)).toFile(file));
    }

    @Test
    void anExportThatIsGoneOnWithAfterwardsSaysSoToo() {
        Exports killed = exports(before(5, () -> {
            throw StoreException.notDone("killed");
        }));
        StoreException unused = assertThrows(StoreException.class, () -> killed.toFile(file));
        eraseAda();
        theInboxIsCutOff(exports(source).resume(file));
    }

    @Test
    void aDeltaOfSuchAFileGoesOnWithTheOthers() {
        Exports.Answer unused = exports(before(5, this::eraseAda)).toFile(file);
        PrintWriter to = new PrintWriter(notes, true);
        Exports.Answer delta = new Exports(source, new Exports.Choices(false, true, List.of(file), 0, Duration.ZERO),
                new Display(to, false), to).toFile(folder.resolve("delta.jsonl"));
        assertEquals(0, delta.entries());
        assertEquals(0, delta.damaged());
    }
}
