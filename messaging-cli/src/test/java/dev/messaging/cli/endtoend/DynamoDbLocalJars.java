package dev.messaging.cli.endtoend;

import dev.messaging.dynamo.DynamoDbLocal;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** DynamoDB Local as the build has fetched it, and a client of one's own for it. */
final class DynamoDbLocalJars {
    private DynamoDbLocalJars() {}

    static Path folder() {
        return Checkout.root().resolve("development/dynamodb-local/target/lib");
    }

    static DynamoDbClient client(DynamoDbLocal database) {
        return DynamoDbClient.builder().endpointOverride(database.endpoint()).region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build();
    }
}
