package dev.messaging.cli.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.port.StoreException;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DynamoDbLocalJarsTest {
    @TempDir
    Path checkout;

    @Test
    void areFetchedAgainAfterAFetchThatWasInterrupted() throws IOException {
        Path jars = Files.createDirectories(checkout.resolve("development/dynamodb-local/target/lib"));
        Files.writeString(checkout.resolve("development/dynamodb-local/pom.xml"), "no project, so fetching fails");
        Files.createFile(jars.resolve("joda-time-2.13.0.jar"));
        StoreException failed = assertThrows(StoreException.class, () -> DynamoDbLocalJars.present(surroundings()));
        assertTrue(String.valueOf(failed.getMessage()).startsWith("DynamoDB Local cannot be fetched"),
                failed.getMessage());

        Files.createFile(jars.resolve("DynamoDBLocal-3.3.1.jar"));
        assertEquals(jars, DynamoDbLocalJars.present(surroundings()));
    }

    private Surroundings surroundings() {
        return new Surroundings(Map.of(), InputStream.nullInputStream(), new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()), false, Optional.of(checkout), List.of(),
                question -> Optional.empty(),
                () -> new CountDownLatch(0));
    }
}
