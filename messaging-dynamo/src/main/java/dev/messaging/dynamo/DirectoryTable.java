package dev.messaging.dynamo;

import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import dev.messaging.dynamo.schema.TableDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** The directory table: users, groups, and what ties them together. Reads strongly unless a method says otherwise. */
final class DirectoryTable {
    private final Database database;
    private final Batches batches;
    private final String table;
    private final Change change;

    DirectoryTable(Database database, Surroundings surroundings) {
        this.database = database;
        this.batches = new Batches(database, surroundings);
        this.table = database.tableName(TableDefinition.DIRECTORY);
        this.change = new Change(table);
    }

    String name() {
        return table;
    }

    Optional<Item> get(Patience patience, Key key) {
        return Item.of(database.read(patience, client -> client
                .getItem(get -> get.tableName(table).key(key.attributes()).consistentRead(true))).item());
    }

    /** At half the price, from a replica that may be behind. */
    Optional<Item> getRecent(Patience patience, Key key) {
        return Item.of(database
                .read(patience, client -> client.getItem(get -> get.tableName(table).key(key.attributes()))).item());
    }

    /** Those of the items that there are. */
    Map<Key, Item> get(Patience patience, Collection<Key> keys) {
        Map<Key, Item> found = new HashMap<>();
        batches.get(patience, table, keys.stream().map(Key::attributes).toList(),
                KeysAndAttributes.builder().consistentRead(true).build())
                .forEach(item -> found.put(new Key(item.text(Attributes.PK), item.text(Attributes.SK)), item));
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
        return query(patience, between(pk, prefix + after.orElse("") + "!", prefix + "~").limit(limit), limit);
    }

    /**
     * The beginning of a list.
     *
     * @param items the items
     * @param last the last id that was looked at, if there may be more behind it
     */
    record Part(List<Item> items, Optional<String> last) {}

    /** So many items of a list, or fewer: one request, whatever there is. */
    Part part(Patience patience, String pk, String prefix, Optional<String> after, int limit) {
        QueryRequest request = between(pk, prefix + after.orElse("") + "!", prefix + "~").tableName(table).limit(limit)
                .build();
        QueryResponse response = database.read(patience, client -> client.query(request));
        return new Part(response.items().stream().map(Item::new).toList(), response.hasLastEvaluatedKey()
                ? Optional.of(new Item(response.lastEvaluatedKey()).text(Attributes.SK).substring(prefix.length()))
                : Optional.empty());
    }

    /**
     * A part of all that is in the table.
     *
     * @param items what was looked for
     * @param last the last item that was looked at, if there may be more behind it
     */
    record Scanned(List<Item> items, Optional<Key> last) {}

    /** Profiles among so many items of the table, in the table's own order: one request. */
    Scanned profiles(Patience patience, String pkPrefix, Optional<Key> after, int lookedAt) {
        ScanRequest request = ScanRequest.builder().tableName(table).consistentRead(true).limit(lookedAt)
                .exclusiveStartKey(after.map(Key::attributes).orElse(null))
                .filterExpression("sk = :profile AND begins_with(pk, :prefix)").expressionAttributeValues(
                        Map.of(":profile", Item.of(Key.PROFILE), ":prefix", Item.of(pkPrefix)))
                .build();
        ScanResponse response = database.read(patience, client -> client.scan(request));
        return new Scanned(response.items().stream().map(Item::new).toList(), response.hasLastEvaluatedKey()
                ? Optional.of(new Item(response.lastEvaluatedKey()))
                        .map(last -> new Key(last.text(Attributes.PK), last.text(Attributes.SK)))
                : Optional.empty());
    }

    /** Everything whose sort key lies between two, both included. */
    List<Item> between(Patience patience, String pk, String from, String to) {
        return query(patience, between(pk, from, to), Integer.MAX_VALUE);
    }

    /** How many items there are whose sort keys are a prefix and an id. */
    long count(Patience patience, String pk, String prefix) {
        QueryRequest request = between(pk, prefix + "!", prefix + "~").tableName(table).select(Select.COUNT).build();
        long count = 0;
        while (true) {
            QueryRequest now = request;
            QueryResponse response = database.read(patience, client -> client.query(now));
            count += response.count();
            if (!response.hasLastEvaluatedKey()) {
                return count;
            }
            request = request.toBuilder().exclusiveStartKey(response.lastEvaluatedKey()).build();
        }
    }

