package dev.messaging.dynamo.simulation;

import dev.messaging.dynamo.simulated.Failures;
import dev.messaging.dynamo.simulated.SimulatedDynamoDb;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The way from a node to the database: requests take their time, get lost, come late, fail, before or after they took
 * effect. The node may crash or stand still meanwhile.
 */
final class SimulatedClient implements DynamoDbClient {
    private final Scheduler scheduler;
    private final Weather weather;
    private final SimulatedDynamoDb database;
    private final Trace trace;
    private final Node node;

    SimulatedClient(Scheduler scheduler, Weather weather, SimulatedDynamoDb database, Trace trace, Node node) {
        this.scheduler = scheduler;
        this.weather = weather;
        this.database = database;
        this.trace = trace;
        this.node = node;
    }

    /** One request under way. */
    private static final class Exchange<R> {
        private @Nullable R answer;
        private @Nullable SdkException failure;
        private boolean arrived;
    }

    private <R> R call(DynamoDbRequest request, Supplier<R> effect) {
        Scheduler.Task me = scheduler.current();
        Exchange<R> exchange = new Exchange<>();
        Weather.Fate fate = weather.fate(scheduler.now());
        long there = fate == Weather.Fate.LATE
                ? weather.lateNanos(request instanceof TransactWriteItemsRequest)
                : weather.wayNanos();
        long wait = me.waits();
        node.suffer(there);
        if (fate == Weather.Fate.NOT_CONNECTED) {
            exchange.failure = SdkClientException.create("connect", new ConnectException("Connection refused"));
            scheduler.wakeAt(scheduler.now() + there, me, wait, () -> exchange.arrived = true);
        } else if (fate != Weather.Fate.LOST) {
            scheduler.at(scheduler.now() + there, () -> arrive(request, effect, exchange, fate, me, wait));
        }
        trace.say(scheduler.now(), () -> me + " asks " + Words.of(request) + (fate == Weather.Fate.ANSWERED
                ? ""
                : " " + fate));
        scheduler.wakeAt(scheduler.now() + weather.answerTimeoutNanos(), me, wait);
        scheduler.await();
        return answer(exchange, me, request);
    }

    private <R> void arrive(DynamoDbRequest request, Supplier<R> effect, Exchange<R> exchange, Weather.Fate fate,
            Scheduler.Task sender, long wait) {
        switch (fate) {
            case RESET_BEFORE -> exchange.failure = reset();
            case INTERNAL_BEFORE -> exchange.failure = Failures.internal();
            case THROTTLED -> exchange.failure = throttled(request);
            case CROWDED -> exchange.failure = request instanceof TransactWriteItemsRequest changes
                    ? Failures.crowded(changes.transactItems().size(), changes.transactItems().size() / 2, false)
                    : Failures.throttled();
            default -> take(effect, exchange);
        }
        trace.say(scheduler.now(), () -> "     " + sender + " -> " + Words.of(request) + " = "
                + Words.of(exchange.answer, exchange.failure));
        if (fate == Weather.Fate.RESET_AFTER) {
            exchange.failure = reset();
        } else if (fate == Weather.Fate.INTERNAL_AFTER) {
            exchange.failure = Failures.internal();
        }
        if (fate != Weather.Fate.ANSWER_LOST) {
            scheduler.wakeAt(scheduler.now() + weather.wayNanos(), sender, wait, () -> exchange.arrived = true);
        }
    }

    private static <R> void take(Supplier<R> effect, Exchange<R> exchange) {
        try {
            exchange.answer = effect.get();
        } catch (SdkException refused) {
            exchange.failure = refused;
        }
    }

    private static SdkException throttled(DynamoDbRequest request) {
        return request instanceof TransactWriteItemsRequest changes
                ? Failures.crowded(changes.transactItems().size(), 0, true)
                : Failures.throttled();
    }

    private static SdkException reset() {
        return SdkClientException.create("reset", new SocketException("Connection reset"));
    }

    private <R> R answer(Exchange<R> exchange, Scheduler.Task me, DynamoDbRequest request) {
        SdkException failure = exchange.failure;
        R answer = exchange.answer;
        if (!exchange.arrived || (failure == null && answer == null)) {
            trace.say(scheduler.now(), () -> me + " waits no longer for " + Words.of(request));
            throw ApiCallAttemptTimeoutException.create(weather.answerTimeoutNanos() / 1_000_000);
        }
        if (failure != null) {
            throw failure;
        }
        return java.util.Objects.requireNonNull(answer);
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return call(request, () -> database.getItem(request));
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        return call(request, () -> database.batchGetItem(request));
    }

    @Override
    public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
        return call(request, () -> weather.leavesOut() ? writeSome(request) : database.batchWriteItem(request));
    }

    /** Any of them, and tells which are left; or fails after some. */
    private BatchWriteItemResponse writeSome(BatchWriteItemRequest request) {
        String table = request.requestItems().keySet().iterator().next();
        List<WriteRequest> all = request.requestItems().getOrDefault(table, List.of());
        List<WriteRequest> left = all.stream().filter(each -> weather.isLeftOut()).toList();
        List<WriteRequest> taken = all.stream().filter(each -> !left.contains(each)).toList();
        if (!taken.isEmpty()) {
            var unused = database.batchWriteItem(request.toBuilder().requestItems(Map.of(table, taken)).build());
        }
        if (weather.isLeftOut()) {
            throw Failures.internal();
        }
        return BatchWriteItemResponse.builder()
                .unprocessedItems(left.isEmpty() ? Map.of() : Map.of(table, left)).build();
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return call(request, () -> database.query(request));
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return call(request, () -> database.putItem(request));
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return call(request, () -> database.updateItem(request));
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        return call(request, () -> database.deleteItem(request));
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return call(request, () -> database.transactWriteItems(request));
    }

    @Override
    public DescribeTableResponse describeTable(DescribeTableRequest request) {
        return call(request, () -> database.describeTable(request));
    }

    @Override
    public CreateTableResponse createTable(CreateTableRequest request) {
        return call(request, () -> database.createTable(request));
    }

    @Override
    public DescribeTimeToLiveResponse describeTimeToLive(DescribeTimeToLiveRequest request) {
        return call(request, () -> database.describeTimeToLive(request));
    }

    @Override
    public UpdateTimeToLiveResponse updateTimeToLive(UpdateTimeToLiveRequest request) {
        return call(request, () -> database.updateTimeToLive(request));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        throw new IllegalStateException("no simulated node is ever closed, they crash");
    }

    /** Tells of a request in few words. */
    private static final class Words {
        private Words() {}

        static String of(DynamoDbRequest request) {
            return switch (request) {
                case GetItemRequest get -> "get " + get.key().values();
                case BatchGetItemRequest batch -> "batch of "
                        + batch.requestItems().values().stream().mapToInt(keys -> keys.keys().size()).sum();
                case QueryRequest query -> "query " + query.expressionAttributeValues().values() + " "
                        + (query.scanIndexForward() == null ? "" : "backward") + query.consistentRead();
                case PutItemRequest put -> "put " + put.item().values();
                case UpdateItemRequest update -> "update " + update.key().values() + update.updateExpression();
                case DeleteItemRequest delete -> "delete " + delete.key().values();
                case TransactWriteItemsRequest changes -> "transaction of " + changes.transactItems().size();
                default -> request.getClass().getSimpleName();
            };
        }

        static String of(@Nullable Object answer, @Nullable SdkException failure) {
            return failure != null
                    ? failure.getClass().getSimpleName()
                    : answer instanceof QueryResponse found
                            ? List.copyOf(found.items()).toString()
                            : "done";
        }
    }
}
