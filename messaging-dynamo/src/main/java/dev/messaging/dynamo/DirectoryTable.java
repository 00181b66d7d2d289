package dev.messaging.dynamo;

import dev.messaging.core.port.StoreException;
import dev.messaging.dynamo.schema.TableDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The directory table: users, groups, and what ties them together. Reads strongly unless a method says otherwise. */
final class DirectoryTable {
    /** What DynamoDB takes in one request. */
    private static final int BATCH_MAX = 100;

    private final Database database;
    private final Surroundings surroundings;
    private final String table;

    DirectoryTable(Database database, Surroundings surroundings) {
        this.database = database;
        this.surroundings = surroundings;
        this.table = database.tableName(TableDefinition.DIRECTORY);
    }

    String name() {
        return table;
    }

    Optional<Item> get(Patience patience, Key key) {
        return Item.of(database.read(patience, client -> client
                .getItem(get -> get.tableName(table).key(key.attributes()).consistentRead(true))).item());
    }

    /** Whether there is such an item: at half the price, from a replica that may be behind. */
    boolean seemsToHave(Patience patience, Key key) {
        return database.read(patience, client -> client.getItem(
                get -> get.tableName(table).key(key.attributes()).projectionExpression(Attributes.PK))).hasItem();
    }

    /** Those of the items that there are. */
    Map<Key, Item> get(Patience patience, Collection<Key> keys) {
        List<Key> all = List.copyOf(keys);
        List<Map<Key, Item>> batches = surroundings
                .inParallel(IntStream.iterate(0, i -> i < all.size(), i -> i + BATCH_MAX)
                        .mapToObj(i -> all.subList(i,
                                Math.min(all.size(), i + BATCH_MAX)))
                        .<Supplier<Map<Key, Item>>>map(
                                batch -> () -> getBatch(patience, batch))
                        .toList());
        Map<Key, Item> found = new HashMap<>();
        batches.forEach(found::putAll);
        return found;
    }

    private Map<Key, Item> getBatch(Patience patience, List<Key> keys) {
        Map<Key, Item> found = new HashMap<>();
        Map<String, KeysAndAttributes> wanted = Map.of(table, KeysAndAttributes.builder()
                .keys(keys.stream().map(Key::attributes).toList()).consistentRead(true).build());
        for (int rounds = 1; !wanted.isEmpty(); rounds++) {
            Map<String, KeysAndAttributes> now = wanted;
            BatchGetItemResponse response = database.read(patience,
                    client -> client.batchGetItem(get -> get.requestItems(now)));
            response.responses().getOrDefault(table, List.of()).forEach(attributes -> {
                Item item = new Item(attributes);
                found.put(new Key(item.text(Attributes.PK), item.text(Attributes.SK)), item);
            });
            wanted = response.unprocessedKeys();
            if (!wanted.isEmpty() && !patience.pause(rounds)) {
                throw StoreException.notDone("DynamoDB is throttling.");
            }
        }
        return found;
    }

    /** Everything under one partition key, in the order of the sort keys. */
    List<Item> partition(Patience patience, String pk) {
        return query(patience, QueryRequest.builder().keyConditionExpression("pk = :pk")
                .expressionAttributeValues(Map.of(":pk", Item.of(pk))).consistentRead(true), Integer.MAX_VALUE);
    }

    /** The first items whose sort keys are a prefix and an id, the id beyond another. */
    List<Item> list(Patience patience, String pk, String prefix, Optional<String> after, int limit) {
        // '!' comes before, '~' after all that ids are made of.
        return query(patience,
                QueryRequest.builder().keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                        .expressionAttributeValues(Map.of(":pk", Item.of(pk), ":from",
                                Item.of(prefix + after.orElse("") + "!"), ":to", Item.of(prefix + "~")))
                        .consistentRead(true).limit(limit),
                limit);
    }

    private List<Item> query(Patience patience, QueryRequest.Builder query, int limit) {
        List<Item> items = new ArrayList<>();
        QueryRequest request = query.tableName(table).build();
        while (true) {
            QueryRequest now = request;
            QueryResponse response = database.read(patience, client -> client.query(now));
            response.items().forEach(attributes -> items.add(new Item(attributes)));
            if (!response.hasLastEvaluatedKey() || items.size() >= limit) {
                return items;
            }
            request = request.toBuilder().exclusiveStartKey(response.lastEvaluatedKey()).build();
        }
    }

    /**
     * Puts an item where there is none.
     *
     * @return what stands there already, or empty if the item was put. What stands there may be the very item: an earlier
     *     attempt whose answer was lost
     */
    Optional<Item> putNew(Patience patience, Map<String, AttributeValue> attributes) {
        try {
            var unused = database.write(patience,
                    client -> client.putItem(put -> put.tableName(table).item(attributes)
                            .conditionExpression("attribute_not_exists(pk)")
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));
            return Optional.empty();
        } catch (ConditionalCheckFailedException stands) {
            return Optional.of(new Item(stands.item()));
        }
    }

    /**
     * Changes several items, all or none.
     *
     * @param changes different items, each on a condition, asking for the old item if it does not hold
     * @return how each condition turned out
     */
    Conditions change(Patience patience, List<TransactWriteItem> changes) {
        TransactWriteItemsRequest request = TransactWriteItemsRequest.builder().transactItems(changes)
                .clientRequestToken(UUID.randomUUID().toString()).build();
        try {
            var unused = database.write(patience, client -> {
                try {
                    return client.transactWriteItems(request);
                } catch (TransactionCanceledException canceled) {
                    throw isAnswer(canceled) ? canceled : Trouble.crowded(isThrottled(canceled), canceled);
                }
            });
            return new Conditions(List.of());
        } catch (TransactionCanceledException refused) {
            return new Conditions(refused.cancellationReasons());
        }
    }

    private static boolean isAnswer(TransactionCanceledException canceled) {
        return canceled.cancellationReasons().stream().map(CancellationReason::code)
                .allMatch(code -> code.equals("None") || code.equals(Conditions.FAILED));
    }

    private static boolean isThrottled(TransactionCanceledException canceled) {
        return canceled.cancellationReasons().stream().map(CancellationReason::code)
                .anyMatch(code -> code.equals("ThrottlingError") || code.equals("ProvisionedThroughputExceeded"));
    }

    /** How the conditions of a transaction turned out, by the position of the change. */
    record Conditions(List<CancellationReason> reasons) {
        static final String FAILED = "ConditionalCheckFailed";

        boolean allHold() {
            return reasons.isEmpty();
        }

        boolean failed(int position) {
            return FAILED.equals(reasons.get(position).code());
        }

        /** Whether the condition failed because there is no such item at all. */
        boolean failedOnNothing(int position) {
            return failed(position) && !reasons.get(position).hasItem();
        }
    }
}
