package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messaging.cli.Admin.Outcome;
import dev.messaging.cli.bulk.Lines;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code export}, {@code import} and {@code user import} as they are typed. */
class BulkCommandsTest {
    @TempDir
    private Path folder;

    private final Admin here = new Admin();
    private final Store other = MemoryStore.create();
    private final Admin there = new Admin(other);
    private String file = "";

    @BeforeEach
    void fill() {
        file = folder.resolve("all.jsonl").toString();
        here.gets("user", "create", "--id", "user-ada", "--name", "Ada");
        here.gets("user", "create", "--id", "user-bob");
        here.gets("group", "create", "--id", "group-g");
        here.gets("group", "add", "group-g", "user-ada");
        here.gets("message", "send", "--from", "user-bob", "--to", "user-ada", "--text", "Hello");
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void aStoreGoesFromOnePlaceToAnother() throws IOException {
        JsonNode exported = json(here.gets("export", file, "--output", "json"));
        assertEquals(List.of(2, 1, 1, 1), List.of(exported.get("users").asInt(), exported.get("groups").asInt(),
                exported.get("members").asInt(), exported.get("entries").asInt()));
        JsonNode dry = json(there.gets("import", file, "--dry-run", "--output", "json"));
        assertEquals(2, dry.get("imported").get(1).get("written").asInt());
        assertEquals(ExitCodes.REFUSED, there.types("user", "show", "user-ada").exitCode());
        Outcome imported = there.types("import", file, "--max-writes-per-second", "100000");
        assertEquals(ExitCodes.DONE, imported.exitCode(), imported.notes());
        assertTrue(imported.notes().contains("in memory"), imported.notes());
        assertEquals(here.gets("message", "check", "user-ada", "--output", "json"),
                there.gets("message", "check", "user-ada", "--output", "json"));
    }

    @Test
    void standardOutputAndInputWillDoAsWell() {
        Outcome exported = here.types("export", "-", "--when-quiet");
        assertEquals(ExitCodes.DONE, exported.exitCode(), exported.notes());
        assertTrue(exported.answers().lines().allMatch(line -> line.startsWith("{\"kind\":")), exported.answers());
        there.saying(exported.answers().getBytes(StandardCharsets.UTF_8)).gets("import", "-");
        assertEquals(exported.answers().lines().skip(1).toList(),
                there.gets("export", "-").lines().skip(1).toList());
    }

    @Test
    void aConflictEndsInOneAndAWrongFileInTwo() throws IOException {
        here.gets("export", file);
        there.gets("user", "create", "--id", "user-ada", "--name", "Another Ada");
        Outcome conflict = there.types("import", file);
        assertEquals(ExitCodes.REFUSED, conflict.exitCode());
        assertTrue(conflict.notes().contains("line 2: user-ada is there with another name"), conflict.notes());
        assertTrue(other.directory().findUser(new UserId("user-bob")).isPresent());
        Path wrong = Files.writeString(folder.resolve("wrong"), "no export\n");
        assertEquals(ExitCodes.WRONG_USAGE, there.types("import", wrong.toString()).exitCode());
        assertEquals(ExitCodes.WRONG_USAGE, there.types("import", folder.resolve("none").toString()).exitCode());
        assertEquals(ExitCodes.WRONG_USAGE, here.types("export", file).exitCode());
        assertEquals(ExitCodes.WRONG_USAGE, here.types("export", "-", "--resume").exitCode());
        assertEquals(ExitCodes.WRONG_USAGE,
                here.types("export", folder.resolve("x").toString(), "--since", wrong.toString()).exitCode());
    }

    @Test
    void passwordsTravelOnlyWhenAskedForAndOnlyAsHashes() {
        here.with("MESSAGING_PASSWORD", "Secret-of-eve").gets("user", "create", "--id", "user-eve", "--password-env");
        here.gets("export", file);
        assertTrue(Lines.of(Path.of(file)).stream().noneMatch(line -> line.contains("argon2")));
        String withHashes = folder.resolve("hashes.jsonl").toString();
        here.gets("export", withHashes, "--with-passwords");
        assertEquals(1, Lines.of(Path.of(withHashes)).stream().filter(line -> line.contains("$argon2id$")).count());
        assertTrue(Lines.of(Path.of(withHashes)).stream().noneMatch(line -> line.contains("Secret-of-eve")));
        there.gets("import", file);
        assertTrue(there.gets("user", "show", "user-eve").contains("protected"));
        assertFalse(
                here.gets("export", "-", "--with-passwords").lines().filter(line -> line.contains("user-eve")).toList()
                        .equals(there.gets("export", "-", "--with-passwords").lines()
                                .filter(line -> line.contains("user-eve"))
                                .toList()));
    }

    private Path csv(String... lines) throws IOException {
        return Files.writeString(folder.resolve("users.csv"), String.join("\r\n", lines) + "\r\n");
    }

    @Test
    void peopleComeFromATable() throws IOException {
        Path table = csv("\uFEFFname,id,password", "Eve,user-eve,Secret-of-eve", "\"Smith, \"\"Al\"\"\",user-al,",
                ",user-nameless,", "Somebody,,");
        JsonNode first = json(there.gets("user", "import", table.toString(), "--output", "json"));
        assertEquals(4, first.get("users").size());
        assertEquals("created", first.get("users").get(3).get("result").asText());
        assertTrue(there.gets("user", "show", "user-eve").contains("protected"));
        assertTrue(there.gets("user", "show", "user-al").contains("Smith, \"Al\""));
        assertTrue(there.gets("user", "show", "user-nameless").contains("user-nameless  open"));
        JsonNode second = json(there.gets("user", "import", table.toString(), "--output", "json"));
        assertEquals("identical", second.get("users").get(0).get("result").asText());
        assertEquals(first.get("users").get(3).get("userId"), second.get("users").get(3).get("userId"));
        assertEquals("identical", second.get("users").get(3).get("result").asText(), "a row without an id");
        there.gets("user", "create", "--id", "user-zoe", "--name", "Zoe");
        Outcome conflict = there.types("user", "import", csv("id,name", "user-zoe,Another").toString());
        assertEquals(ExitCodes.REFUSED, conflict.exitCode());
        assertTrue(conflict.notes().contains("line 2: user-zoe is there already"), conflict.notes());
    }

    @Test
    void nothingIsWrittenIfALineIsWrongUnlessThatIsWanted() throws IOException {
        String[] table = {"id,name,password", "user-eve,Eve,", "eve,Eve,", "user-al,Al,Secret", "user-eve,Eve,",
                "user-tab,Bad\u0007name,"};
        Outcome refused = there.types("user", "import", csv(table).toString());
        assertEquals(ExitCodes.WRONG_USAGE, refused.exitCode());
        assertEquals(List.of(
                "line 3: \"id\" must be \"user-\" followed by 1 to 64 letters and digits.",
                "line 4: \"password\" must have at least 8 characters.", "line 5: \"id\" is that of line 2.",
                "line 6: \"name\" must not hold control characters."), refused.notes().lines().limit(4).toList());
        assertEquals(ExitCodes.REFUSED, there.types("user", "show", "user-eve").exitCode());
        JsonNode skipped = json(there.gets("user", "import", csv(table).toString(), "--skip-bad", "--output", "json"));
        assertEquals(4, skipped.get("skipped").asInt());
        assertEquals(1, skipped.get("users").size());
    }

    @Test
    void aTableThatIsNoneIsRefused() throws IOException {
        for (String[] table : List.of(new String[]{"id,nickname", "user-eve,Eve"}, new String[]{"id,name", "user-eve"},
                new String[]{"id,name", "user-eve,Eve,more"}, new String[]{"id,name", "user-eve,\"Eve"})) {
            Outcome refused = there.types("user", "import", csv(table).toString());
            assertEquals(ExitCodes.WRONG_USAGE, refused.exitCode(), refused.notes());
            assertEquals(1, refused.notes().lines().count(), refused.notes());
            assertFalse(refused.notes().contains("more,") || refused.notes().contains("Eve"), "a value is no message");
        }
    }

    @Test
    void aServerOnlyReadsIfItIsTold() {
        assertTrue(here.gets("serve", "--port", "0").contains(", storing in memory"));
        assertTrue(here.gets("serve", "--port", "0", "--read-only").contains(", only reading memory"));
        assertTrue(here.with("MESSAGING_READ_ONLY", "true").gets("serve", "--port", "0")
                .contains(", only reading memory"));
    }
}
