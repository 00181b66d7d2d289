package dev.messaging.dynamo;

import dev.messaging.dynamo.schema.TableDefinition;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The door to DynamoDB: every request of the store goes through here, patiently. */
final class Database {
    private final MeteredClient client;
    private final StoreMetrics metrics;
    private final String prefix;
    private final ClockGuard clockGuard;
    private final LongAdder throttled = new LongAdder();
    private volatile boolean closed;

    Database(DynamoDbClient client, String prefix, Surroundings surroundings) {
        this(client, prefix, surroundings, StoreMetrics.none());
    }

    Database(DynamoDbClient client, String prefix, Surroundings surroundings, StoreMetrics metrics) {
        this.client = new MeteredClient(client, prefix, surroundings, metrics);
        this.metrics = metrics;
        this.prefix = prefix;
        this.clockGuard = new ClockGuard(surroundings);
    }

    String tableName(TableDefinition table) {
        return table.name(prefix);
    }

    StoreMetrics metrics() {
        return metrics;
    }

    /** How often DynamoDB has said so far that it was asked too much. */
    long throttled() {
        return throttled.sum();
    }

    void close() {
        closed = true;
    }

    <R extends DynamoDbResponse> R read(Patience patience, Function<MeteredClient, R> request) {
        return ask(patience, () -> {
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
    <R extends DynamoDbResponse> R write(Patience patience, Function<MeteredClient, R> request) {
        return ask(patience, () -> {
            clockGuard.check(() -> {
                var unused = look();
            });
            return answer(request);
        });
    }

    /** The least that can be asked. */
    void ping(Patience patience) {
        var unused = ask(patience, this::look);
    }

    private <T> T ask(Patience patience, Supplier<T> question) {
        AtomicBoolean again = new AtomicBoolean();
        return patience.ask(() -> {
            if (again.getAndSet(true)) {
                metrics.retried(1);
            }
            return question.get();
        });
    }

    private GetItemResponse look() {
        GetItemRequest request = GetItemRequest.builder().tableName(tableName(TableDefinition.DIRECTORY))
                .key(Key.FORMAT.attributes()).build();
        try {
            return answer(requests -> requests.getItem(request));
        } catch (Trouble trouble) {
            throw trouble.whileReading();
        }
    }

    private <R extends DynamoDbResponse> R answer(Function<MeteredClient, R> request) {
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
            metrics.retried(Trouble.attempts(e) - 1);
            throw counted(Trouble.of(e));
        } catch (Trouble judgedAlready) {
            throw counted(judgedAlready);
        }
    }

    private Trouble counted(Trouble trouble) {
        if (trouble.throttled()) {
            throttled.increment();
        }
        return trouble;
    }
}