    private static QueryRequest.Builder between(String pk, String from, String to) {
        return QueryRequest.builder().keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                .expressionAttributeValues(Map.of(":pk", Item.of(pk), ":from", Item.of(from), ":to", Item.of(to)))
                .consistentRead(true);
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
        return putIf(patience, attributes, Requirement.isNotThere());
    }

    /** Puts an item if what stands there is as required; otherwise as {@link #putNew}. */
    Optional<Item> putIf(Patience patience, Map<String, AttributeValue> attributes, Requirement requirement) {
        try {
            var unused = database.write(patience,
                    client -> client.putItem(put -> put.tableName(table).item(attributes)
                            .conditionExpression(requirement.expression())
                            .expressionAttributeNames(requirement.namesOrNull())
                            .expressionAttributeValues(requirement.valuesOrNull())
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));
            return Optional.empty();
        } catch (ConditionalCheckFailedException stands) {
            return Optional.of(new Item(stands.item()));
        }
    }

    /**
     * Sets attributes of an item if it is as required.
     *
     * @return what stands there otherwise, without attributes if nothing does; empty if they were set. What stands there may be
     *     just so: by an earlier attempt whose answer was lost
     */
    Optional<Item> setIf(Patience patience, Key key, Map<String, AttributeValue> set, Requirement requirement) {
        Update update = change.setIf(key, set, requirement).update();
        try {
            var unused = database.write(patience,
                    client -> client.updateItem(item -> item.tableName(table).key(update.key())
                            .updateExpression(update.updateExpression())
                            .conditionExpression(update.conditionExpression())
                            .expressionAttributeNames(update.expressionAttributeNames())
                            .expressionAttributeValues(update.expressionAttributeValues())
                            .returnValuesOnConditionCheckFailure(update.returnValuesOnConditionCheckFailure())));
            return Optional.empty();
        } catch (ConditionalCheckFailedException stands) {
            return Optional.of(new Item(stands.hasItem() ? stands.item() : Map.of()));
        }
    }

    /**
     * Changes several items, all or none. If a condition does not hold, it is certain that nothing is changed later either: an
     * attempt that got no answer may still arrive when the condition holds again, so after one of these nobody can say that
     * the change is refused.
     *
     * @param changes different items, each on a condition, asking for the old item if it does not hold
     * @return how each condition turned out
     */
    Conditions change(Patience patience, List<TransactWriteItem> changes) {
        TransactWriteItemsRequest request = TransactWriteItemsRequest.builder().transactItems(changes)
                .clientRequestToken(UUID.randomUUID().toString()).build();
        AtomicBoolean mayStillArrive = new AtomicBoolean();
        try {
            var unused = database.write(patience, client -> {
                try {
                    return client.transactWriteItems(request);
                } catch (TransactionCanceledException canceled) {
                    if (Trouble.attempts(canceled) > 1) {
                        mayStillArrive.set(true); // The client repeats by itself, and tells of the last attempt only.
                    }
                    throw isAnswer(canceled) ? canceled : Trouble.crowded(isThrottled(canceled), canceled);
                } catch (SdkException trouble) {
                    if (Trouble.of(trouble).outcome() == Outcome.UNKNOWN) {
                        mayStillArrive.set(true);
                    }
                    throw trouble;
                }
            });
            return new Conditions(List.of());
        } catch (TransactionCanceledException refused) {
            if (mayStillArrive.get()) {
                throw StoreException.unknown("DynamoDB did not answer at first, and would refuse the change by now.",
                        refused);
            }
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

        /** Also false if there was no such change. */
        boolean failed(int position) {
            return position < reasons.size() && FAILED.equals(reasons.get(position).code());
        }

        /** Whether the condition failed because there is no such item at all. */
        boolean failedOnNothing(int position) {
            return failed(position) && old(position).isEmpty();
        }

        /** What stands there, if the condition failed and there is something. */
        Optional<Item> old(int position) {
            return Item.of(reasons.get(position).item());
        }

        /** Without the items, which may hold what is kept of a password. */
        @Override
        public String toString() {
            return "Conditions" + reasons.stream().map(CancellationReason::code).toList();
        }
    }
}
