package dev.messaging.dynamo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity.TOTAL;

import dev.messaging.dynamo.capacity.TableUnits;
import dev.messaging.dynamo.schema.TableDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Counts trips and units. */
final class Meter implements Wire {
    /** By AWS's rule, for each KB of an item; what DynamoDB Local says about transactions is wrong. */
    private static final double UNITS_IN_TRANSACTION = 2;

    private final SerialSurroundings surroundings;
    private final List<String> seen = new ArrayList<>();
    private int roundsBefore;
    private final Map<String, TableUnits> units = new HashMap<>();

    Meter(SerialSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    SerialSurroundings surroundings() {
        return surroundings;
    }

    void reset() {
        seen.clear();
        roundsBefore = surroundings.rounds();
        units.clear();
    }

    int trips() {
        return surroundings.rounds() - roundsBefore;
    }

    double readUnits() {
        return units.values().stream().mapToDouble(TableUnits::read).sum();
    }

    double writeUnits() {
        return units.values().stream().mapToDouble(TableUnits::write).sum();
    }

    TableUnits units(TableDefinition table) {
        return units.entrySet().stream().filter(used -> used.getKey().endsWith(table.baseName()))
                .map(Map.Entry::getValue).findFirst().orElse(TableUnits.NONE);
    }

    private void add(String table, double read, double write) {
        units.merge(table, new TableUnits(read, write), TableUnits::plus);
    }

    @Override
    public String toString() {
        return seen.toString();
    }

    @Override
    public DynamoDbResponse pass(DynamoDbRequest request, Function<DynamoDbRequest, DynamoDbResponse> send) {
        surroundings.request();
        try {
            return metered(request, send);
        } catch (ConditionalCheckFailedException refused) {
            // Billed as if it were done, for the larger of the items; here all are small.
            add(table(request), 0, 1);
            seen.add("refused 1");
            throw refused;
        }
    }

    private DynamoDbResponse metered(DynamoDbRequest request, Function<DynamoDbRequest, DynamoDbResponse> send) {
        return switch (request) {
            case GetItemRequest get -> {
                var response = (GetItemResponse) send.apply(get.toBuilder().returnConsumedCapacity(TOTAL).build());
                yield read(response, "get", response.consumedCapacity(), 0,
                        Boolean.TRUE.equals(get.consistentRead()) ? 1 : 0.5);
            }
            case QueryRequest query -> {
                var response = (QueryResponse) send.apply(query.toBuilder().returnConsumedCapacity(TOTAL).build());
                yield read(response, "query", response.consumedCapacity(), 0,
                        Boolean.TRUE.equals(query.consistentRead()) ? 1 : 0.5);
            }
            case BatchGetItemRequest batch -> {
                var response = (BatchGetItemResponse) send
                        .apply(batch.toBuilder().returnConsumedCapacity(TOTAL).build());
                int missing = keys(batch.requestItems().values()) - items(response.responses().values());
                boolean strong = batch.requestItems().values().stream()
                        .anyMatch(keys -> Boolean.TRUE.equals(keys.consistentRead()));
                double each = strong ? 1 : 0.5;
                yield read(response, "batch", response.consumedCapacity().getFirst(), missing * each, each);
            }
            case BatchWriteItemRequest batch -> {
                var response = (BatchWriteItemResponse) send
                        .apply(batch.toBuilder().returnConsumedCapacity(TOTAL).build());
                yield written(response, "batch", response.consumedCapacity().getFirst());
            }
            case UpdateItemRequest update -> {
                var response = (UpdateItemResponse) send
                        .apply(update.toBuilder().returnConsumedCapacity(TOTAL).build());
                yield written(response, "update", response.consumedCapacity());
            }
            case PutItemRequest put -> {
                var response = (PutItemResponse) send.apply(put.toBuilder().returnConsumedCapacity(TOTAL).build());
                yield written(response, "put", response.consumedCapacity());
            }
            case DeleteItemRequest delete -> {
                var response = (DeleteItemResponse) send
                        .apply(delete.toBuilder().returnConsumedCapacity(TOTAL).build());
                yield written(response, "delete", response.consumedCapacity());
            }
            case TransactWriteItemsRequest changes -> {
                double sum = changes.transactItems().stream().mapToDouble(Meter::units).sum();
                // Counted as if it were done also if it is refused, the most that it can cost.
                changes.transactItems().forEach(change -> add(table(change), 0, units(change)));
                try {
                    DynamoDbResponse response = send.apply(changes);
                    seen.add("transaction " + sum);
                    yield response;
                } catch (TransactionCanceledException refused) {
                    seen.add("transaction refused " + sum);
                    throw refused;
                }
            }
            case DescribeTableRequest free -> send.apply(free);
            default -> throw new IllegalStateException("what does this cost? " + request);
        };
    }

    /** Of a request on a condition. */
    private static String table(DynamoDbRequest request) {
        return switch (request) {
            case PutItemRequest put -> put.tableName();
            case UpdateItemRequest update -> update.tableName();
            case DeleteItemRequest delete -> delete.tableName();
            default -> throw new IllegalStateException("what is this about? " + request);
        };
    }

    private static String table(TransactWriteItem change) {
        if (change.put() != null) {
            return change.put().tableName();
        }
        if (change.update() != null) {
            return change.update().tableName();
        }
        return change.delete() == null ? change.conditionCheck().tableName() : change.delete().tableName();
    }

    private static double units(TransactWriteItem change) {
        int bytes = change.put() == null
                ? 1
                : change.put().item().entrySet().stream()
                        .mapToInt(entry -> entry.getKey().length() + bytes(entry.getValue())).sum();
        return UNITS_IN_TRANSACTION * Math.ceil(bytes / 1_024.0);
    }

    /** Of a number as many as the greatest here takes, a time: two digits a byte, and one more. */
    static int bytes(AttributeValue value) {
        if (value.b() != null) {
            return value.b().asByteArrayUnsafe().length;
        }
        return value.s() == null ? 8 : value.s().getBytes(UTF_8).length;
    }

    private static int keys(Collection<KeysAndAttributes> wanted) {
        return wanted.stream().mapToInt(keys -> keys.keys().size()).sum();
    }

    private static int items(Collection<List<Map<String, AttributeValue>>> found) {
        return found.stream().mapToInt(List::size).sum();
    }

    /** AWS asks something for a read that finds nothing, too, which DynamoDB Local leaves out. */
    private DynamoDbResponse read(DynamoDbResponse response, String kind, ConsumedCapacity reported, double more,
            double atLeast) {
        double consumed = Math.max(reported.capacityUnits() + more, atLeast);
        add(reported.tableName(), consumed, 0);
        seen.add(kind + " " + consumed);
        return response;
    }

    private DynamoDbResponse written(DynamoDbResponse response, String kind, ConsumedCapacity reported) {
        add(reported.tableName(), 0, reported.capacityUnits());
        seen.add(kind + " " + reported.capacityUnits());
        return response;
    }
}
