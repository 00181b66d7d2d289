package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.dynamo.DynamoDbLocal;
import dev.messaging.dynamo.DynamoTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The commands about tables, and those that find none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledIfSystemProperty(named = "messaging.test.dynamodb-local", matches = "skip",
        disabledReason = "DynamoDB Local was left out")
class TablesOnDynamoDbTest {
    private static final int REFUSED = 1;
    private static final int STORE_TROUBLE = 3;

    @TempDir
    Path folder;

    private DynamoDbLocal database;
    private DynamoDbClient client;

    @BeforeAll
    void start() throws Exception {
        database = DynamoDbLocal.start(DynamoDbLocalJars.folder(), 0, Optional.empty());
        client = DynamoDbLocalJars.client(database);
    }

    @AfterAll
    void stop() {
        client.close();
        database.close();
    }

    /** What a command left behind. */
    private record Outcome(int exitCode, List<String> answers, String notes) {}

    private Outcome types(String prefix, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--store", "dynamodb:" + database.endpoint(), "--prefix", prefix));
        try (Program program = Program.start(folder, all.toArray(String[]::new))) {
            List<String> answers = program.answers();
            return new Outcome(program.exitCode(), answers, program.notes());
        }
    }

    @Test
    void upgradeMakesRightWhatDiffersAndSaysWhat() throws Exception {
        DynamoTables.of(client, "old-").create();
        var unused = client.updateTimeToLive(ttl -> ttl.tableName("old-directory")
                .timeToLiveSpecification(expiry -> expiry.attributeName("expires").enabled(false)));
        Outcome before = types("old-", "tables", "status", "--output", "jsonl");
        assertEquals(REFUSED, before.exitCode(), before.notes());
        assertTrue(before.answers().stream().anyMatch(line -> line.contains("\"setting\":\"expiry\"")
                && line.contains("\"judgement\":\"to upgrade\"")), before.answers()::toString);
        Outcome upgraded = types("old-", "tables", "upgrade", "--output", "jsonl");
        assertEquals(0, upgraded.exitCode(), upgraded.notes());
        assertEquals("in dynamodb:" + database.endpoint() + "/old-\n", upgraded.notes());
        assertEquals(1, upgraded.answers().size(), upgraded.answers()::toString);
        assertTrue(upgraded.answers().getFirst().contains("\"setting\":\"expiry\""), upgraded.answers()::toString);
        assertEquals(0, types("old-", "tables", "status").exitCode());
        Outcome again = types("old-", "tables", "upgrade", "--output", "json");
        assertEquals(new Outcome(0, List.of("{\"upgraded\":[]}"), "There is nothing to do.\n"), again);
    }

    @Test
    void whereTablesAreMissingNothingIsCreatedAndTheCommandForThatIsNamed() throws Exception {
        for (String[] words : List.of(new String[]{"user", "list"}, new String[]{"doctor"},
                new String[]{"user", "suspend", "user-a"})) {
            Outcome refused = types("none-", words);
            assertEquals(STORE_TROUBLE, refused.exitCode(), refused.notes());
            assertTrue(refused.notes().contains("is missing in DynamoDB. Create the tables with prefix none- by:"
                    + " messaging tables create (not done)"), refused.notes());
        }
        assertEquals(List.of(),
                client.listTables().tableNames().stream().filter(name -> name.startsWith("none-")).toList());
        Outcome created = types("none-", "tables", "create", "--output", "json");
        assertEquals(
                new Outcome(0, List.of("{\"tables\":\"dynamodb:" + database.endpoint() + "/none-\",\"ready\":true}"),
                        "in dynamodb:" + database.endpoint() + "/none-\n"),
                created);
        assertEquals(0, types("none-", "user", "list").exitCode());
    }
}
