package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.bulk.Exports;
import dev.messaging.cli.bulk.Lines;
import dev.messaging.cli.bulk.Town;
import dev.messaging.cli.load.Display;
import dev.messaging.core.contract.CanIgnoreReturnValue;
import dev.messaging.core.contract.TestClock;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.port.Store;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A small deployment goes from memory to SQLite, to DynamoDB Local, and to SQLite again, by the commands, each a process of its own. */
class MoveTest {
    private static final int USERS = 300;
    private static final int MESSAGES = 2_500; // Most of them stand in two inboxes, or in all of a group.

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final Store memory = MemoryStore.create(clock);
    private final Town town = new Town(memory, clock, 20_261_122);

    @Test
    @DisabledIfSystemProperty(named = "messaging.test.dynamodb-local", matches = "skip",
            disabledReason = "DynamoDB Local was left out")
    void everyLineIsTheSameOnEveryStore() throws Exception {
        town.settle(USERS);
        town.talk(MESSAGES);
        town.forget();
        Path first = exported("first.jsonl", false, List.of());
        assertTrue(Lines.of(first).stream().filter(line -> line.startsWith("{\"kind\":\"entry\"")).count() >= 3_000);
        String sqlite = sqlite("one");
        run("import", first.toString(), "--store", sqlite);
        Path second = export("second.jsonl", sqlite);
        assertEquals(Lines.of(first), Lines.of(second));
        try (Program database = Program.start(folder, "dynamodb-local", "--port", "0", "--in-memory")) {
            String dynamo = "dynamodb:" + database.url();
            run("import", second.toString(), "--store", dynamo);
            Path third = export("third.jsonl", dynamo);
            assertEquals(Lines.sorted(second), Lines.sorted(third));
            assertTrue(run("import", second.toString(), "--store", dynamo, "--dry-run", "--output", "json").getFirst()
                    .contains("\"conflicts\":0"));
            String back = sqlite("two");
            run("import", third.toString(), "--store", back);
            assertEquals(Lines.of(second), Lines.of(export("fourth.jsonl", back)));
        }
    }

    @Test
    @DisabledIfSystemProperty(named = "messaging.test.dynamodb-local", matches = "skip",
            disabledReason = "DynamoDB Local was left out")
    void inboxesGoAheadToDynamoDbAndTheRestFollows() throws Exception {
        town.settle(50);
        town.talk(400);
        town.forget();
        Path ahead = exported("ahead.jsonl", true, List.of());
        try (Program database = Program.start(folder, "dynamodb-local", "--port", "0", "--in-memory")) {
            String dynamo = "dynamodb:" + database.url();
            run("import", ahead.toString(), "--store", dynamo);
            town.change();
            town.talk(100);
            run("import", exported("rest.jsonl", false, List.of(ahead)).toString(), "--store", dynamo);
            assertEquals(Lines.sorted(exported("whole.jsonl", false, List.of())),
                    Lines.sorted(export("moved.jsonl", dynamo)));
        }
    }

    private Path exported(String name, boolean inboxesOnly, List<Path> since) {
        Path file = folder.resolve(name);
        PrintWriter notes = new PrintWriter(new StringWriter());
        Exports.Answer unused = new Exports(memory,
                new Exports.Choices(inboxesOnly, true, since, 0, Duration.ofSeconds(1)), new Display(notes, false),
                notes)
                .toFile(file);
        return file;
    }

    private String sqlite(String name) throws Exception {
        return "sqlite:" + Files.createDirectory(folder.resolve(name)).resolve("messaging.db");
    }

    private Path export(String name, String store) throws Exception {
        Path file = folder.resolve(name);
        run("export", file.toString(), "--with-passwords", "--when-quiet", "--store", store);
        return file;
    }

    /** What a command answers that succeeds. */
    @CanIgnoreReturnValue
    private List<String> run(String... words) throws Exception {
        try (Program command = Program.start(folder, words)) {
            List<String> answers = command.answers();
            assertEquals(0, command.exitCode(), command::notes);
            return answers;
        }
    }
}
