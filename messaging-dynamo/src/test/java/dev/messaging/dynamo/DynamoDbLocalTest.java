package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@OnDynamoDbLocal
class DynamoDbLocalTest {
    private static final User ADA = new User(new UserId("user-ada"), new Name("Ada"), Instant.ofEpochMilli(1));
    private final LocalTables tables;

    DynamoDbLocalTest(LocalTables tables) {
        this.tables = tables;
    }

    @Test
    void whatItKeepsOnDiskIsThereWhenItIsStartedAgain(@TempDir Path dir) throws IOException {
        try (DynamoDbLocal local = start(dir); DynamoDbClient client = LocalTables.clientOf(local.endpoint())) {
            DynamoTables.of(client, "kept-").create();
            open(client).directory().createUser(new Account(ADA, Optional.empty()));
        }
        try (DynamoDbLocal local = start(dir); DynamoDbClient client = LocalTables.clientOf(local.endpoint())) {
            assertEquals(Optional.of(ADA), open(client).directory().findUser(ADA.id()).map(Account::user));
        }
    }

    @Test
    void aPortThatIsTakenAndJarsThatAreMissingAreNamed(@TempDir Path empty) {
        int taken = tables.endpoint().getPort();
        IOException inUse = assertThrows(IOException.class,
                () -> DynamoDbLocal.start(DynamoDbLocalExtension.JARS, taken, Optional.empty()));
        assertTrue(String.valueOf(inUse.getMessage()).contains("Port " + taken), inUse.getMessage());
        IOException missing = assertThrows(IOException.class,
                () -> DynamoDbLocal.start(empty.resolve("nowhere"), 0, Optional.empty()));
        assertTrue(String.valueOf(missing.getMessage()).contains("mvn"), missing.getMessage());
    }

    @Test
    void aDatabaseThatEndsWhileStartingIsToldWithWhatItSaid(@TempDir Path empty) throws IOException {
        Path noFolder = Files.writeString(empty.resolve("letter.txt"), "Dear Ada");
        IOException ended = assertTimeout(Duration.ofSeconds(25),
                () -> assertThrows(IOException.class, () -> start(noFolder)));
        assertTrue(String.valueOf(ended.getMessage()).contains("Invalid directory"), ended.getMessage());
    }

    private static DynamoDbLocal start(Path dir) throws IOException {
        return DynamoDbLocal.start(DynamoDbLocalExtension.JARS, 0, Optional.of(dir));
    }

    private static DynamoStore open(DynamoDbClient client) {
        return DynamoStore.over(client).prefix("kept-").recovery(false).open();
    }
}
