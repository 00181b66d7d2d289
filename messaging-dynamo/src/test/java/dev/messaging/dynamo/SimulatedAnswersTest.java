package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.dynamo.simulated.Expressions;
import dev.messaging.dynamo.simulated.SimulatedDynamoDb;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Random requests get the same answers from the simulated DynamoDB as from DynamoDB Local, refusals included. */
@OnDynamoDbLocal
class SimulatedAnswersTest {
    private static final int REQUESTS = Integer.getInteger("simulated.requests", 3_000);
    private static final long SEED = Long.getLong("simulated.seed", ThreadLocalRandom.current().nextLong());

    private final LocalTables tables;

    SimulatedAnswersTest(LocalTables tables) {
        this.tables = tables;
    }

    @Test
    void randomRequestsAreAnsweredAsByDynamoDbLocal() {
        SimulatedDynamoDb simulated = new SimulatedDynamoDb(InstantSource.system(), System::nanoTime, () -> () -> 0,
                new Expressions());
        DynamoTables.of(simulated, tables.prefix()).create();
        RandomRequests requests = new RandomRequests(SEED, tables.prefix());
        Map<String, Integer> kinds = new TreeMap<>();
        for (int i = 0; i < REQUESTS; i++) {
            DynamoDbRequest request = requests.next();
            String answer = answer(tables.client(), request);
            assertEquals(answer, answer(simulated, request),
                    "request " + i + " of seed " + SEED + " (-Dsimulated.seed): " + request);
            kinds.merge(answer.substring(0, Math.min(answer.length(), 12)), 1, Integer::sum);
        }
        assertTrue(kinds.size() > 10, () -> "too little of everything: " + kinds);
    }

    private static String answer(DynamoDbClient client, DynamoDbRequest request) {
        try {
            return "done: " + done(client, request);
        } catch (ConditionalCheckFailedException failed) {
            return "failed: " + (failed.hasItem() ? sorted(failed.item()) : "nothing told");
        } catch (TransactionCanceledException canceled) {
            return "canceled: " + canceled.cancellationReasons().stream()
                    .map(reason -> reason.code() + (reason.hasItem() ? sorted(reason.item()) : "")).toList();
        } catch (DynamoDbException refused) {
            return "refused: " + refused.statusCode() + " " + refused.awsErrorDetails().errorCode();
        }
    }

    private static String done(DynamoDbClient client, DynamoDbRequest request) {
        return switch (request) {
            case GetItemRequest get -> {
                var response = client.getItem(get);
                yield response.hasItem() ? sorted(response.item()) + units(response.consumedCapacity()) : "nothing";
            }
            case PutItemRequest put -> {
                var response = client.putItem(put);
                yield sorted(response.attributes()) + units(response.consumedCapacity());
            }
            case UpdateItemRequest update -> {
                var response = client.updateItem(update);
                yield sorted(response.attributes()) + units(response.consumedCapacity());
            }
            case DeleteItemRequest delete -> {
                var response = client.deleteItem(delete);
                yield sorted(response.attributes()) + units(response.consumedCapacity());
            }
            case QueryRequest query -> client.query(query).scannedCount() > 0
                    ? pages(client, query) + units(client.query(query).consumedCapacity())
                    : pages(client, query);
            case BatchGetItemRequest batch -> {
                var response = client.batchGetItem(batch);
                yield response.responses().values().stream().flatMap(Collection::stream)
                        .map(SimulatedAnswersTest::sorted).sorted().toList() + " " + response.unprocessedKeys();
            }
            case BatchWriteItemRequest batch -> client.batchWriteItem(batch).unprocessedItems().toString();
            case TransactWriteItemsRequest changes -> {
                var unused = client.transactWriteItems(changes);
                yield "all";
            }
            default -> throw new IllegalStateException("no such request: " + request);
        };
    }

    /** All pages: whether the last one says that it is the last, DynamoDB does not promise. */
    private static String pages(DynamoDbClient client, QueryRequest query) {
        QueryResponse page = client.query(query);
        String shown = page.items().stream().map(SimulatedAnswersTest::sorted).toList() + " " + page.count() + " of "
                + page.scannedCount();
        return page.hasLastEvaluatedKey()
                ? shown + "; " + pages(client, query.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build())
                : page.scannedCount() == 0 ? "" : shown + "; ";
    }

    private static String units(@Nullable ConsumedCapacity capacity) {
        return capacity == null ? " no units" : " for " + capacity.capacityUnits();
    }

    private static String sorted(Map<String, AttributeValue> item) {
        return item.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(attribute -> attribute.getKey() + "=" + attribute.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** What is compared must tell things apart. */
    @Test
    void theComparisonTellsItemsApart() {
        assertEquals(List.of("{a=AttributeValue(S=1), b=AttributeValue(N=1)}", "{a=AttributeValue(N=1)}"),
                List.of(sorted(Map.of("b", AttributeValue.fromN("1"), "a", AttributeValue.fromS("1"))),
                        sorted(Map.of("a", AttributeValue.fromN("1")))));
    }
}
