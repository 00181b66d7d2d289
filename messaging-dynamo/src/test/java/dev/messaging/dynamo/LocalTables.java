package dev.messaging.dynamo;

import dev.messaging.core.contract.TestClock;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.UserId;
import dev.messaging.dynamo.schema.TableDefinition;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** An installation on DynamoDB Local: its endpoint, a client, and tables with a prefix of their own. */
record LocalTables(URI endpoint, DynamoDbClient client, String prefix) {
    private static final AtomicInteger MADE = new AtomicInteger();

    static LocalTables create(URI endpoint, DynamoDbClient client) {
        LocalTables tables = new LocalTables(endpoint, client, "test" + MADE.incrementAndGet() + "-");
        DynamoTables.of(client, tables.prefix).create();
        return tables;
    }

    /** Other tables, for tests that must not find what others left in the outbox. */
    LocalTables fresh() {
        return create(endpoint, client);
    }

    static DynamoDbClient clientOf(URI endpoint) {
        return DynamoClients.at(endpoint, Optional.empty());
    }

    DynamoStore.Builder store() {
        return store(client);
    }

    DynamoStore.Builder store(DynamoDbClient through) {
        return DynamoStore.over(through).prefix(prefix).recovery(false);
    }

    /** Puts entries past all rules, at most 25. */
    void putEntries(UserId owner, List<InboxEntry> entries) {
        List<WriteRequest> puts = entries.stream()
                .map(entry -> MessageItems.entry(owner, entry.position(), entry.message()))
                .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build()).toList();
        String table = TableDefinition.MESSAGES.name(prefix);
        if (!client.batchWriteItem(write -> write.requestItems(Map.of(table, puts))).unprocessedItems().isEmpty()) {
            throw new IllegalStateException("DynamoDB Local left some out");
        }
    }

    DynamoStore open(TestClock clock) {
        return store().clock(clock).open();
    }
}
