package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.wiring.StoreKinds;
import dev.messaging.cli.wiring.Surroundings;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copies of stores by commands; {@code SqliteBackupsTest} looks at the copies themselves. */
class BackupCommandsTest {
    @TempDir
    Path folder;

    @Test
    void aStoreIsCopiedAndRestoredAndWhatWasThereIsKept() throws Exception {
        String store = "sqlite:" + folder.resolve("messaging.db");
        Path copy = folder.resolve("copy.db");
        assertEquals(0, types("user", "create", "--id", "user-a", "--store", store).exitCode());
        Admin.Outcome made = types("backup", copy.toString(), "--store", store, "--output", "json");
        assertEquals(new Admin.Outcome(0, "{\"store\":\"" + store + "\",\"backup\":\"" + copy + "\",\"bytes\":"
                + Files.size(copy) + "}\n", ""), made);
        assertEquals(new Admin.Outcome(ExitCodes.WRONG_USAGE, "",
                "messaging: " + copy + " exists; nothing is written over.\n"),
                types("backup", copy.toString(), "--store", store));

        assertEquals(0, types("user", "create", "--id", "user-b", "--store", store).exitCode());
        Admin.Outcome unasked = types("restore", copy.toString(), "--store", store);
        assertEquals(ExitCodes.WRONG_USAGE, unasked.exitCode());
        assertTrue(unasked.notes().contains("--replace"), unasked.notes());
        Admin.Outcome restored = types("restore", copy.toString(), "--store", store, "--replace");
        assertEquals("in " + store + "\n", restored.notes());
        assertEquals(List.of("user-a"), users(store));
        try (Stream<Path> files = Files.list(folder)) {
            Path aside = files.filter(file -> file.getFileName().toString().startsWith("messaging.db.replaced-"))
                    .findFirst().orElseThrow();
            assertTrue(restored.answers().contains(aside.toString()), restored.answers());
            assertEquals(List.of("user-a", "user-b"), users("sqlite:" + aside));
        }
    }

    @Test
    void whatIsNoCopyIsWrongUsage() throws Exception {
        String store = "sqlite:" + folder.resolve("messaging.db");
        Path letter = Files.writeString(folder.resolve("letter.db"), "Dear Ada, this is no database. ".repeat(500));
        Path nowhere = folder.resolve("nowhere.db");
        assertEquals(new Admin.Outcome(ExitCodes.WRONG_USAGE, "",
                "messaging: " + letter + ": The copy is damaged, or no store.\n"),
                types("restore", letter.toString(), "--store", store));
        assertEquals(new Admin.Outcome(ExitCodes.WRONG_USAGE, "", "messaging: There is no file " + nowhere + ".\n"),
                types("restore", nowhere.toString(), "--store", store));
        assertTrue(Files.notExists(folder.resolve("messaging.db")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    backup x.db --store memory | A store of the kind memory has no file to copy: backup is for sqlite.
                    restore x.db --store memory | A store of the kind memory has no file to put a copy in the place of: restore is for sqlite.
                    tables status --store memory | A store of the kind memory has no tables to look at: only DynamoDB has.
                    tables upgrade --store memory | A store of the kind memory has no tables to look at: only DynamoDB has.
                    backup x.db --store dynamodb | DynamoDB's tables are no file. AWS keeps their states by point-in-time recovery ("tables status" tells whether it is on); "export" writes what is in them into files.
                    restore x.db --store dynamodb | DynamoDB's tables are no file. AWS restores an earlier state of theirs into new tables, by point-in-time recovery; "import" reads what "export" has written.
                    """)
    void whereThereIsNoFileItIsSaidWhatThereIs(String words, String complaint) {
        assertEquals(new Admin.Outcome(ExitCodes.WRONG_USAGE, "", "messaging: " + complaint + "\n"),
                types(words.split(" ")));
    }

    private List<String> users(String store) {
        return types("user", "list", "--store", store, "--output", "jsonl").answers().lines()
                .map(line -> line.replaceFirst("^.*\"userId\":\"([^\"]*)\".*$", "$1")).toList();
    }

    private static Admin.Outcome types(String... words) {
        StringWriter answers = new StringWriter();
        StringWriter notes = new StringWriter();
        int exitCode = CommandLines.execute(new Surroundings(Map.of(), InputStream.nullInputStream(),
                new PrintWriter(answers), new PrintWriter(notes), false, Optional.empty(),
                StoreKinds.ofThisDistribution(), question -> Optional.empty(), () -> new CountDownLatch(0)), words);
        return new Admin.Outcome(exitCode, answers.toString(), notes.toString());
    }
}
