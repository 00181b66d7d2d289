package dev.messaging.dynamo;

import dev.messaging.dynamo.schema.TableDefinition;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The door to DynamoDB: every request of the store goes through here, patiently. */
final class Database {
    private final DynamoDbClient client;
    private final String prefix;
    private final ClockGuard clockGuard;
    private final LongAdder throttled = new LongAdder();
    private volatile boolean closed;

    Database(DynamoDbClient client, String prefix, Surroundings surroundings) {
        this.client = client;
        this.prefix = prefix;
        this.clockGuard = new ClockGuard(surroundings);
    }

    String tableName(TableDefinition table) {
        return table.name(prefix);
    }

    /** How often DynamoDB has said so far that it was asked too much. */
    long throttled() {
        return throttled.sum();
    }

    void close() {
        closed = true;
    }

    <R extends DynamoDbResponse> R read(Patience patience, Function<DynamoDbClient, R> request) {
        return patience.ask(() -> {
            try {
                return answer(request);
            } catch (Trouble trouble) {
                throw trouble.whileReading();
            }
        });
    }

    /**
     * Writes. Conditions that do not hold are answers, not trouble: they come as the SDK's exceptions.
     *
     * @param request must be harmless to repeat
     */
    <R extends DynamoDbResponse> R write(Patience patience, Function<DynamoDbClient, R> request) {
        return patience.ask(() -> {
            clockGuard.check(() -> {
                var unused = look();
            });
            return answer(request);
        });
    }

    /** The least that can be asked. */
    void ping(Patience patience) {
        var unused = patience.ask(this::look);
    }

    private GetItemResponse look() {
        GetItemRequest request = GetItemRequest.builder().tableName(tableName(TableDefinition.DIRECTORY))
                .key(Key.FORMAT.attributes()).build();
        try {
            return answer(client -> client.getItem(request));
        } catch (Trouble trouble) {
            throw trouble.whileReading();
        }
    }

    private <R extends DynamoDbResponse> R answer(Function<DynamoDbClient, R> request) {
        if (closed) {
            throw Trouble.here("The store is closed.");
        }
        try {
            R response = request.apply(client);
            if (response.sdkHttpResponse() != null) {
                clockGuard.observe(response.sdkHttpResponse());
            }
            return response;
        } catch (ConditionalCheckFailedException | TransactionCanceledException answered) {
            throw answered;
        } catch (SdkException e) {
            Trouble trouble = Trouble.of(e);
            if (trouble.throttled()) {
                throttled.increment();
            }
            throw trouble;
        }
    }
}
