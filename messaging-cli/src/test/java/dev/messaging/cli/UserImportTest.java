package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messaging.cli.Admin.Outcome;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive.Section;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code user import} that dies, is repeated, or only tried. */
class UserImportTest {
    @TempDir
    private Path folder;

    private final Store store = MemoryStore.create();

    private String table(String... lines) throws IOException {
        return Files.writeString(folder.resolve("users.csv"), String.join("\n", lines) + "\n").toString();
    }

    private int users() {
        return store.archive().read(Section.USERS, Optional.empty(), 100).found().size();
    }

    /** It fails at the n-th creation. */
    private Admin failingAt(int creation) {
        AtomicInteger creations = new AtomicInteger();
        Directory directory = (Directory) Proxy.newProxyInstance(Directory.class.getClassLoader(),
                new Class<?>[]{Directory.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("createUser") && creations.incrementAndGet() == creation) {
                        throw StoreException.notDone("killed");
                    }
                    try {
                        return method.invoke(store.directory(), arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
        return new Admin((Store) Proxy.newProxyInstance(Store.class.getClassLoader(), new Class<?>[]{Store.class},
                (proxy, method, arguments) -> method.getName().equals("directory")
                        ? directory
                        : method.invoke(store, arguments)));
    }

    private static List<JsonNode> lines(String answers) throws IOException {
        return new ObjectMapper().readerFor(JsonNode.class).<JsonNode>readValues(answers).readAll();
    }

    @Test
    void whatWasDoneIsKnownAlthoughTheCommandDiesAndIsNotDoneTwice() throws IOException {
        String table = table("name", "Ada", "Bob", "Ada");
        Outcome died = failingAt(3).types("user", "import", table, "--output", "jsonl");
        assertEquals(ExitCodes.STORE_TROUBLE, died.exitCode());
        assertEquals(2, lines(died.answers()).size());
        assertTrue(died.notes().contains("2 of 3 lines were done before this"), died.notes());
        Outcome again = new Admin(store).types("user", "import", table, "--output", "jsonl");
        assertEquals(ExitCodes.DONE, again.exitCode(), again.notes());
        assertEquals(lines(died.answers()).stream().map(row -> row.get("userId")).toList(),
                lines(again.answers()).stream().limit(2).map(row -> row.get("userId")).toList());
        assertEquals("created", lines(again.answers()).getLast().get("result").asText());
        assertTrue(again.notes().contains("\"conflicts\":0,\"skipped\":0}"), again.notes());
        assertEquals(3, users());
    }

    @Test
    void anotherTableIsAnotherRequest() throws IOException {
        Admin admin = new Admin(store);
        admin.gets("user", "import", table("name", "Ada"));
        admin.gets("user", "import", table("name", "Ada", "Bob"));
        assertEquals(3, users());
    }

    @Test
    void whatWasDoneBeforeADeathIsJsonAllTheSame() throws IOException {
        Outcome died = failingAt(2).types("user", "import", table("name", "Ada", "Bob"), "--output", "json");
        assertEquals(1, new ObjectMapper().readTree(died.answers()).get("users").size());
        Outcome none = new Admin(store).types("user", "import", table("name"), "--output", "json");
        assertEquals(0, new ObjectMapper().readTree(none.answers()).get("users").size());
        assertEquals(0, new ObjectMapper().readTree(none.answers()).get("created").asInt());
    }

    @Test
    void rowsOfATableComeFirstAndTheirSumLast() throws IOException {
        Outcome outcome = new Admin(store).types("user", "import", table("id,name", "user-ada,Ada", "user-bob,"));
        assertEquals(List.of("line  result   userId", "2     created  user-ada", "3     created  user-bob", "",
                "dryRun  created  identical  conflicts  skipped", "false   2        0          0          0"),
                outcome.answers().lines().toList());
    }

    @Test
    void aDryRunTellsWhatWouldBeAndWritesNothing() throws IOException {
        Admin admin = new Admin(store);
        admin.gets("user", "create", "--id", "user-ada", "--name", "Ada");
        admin.gets("user", "create", "--id", "user-bob", "--name", "Bob");
        admin.gets("user", "create", "--id", "user-eve", "--name", "Eve");
        admin.gets("user", "erase", "user-eve", "--yes");
        Outcome dry = admin.types("user", "import", table("id,name", "user-ada,Ada", "user-bob,Another", "user-eve,Eve",
                "user-zoe,Zoe", "user-nameless,", ",Somebody"), "--dry-run", "--output", "json");
        assertEquals(ExitCodes.REFUSED, dry.exitCode(), dry.notes());
        JsonNode answer = new ObjectMapper().readTree(dry.answers());
        assertEquals(List.of("identical", "conflict", "conflict", "new", "new", "new"),
                answer.get("users").findValuesAsText("result"));
        assertTrue(answer.get("users").get(5).get("userId").isNull());
        assertTrue(answer.get("dryRun").asBoolean());
        assertTrue(dry.notes().contains("line 4: user-eve was erased, and is not given out again."), dry.notes());
        assertFalse(store.directory().findUser(new UserId("user-zoe")).isPresent());
    }
}
