package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.wiring.StoreKinds;
import dev.messaging.cli.wiring.Surroundings;
import java.io.IOException;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever mistypes where the store is must not be told that all is well with an empty one. */
class WrongPathTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"doctor", "doctor --repair --yes", "export all.jsonl", "import LINES --dry-run",
            "backup copy.db", "serve --read-only --port 0",
            "user list", "user show user-a", "user show user-a user-b", "group list", "message check user-a",
            "message tail user-a", "session list user-a", "user suspend user-a", "user erase user-a --yes",
            "user password user-a --password-env", "message send --from user-a --to user-b --text x",
            "inbox trim --all-users --older-than 90d --yes"})
    void whatReadsOrChangesCreatesNothing(String words) throws IOException {
        Path nowhere = folder.resolve("nowhere.db");
        Path lines = Files.writeString(folder.resolve("lines.jsonl"), "{\"kind\":\"end\"}\n");
        Admin.Outcome outcome = types(Map.of("MESSAGING_PASSWORD", "Secret-of-nobody"),
                (words.replace("LINES", lines.toString()) + " --store sqlite:" + nowhere).split(" ", -1));
        assertEquals(new Admin.Outcome(ExitCodes.STORE_TROUBLE, "", "messaging: sqlite:" + nowhere
                + ": there is no such file. Check --store; a new store begins with \"messaging serve\", or with the first"
                + " user that is created. (not done)\n"), outcome);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(lines), files.toList());
        }
    }

    @Test
    void theUsualPlaceIsNotCreatedEither() throws IOException {
        for (String store : List.of("sqlite", "dynamodb-local")) {
            Admin.Outcome outcome = types(Map.of("XDG_DATA_HOME", folder.toString()), "user", "list", "--store", store);
            assertEquals(ExitCodes.STORE_TROUBLE, outcome.exitCode());
            assertTrue(outcome.notes().startsWith("messaging: " + store + ":" + folder.resolve("messaging")),
                    outcome.notes());
            assertTrue(outcome.notes().contains("a new store begins with"), outcome.notes());
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void aTableOfPeopleThatIsNotThereIsSaidToBeMissing() {
        Path people = folder.resolve("people.csv");
        assertEquals(
                new Admin.Outcome(ExitCodes.WRONG_USAGE, "",
                        "messaging: " + people + " cannot be read: there is no such file.\n"),
                types(Map.of(), "user", "import", people.toString(), "--store", "memory"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user create --id user-a", "group create --id group-g", "user import PEOPLE"})
    void whatBeginsAStoreCreatesIt(String words) throws IOException {
        String store = "sqlite:" + folder.resolve("new.db");
        Path people = Files.writeString(folder.resolve("people.csv"), "id,name\nuser-a,Ada\n");
        assertEquals(ExitCodes.DONE, types(Map.of(),
                (words.replace("PEOPLE", people.toString()) + " --store " + store).split(" ", -1)).exitCode());
        assertEquals(ExitCodes.DONE, types(Map.of(), "doctor", "--store", store).exitCode());
    }

    private static Admin.Outcome types(Map<String, String> environment, String... words) {
        StringWriter answers = new StringWriter();
        StringWriter notes = new StringWriter();
        int exitCode = CommandLines.execute(new Surroundings(environment, InputStream.nullInputStream(),
                new PrintWriter(answers), new PrintWriter(notes), false, Optional.empty(),
                StoreKinds.ofThisDistribution(), question -> Optional.empty(), () -> new CountDownLatch(0)), words);
        return new Admin.Outcome(exitCode, answers.toString(), notes.toString());
    }
}
