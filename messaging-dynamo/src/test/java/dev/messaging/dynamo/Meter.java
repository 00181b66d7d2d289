package dev.messaging.dynamo;

import static software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity.TOTAL;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
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
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Counts trips and units. */
final class Meter implements Wire {
    /** By AWS's rule, for items of up to 1 KB; what DynamoDB Local says about transactions is wrong. */
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
                yield read(response, "batch", response.consumedCapacity().getFirst().capacityUnits() + missing, 1);
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
                double units = changes.transactItems().size() * UNITS_IN_TRANSACTION;
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
