package dev.messaging.dynamo;

import dev.messaging.core.port.StoreException;
import dev.messaging.dynamo.schema.TableDefinition;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The client as this store's requests see it: each asks what it consumes, and is counted with its time and its outcome. */
final class MeteredClient {
    private static final ReturnConsumedCapacity TOTAL = ReturnConsumedCapacity.TOTAL;
    private static final String READ = "read";
    private static final String WRITE = "write";

    private final DynamoDbClient client;
    private final String prefix;
    private final Surroundings surroundings;
    private final StoreMetrics metrics;

    MeteredClient(DynamoDbClient client, String prefix, Surroundings surroundings, StoreMetrics metrics) {
        this.client = client;
        this.prefix = prefix;
        this.surroundings = surroundings;
        this.metrics = metrics;
    }

    GetItemResponse getItem(Consumer<GetItemRequest.Builder> request) {
        return getItem(GetItemRequest.builder().applyMutation(request).build());
    }

    GetItemResponse getItem(GetItemRequest request) {
        return counted("GetItem", READ,
                () -> client.getItem(request.toBuilder().returnConsumedCapacity(TOTAL).build()),
                response -> one(response.consumedCapacity()));
    }

    BatchGetItemResponse batchGetItem(Consumer<BatchGetItemRequest.Builder> request) {
        return counted("BatchGetItem", READ,
                () -> client.batchGetItem(
                        BatchGetItemRequest.builder().applyMutation(request).returnConsumedCapacity(TOTAL).build()),
                BatchGetItemResponse::consumedCapacity);
    }

    QueryResponse query(Consumer<QueryRequest.Builder> request) {
        return query(QueryRequest.builder().applyMutation(request).build());
    }

    QueryResponse query(QueryRequest request) {
        return counted("Query", READ, () -> client.query(request.toBuilder().returnConsumedCapacity(TOTAL).build()),
                response -> one(response.consumedCapacity()));
    }

    ScanResponse scan(ScanRequest request) {
        return counted("Scan", READ, () -> client.scan(request.toBuilder().returnConsumedCapacity(TOTAL).build()),
                response -> one(response.consumedCapacity()));
    }

    PutItemResponse putItem(Consumer<PutItemRequest.Builder> request) {
        return counted("PutItem", WRITE,
                () -> client
                        .putItem(PutItemRequest.builder().applyMutation(request).returnConsumedCapacity(TOTAL).build()),
                response -> one(response.consumedCapacity()));
    }

    BatchWriteItemResponse batchWriteItem(Consumer<BatchWriteItemRequest.Builder> request) {
        return counted("BatchWriteItem", WRITE,
                () -> client.batchWriteItem(
                        BatchWriteItemRequest.builder().applyMutation(request).returnConsumedCapacity(TOTAL).build()),
                BatchWriteItemResponse::consumedCapacity);
    }

    UpdateItemResponse updateItem(Consumer<UpdateItemRequest.Builder> request) {
        return counted("UpdateItem", WRITE,
                () -> client.updateItem(
                        UpdateItemRequest.builder().applyMutation(request).returnConsumedCapacity(TOTAL).build()),
                response -> one(response.consumedCapacity()));
    }

    DeleteItemResponse deleteItem(Consumer<DeleteItemRequest.Builder> request) {
        return counted("DeleteItem", WRITE,
                () -> client.deleteItem(
                        DeleteItemRequest.builder().applyMutation(request).returnConsumedCapacity(TOTAL).build()),
                response -> one(response.consumedCapacity()));
    }

    TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return counted("TransactWriteItems", WRITE,
                () -> client.transactWriteItems(request.toBuilder().returnConsumedCapacity(TOTAL).build()),
                TransactWriteItemsResponse::consumedCapacity);
    }

    /** For what is about tables, not items, and is asked when a store is opened or created. */
    DynamoDbClient ofTables() {
        return client;
    }

    private <R> R counted(String operation, String kind, Supplier<R> request,
            Function<R, List<ConsumedCapacity>> consumed) {
        long begin = surroundings.nanoTime();
        String outcome = "failed";
        try {
            R response = request.get();
            outcome = "ok";
            consumed.apply(response).forEach(units -> count(units, kind));
            return response;
        } catch (ConditionalCheckFailedException refused) {
            outcome = "condition";
            throw refused;
        } catch (TransactionCanceledException refused) {
            outcome = "condition";
            metrics.transactionCanceled();
            throw refused;
        } catch (SdkException e) {
            outcome = outcome(Trouble.of(e), kind);
            throw e;
        } finally {
            metrics.called(operation, outcome, Duration.ofNanos(surroundings.nanoTime() - begin));
        }
    }

    private static String outcome(Trouble trouble, String kind) {
        if (trouble.throttled()) {
            return "throttled";
        }
        return kind.equals(READ) || trouble.outcome() == StoreException.Outcome.NOT_DONE ? "not-done" : "unknown";
    }

    private void count(ConsumedCapacity consumed, String kind) {
        Double units = consumed.capacityUnits();
        if (units != null) {
            metrics.consumed(table(String.valueOf(consumed.tableName())), kind, units);
        }
    }

    /** The table's name in the design, so that labels are the same in every installation. */
    private String table(String name) {
        return TableDefinition.ALL.stream().filter(table -> table.name(prefix).equals(name))
                .map(table -> table.name(""))
                .findFirst().orElse("other");
    }

    private static List<ConsumedCapacity> one(@Nullable ConsumedCapacity consumed) {
        return consumed == null ? List.of() : List.of(consumed);
    }
}
