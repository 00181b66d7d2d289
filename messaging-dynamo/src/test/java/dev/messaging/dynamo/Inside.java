package dev.messaging.dynamo;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What a simulation needs of the store that nobody else does. */
public final class Inside {
    private Inside() {}

    /** Creates the tables from simulated surroundings. */
    public static void createTables(DynamoDbClient client, String prefix, Surroundings surroundings) {
        DynamoTables.of(client, prefix, surroundings).create();
    }

    /** One round of a store's recovery, which otherwise runs on a thread of its own. */
    public static int recover(DynamoStore store) {
        return store.recovery().round();
    }
}
