package dev.messaging.dynamo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity.TOTAL;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
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
    private double readUnits;
    private double writeUnits;

    Meter(SerialSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    SerialSurroundings surroundings() {
        return surroundings;
    }

    void reset() {
        seen.clear();
        roundsBefore = surroundings.rounds();
        readUnits = 0;
        writeUnits = 0;
    }

    int trips() {
        return surroundings.rounds() - roundsBefore;
    }

    double readUnits() {
        return readUnits;
    }

    double writeUnits() {
        return writeUnits;
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
            writeUnits++;
            seen.add("refused 1");
            throw refused;
        }
    }

    private DynamoDbResponse metered(DynamoDbRequest request, Function<DynamoDbRequest, DynamoDbResponse> send) {
        return switch (request) {
            case GetItemRequest get -> {
                var response = (GetItemResponse) send.apply(get.toBuilder().returnConsumedCapacity(TOTAL).build());
                yield read(response, "get", response.consumedCapacity().capacityUnits(),
                        Boolean.TRUE.equals(get.consistentRead()) ? 1 : 0.5);
            }
            case QueryRequest query -> {
                var response = (QueryResponse) send.apply(query.toBuilder().returnConsumedCapacity(TOTAL).build());
                yield read(response, "query", response.consumedCapacity().capacityUnits(),
                        Boolean.TRUE.equals(query.consistentRead()) ? 1 : 0.5);
            }
            case BatchGetItemRequest batch -> {
                var response = (BatchGetItemResponse) send
                        .apply(batch.toBuilder().returnConsumedCapacity(TOTAL).build());
                int missing = keys(batch.requestItems().values()) - items(response.responses().values());
                boolean strong = batch.requestItems().values().stream()
                        .anyMatch(keys -> Boolean.TRUE.equals(keys.consistentRead()));
                double each = strong ? 1 : 0.5;
                yield read(response, "batch",
                        response.consumedCapacity().getFirst().capacityUnits() + missing * each, each);
            }
            case BatchWriteItemRequest batch -> {
                var response = (BatchWriteItemResponse) send
                        .apply(batch.toBuilder().returnConsumedCapacity(TOTAL).build());
                yield written(response, "batch", response.consumedCapacity().getFirst().capacityUnits());
            }
            case UpdateItemRequest update -> {
                var response = (UpdateItemResponse) send
                        .apply(update.toBuilder().returnConsumedCapacity(TOTAL).build());
                yield written(response, "update", response.consumedCapacity().capacityUnits());
            }
            case PutItemRequest put -> {
                var response = (PutItemResponse) send.apply(put.toBuilder().returnConsumedCapacity(TOTAL).build());
                yield written(response, "put", response.consumedCapacity().capacityUnits());
            }
            case DeleteItemRequest delete -> {
                var response = (DeleteItemResponse) send
                        .apply(delete.toBuilder().returnConsumedCapacity(TOTAL).build());
                yield written(response, "delete", response.consumedCapacity().capacityUnits());
            }
            case TransactWriteItemsRequest changes -> {
                double units = changes.transactItems().stream().mapToDouble(Meter::units).sum();
                try {
                    yield written(send.apply(changes), "transaction", units);
                } catch (TransactionCanceledException refused) {
                    // Counted as if it were done, the most that it can cost.
                    writeUnits += units;
                    seen.add("transaction refused " + units);
                    throw refused;
                }
            }
            case DescribeTableRequest free -> send.apply(free);
            default -> throw new IllegalStateException("what does this cost? " + request);
        };
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
    private DynamoDbResponse read(DynamoDbResponse response, String kind, double reported, double atLeast) {
        double units = Math.max(reported, atLeast);
        readUnits += units;
        seen.add(kind + " " + units);
        return response;
    }

    private DynamoDbResponse written(DynamoDbResponse response, String kind, double units) {
        writeUnits += units;
        seen.add(kind + " " + units);
        return response;
    }
}
