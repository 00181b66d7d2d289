package dev.messaging.dynamo.simulated;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveResponse;

/**
 * A DynamoDB in memory. Each request takes effect at one moment; reads that need not be consistent show how things were a
 * while ago. What the program's adapter does not use, it does not know, and says so.
 */
public final class SimulatedDynamoDb implements DynamoDbClient {
    private static final int BATCH_MAX = 100;
    private static final int BATCH_WRITTEN_MAX = 25;
    private static final int TRANSACTION_MAX = 100;
    private static final int PAGE_BYTES = 1024 * 1024;
    private static final int BATCH_BYTES = 16 * 1024 * 1024;
    /** So long DynamoDB remembers a transaction by its token. */
    private static final Duration TOKENS_KEPT = Duration.ofMinutes(10);
    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Supplier<LongSupplier> replicas;
    private final Expressions expressions;
    private final Map<String, Table> tables = new HashMap<>();
    private final Map<String, String> expiry = new HashMap<>();
    private final Map<String, Done> done = new HashMap<>();
    private long dateSecond = Long.MIN_VALUE;
    private SdkHttpResponse dated = SdkHttpResponse.builder().statusCode(200).build();

    /** A transaction that was done. */
    private record Done(List<TransactWriteItem> changes, long atNanos) {}

    /**
     * Makes an empty one.
     *
     * @param clock tells the date that answers bear
     * @param nanoTime tells how time passes
     * @param replicas gives to each read that need not be consistent a replica, which tells for each item how long ago it
     *     was as it shows it, in nanoseconds
     * @param expressions what was read already
     */
    public SimulatedDynamoDb(InstantSource clock, LongSupplier nanoTime, Supplier<LongSupplier> replicas,
            Expressions expressions) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.replicas = replicas;
        this.expressions = expressions;
    }

    /**
     * Looks into a table, past all requests.
     *
     * @param table its name
     * @return all items, in the order of their keys
     */
    public synchronized List<Map<String, AttributeValue>> items(String table) {
        return table(table).histories().stream().map(History::now).filter(item -> !item.isEmpty()).toList();
    }

    /**
     * Looks into a table's past.
     *
     * @param table its name
     * @return all items that ever stood there, in the order of their keys, and of time
     */
    public synchronized List<Past> past(String table) {
        List<Past> past = new ArrayList<>();
        for (History history : table(table).histories()) {
            List<History.Version> versions = history.versions();
            for (int i = 0; i < versions.size(); i++) {
                if (!versions.get(i).item().isEmpty()) {
                    past.add(new Past(versions.get(i).item(), versions.get(i).sinceNanos(),
                            i + 1 < versions.size() ? versions.get(i + 1).sinceNanos() : Long.MAX_VALUE));
                }
            }
        }
        return past;
    }

    @Override
    public synchronized GetItemResponse getItem(GetItemRequest get) {
        return checked(() -> {
            boolean strongly = Boolean.TRUE.equals(get.consistentRead());
            Expressions.Of expressionsOfThis = expressions
                    .of(get.hasExpressionAttributeNames() ? get.expressionAttributeNames() : null, null);
            List<String> names = expressionsOfThis.projection(get.projectionExpression());
            Table table = table(get.tableName());
            Scope scope = expressionsOfThis.scope(Map.of());
            Map<String, AttributeValue> item = table.get(table.placeOfKey(get.key()),
                    replica(strongly).getAsLong());
            GetItemResponse.Builder response = GetItemResponse.builder();
            if (!item.isEmpty()) {
                response.item(projected(item, names, scope));
            }
            return dated(response.consumedCapacity(Units.told(get.returnConsumedCapacity(), get.tableName(),
                    Units.read(Attribute.bytes(item), strongly)))).build();
        });
    }

    @Override
    public synchronized BatchGetItemResponse batchGetItem(BatchGetItemRequest batch) {
        return checked(() -> {
            int keys = batch.requestItems().values().stream().mapToInt(of -> of.keys().size()).sum();
            if (keys == 0 || keys > BATCH_MAX) {
                throw new Malformed("Too many items requested for the BatchGetItem call");
            }
            Map<String, List<Map<String, AttributeValue>>> found = new HashMap<>();
            Map<String, KeysAndAttributes> left = new HashMap<>();
            List<ConsumedCapacity> units = new ArrayList<>();
            int[] bytes = {0};
            batch.requestItems().forEach((name, wanted) -> {
                double cost = get(name, wanted, found.computeIfAbsent(name, table -> new ArrayList<>()), left, bytes);
                ConsumedCapacity told = Units.told(batch.returnConsumedCapacity(), name, cost);
                if (told != null) {
                    units.add(told);
                }
            });
            BatchGetItemResponse.Builder response = BatchGetItemResponse.builder().responses(found)
                    .unprocessedKeys(left);
            return dated(units.isEmpty() ? response : response.consumedCapacity(units)).build();
        });
    }

    private double get(String name, KeysAndAttributes wanted, List<Map<String, AttributeValue>> found,
            Map<String, KeysAndAttributes> left, int[] bytes) {
        Table table = table(name);
        boolean strongly = Boolean.TRUE.equals(wanted.consistentRead());
        Expressions.Of expressionsOfThis = expressions
                .of(wanted.hasExpressionAttributeNames() ? wanted.expressionAttributeNames() : null, null);
        List<String> names = expressionsOfThis.projection(wanted.projectionExpression());
        Scope scope = expressionsOfThis.scope(Map.of());
        Set<Table.Place> seen = new HashSet<>();
        List<Map<String, AttributeValue>> unprocessed = new ArrayList<>();
        double units = 0;
        for (Map<String, AttributeValue> key : wanted.keys()) {
            Table.Place place = table.placeOfKey(key);
            if (!seen.add(place)) {
                throw new Malformed("Provided list of item keys contains duplicates");
            }
            Map<String, AttributeValue> item = table.get(place, replica(strongly).getAsLong());
            bytes[0] += Attribute.bytes(item);
            if (bytes[0] > BATCH_BYTES) {
                unprocessed.add(key);
                continue;
            }
            units += Units.read(Attribute.bytes(item), strongly);
            if (!item.isEmpty()) {
                found.add(projected(item, names, scope));
            }
        }
        if (!unprocessed.isEmpty()) {
            left.put(name, wanted.toBuilder().keys(unprocessed).build());
        }
        return units;
    }

    @Override
    public synchronized QueryResponse query(QueryRequest query) {
        return checked(() -> {
            Table table = table(query.tableName());
            boolean strongly = Boolean.TRUE.equals(query.consistentRead());
            Expressions.Of expressionsOfThis = expressions.of(
                    query.hasExpressionAttributeNames() ? query.expressionAttributeNames() : null,
                    query.hasExpressionAttributeValues() ? query.expressionAttributeValues() : null);
            Condition condition = expressionsOfThis.condition(query.keyConditionExpression());
            Condition filter = expressionsOfThis.condition(query.filterExpression());
            List<String> names = expressionsOfThis.projection(query.projectionExpression());
            Scope scope = expressionsOfThis.scope(Map.of());
            if (query.limit() != null && query.limit() < 1) {
                throw new Malformed("Value at 'limit' failed to satisfy constraint: Member must have value >= 1");
            }
            KeyCondition keys = KeyCondition.of(table, condition, scope);
            Optional<KeyPart> after = query.hasExclusiveStartKey()
                    ? Optional.of(after(table, keys, query.exclusiveStartKey()))
                    : Optional.empty();
            return page(query, table, keys, after, filter, names, scope, strongly);
        });
    }

    private static KeyPart after(Table table, KeyCondition keys, Map<String, AttributeValue> start) {
        Table.Place place = table.placeOfKey(start);
        if (!place.partition().equals(keys.partition())) {
            throw new Malformed("The provided starting key is outside query boundaries based on provided conditions");
        }
        return place.sort();
    }

    private QueryResponse page(QueryRequest query, Table table, KeyCondition keys, Optional<KeyPart> after,
            @Nullable Condition filter, List<String> names, Scope scope, boolean strongly) {
        LongSupplier replica = replica(strongly);
        int limit = query.limit() == null ? Integer.MAX_VALUE : query.limit();
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        Map<String, AttributeValue> last = Map.of();
        int scanned = 0;
        int bytes = 0;
        for (Map.Entry<KeyPart, History> place : keys
                .in(table, !Boolean.FALSE.equals(query.scanIndexForward()), after).entrySet()) {
            Map<String, AttributeValue> item = place.getValue().at(replica.getAsLong());
            if (item.isEmpty() || keys.isPast(place.getKey())) {
                continue;
            }
            scanned++;
            bytes += Attribute.bytes(item);
            if (filter == null || filter.holds(scope.on(item))) {
                found.add(projected(item, names, scope));
            }
            if (scanned == limit || bytes > PAGE_BYTES) {
                last = table.key(item);
                break;
            }
        }
        QueryResponse.Builder response = QueryResponse.builder().items(found).count(found.size()).scannedCount(scanned)
                .consumedCapacity(Units.told(query.returnConsumedCapacity(), query.tableName(),
                        Units.read(bytes, strongly)));
        return dated(last.isEmpty() ? response : response.lastEvaluatedKey(last)).build();
    }

    @Override
    public synchronized PutItemResponse putItem(PutItemRequest put) {
        return checked(() -> {
            PreparedWrite write = prepared(Write.of(put));
            double units = apply(write);
            PutItemResponse.Builder response = PutItemResponse.builder();
            if (put.returnValues() == ReturnValue.ALL_OLD && !write.before().isEmpty()) {
                response.attributes(write.before());
            }
            return dated(
                    response.consumedCapacity(Units.told(put.returnConsumedCapacity(), put.tableName(), units)))
                    .build();
        });
    }

    @Override
    public synchronized DeleteItemResponse deleteItem(DeleteItemRequest delete) {
        return checked(() -> {
            PreparedWrite write = prepared(Write.of(delete));
            double units = apply(write);
            DeleteItemResponse.Builder response = DeleteItemResponse.builder();
            if (delete.returnValues() == ReturnValue.ALL_OLD && !write.before().isEmpty()) {
                response.attributes(write.before());
            }
            return dated(
                    response.consumedCapacity(Units.told(delete.returnConsumedCapacity(), delete.tableName(), units)))
                    .build();
        });
    }

    @Override
    public synchronized UpdateItemResponse updateItem(UpdateItemRequest update) {
        return checked(() -> {
            PreparedWrite write = prepared(Write.of(update));
            double units = apply(write);
            Map<String, AttributeValue> after = write.table().get(write.place());
            Map<String, AttributeValue> told = switch (update.returnValues()) {
                case ALL_NEW -> after;
                case ALL_OLD -> write.before();
                case UPDATED_NEW -> only(after, write.updated());
                case UPDATED_OLD -> only(write.before(), write.updated());
                case null, default -> Map.of();
            };
            UpdateItemResponse.Builder response = UpdateItemResponse.builder();
            if (!told.isEmpty()) {
                response.attributes(told);
            }
            return dated(
                    response.consumedCapacity(Units.told(update.returnConsumedCapacity(), update.tableName(), units)))
                    .build();
        });
    }

    private static double apply(PreparedWrite write) {
        if (!write.conditionHolds()) {
            throw Failures.conditionFailed(write.told());
        }
        Map<String, AttributeValue> after = write.after();
        write.put(after);
        return write.units(after);
    }

    /** All of it; who sends it may let a part be left unprocessed. */
    @Override
    public synchronized BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest batch) {
        return checked(() -> {
            List<PreparedWrite> writes = new ArrayList<>();
            batch.requestItems().forEach((table, requests) -> requests
                    .forEach(request -> writes.add(prepared(Write.of(table, request)))));
            if (writes.isEmpty() || writes.size() > BATCH_WRITTEN_MAX) {
                throw new Malformed("Member must have length less than or equal to 25");
            }
            if (Transaction.hasDuplicates(writes)) {
                throw new Malformed("Provided list of item keys contains duplicates");
            }
            Map<String, Double> units = new HashMap<>();
            writes.forEach(write -> units.merge(write.table().definition().tableName(), apply(write), Double::sum));
            List<ConsumedCapacity> told = units.entrySet().stream()
                    .map(of -> Units.told(batch.returnConsumedCapacity(), of.getKey(), of.getValue()))
                    .filter(Objects::nonNull).toList();
            BatchWriteItemResponse.Builder response = BatchWriteItemResponse.builder().unprocessedItems(Map.of());
            return dated(told.isEmpty() ? response : response.consumedCapacity(told)).build();
        });
    }

    @Override
    public synchronized TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return checked(() -> {
            List<TransactWriteItem> changes = request.transactItems();
            if (changes.isEmpty() || changes.size() > TRANSACTION_MAX) {
                throw new Malformed("Member must have length less than or equal to 100");
            }
            String token = request.clientRequestToken();
            double units = token != null && isDone(token, changes)
                    ? 0
                    : 2 * Transaction.of(changes, this::table, expressions).apply();
            if (token != null) {
                done.putIfAbsent(token, new Done(changes, nanoTime.getAsLong()));
            }
            return dated(told(request, units)).build();
        });
    }

    private static TransactWriteItemsResponse.Builder told(TransactWriteItemsRequest request, double units) {
        String table = Write.of(request.transactItems().getFirst()).table();
        ConsumedCapacity told = Units.told(request.returnConsumedCapacity(), table, units);
        TransactWriteItemsResponse.Builder response = TransactWriteItemsResponse.builder();
        return told == null ? response : response.consumedCapacity(told);
    }

    private boolean isDone(String token, List<TransactWriteItem> changes) {
        Done before = done.get(token);
        if (before == null) {
            return false;
        }
        if (nanoTime.getAsLong() - before.atNanos > TOKENS_KEPT.toNanos()) {
            done.remove(token);
            return false;
        }
        if (!before.changes.equals(changes)) {
            for (TransactWriteItem change : changes) {
                var unused = PreparedWrite.read(Write.of(change), expressions);
            }
            throw Failures.otherRequestWithThisToken();
        }
        return true;
    }

    private PreparedWrite prepared(Write write) {
        return new PreparedWrite(write, table(write.table()), expressions);
    }

    @Override
    public synchronized CreateTableResponse createTable(CreateTableRequest create) {
        if (tables.containsKey(create.tableName())) {
            throw Failures.tableExists();
        }
        tables.put(create.tableName(), new Table(create, nanoTime));
        return dated(CreateTableResponse.builder().tableDescription(description(create.tableName()))).build();
    }

    @Override
    public synchronized DescribeTableResponse describeTable(DescribeTableRequest describe) {
        return dated(DescribeTableResponse.builder().table(description(describe.tableName()))).build();
    }

    @Override
    public synchronized DeleteTableResponse deleteTable(DeleteTableRequest delete) {
        TableDescription description = description(delete.tableName());
        tables.remove(delete.tableName());
        return dated(DeleteTableResponse.builder().tableDescription(description)).build();
    }

    @Override
    public synchronized DescribeTimeToLiveResponse describeTimeToLive(DescribeTimeToLiveRequest describe) {
        Table unused = table(describe.tableName());
        return dated(DescribeTimeToLiveResponse.builder()
                .timeToLiveDescription(ttl -> ttl.attributeName(expiry.get(describe.tableName()))
                        .timeToLiveStatus(expiry.containsKey(describe.tableName())
                                ? TimeToLiveStatus.ENABLED
                                : TimeToLiveStatus.DISABLED)))
                .build();
    }

    /** Nothing is ever deleted for its age, which DynamoDB does not promise either. */
    @Override
    public synchronized UpdateTimeToLiveResponse updateTimeToLive(UpdateTimeToLiveRequest update) {
        Table unused = table(update.tableName());
        expiry.put(update.tableName(), update.timeToLiveSpecification().attributeName());
        return dated(UpdateTimeToLiveResponse.builder().timeToLiveSpecification(update.timeToLiveSpecification()))
                .build();
    }

    private TableDescription description(String name) {
        CreateTableRequest definition = table(name).definition();
        return TableDescription.builder().tableName(name).tableStatus(TableStatus.ACTIVE)
                .keySchema(definition.keySchema()).attributeDefinitions(definition.attributeDefinitions()).build();
    }

    private Table table(String name) {
        Table table = tables.get(name);
        if (table == null) {
            throw Failures.noTable();
        }
        return table;
    }

    /** Tells for each item as of when it is shown. */
    private LongSupplier replica(boolean strongly) {
        if (strongly) {
            return () -> Long.MAX_VALUE;
        }
        LongSupplier lag = replicas.get();
        long now = nanoTime.getAsLong();
        return () -> now - lag.getAsLong();
    }

    private static Map<String, AttributeValue> projected(Map<String, AttributeValue> item, List<String> names,
            Scope scope) {
        return names.isEmpty() ? item : only(item, names.stream().map(scope::attribute).toList());
    }

    private static Map<String, AttributeValue> only(Map<String, AttributeValue> item, Iterable<String> names) {
        Map<String, AttributeValue> some = new LinkedHashMap<>();
        names.forEach(name -> {
            AttributeValue value = item.get(name);
            if (value != null) {
                some.put(name, value);
            }
        });
        return some;
    }

    private static <R> R checked(Supplier<R> request) {
        try {
            return request.get();
        } catch (Malformed malformed) {
            throw Failures.malformed(String.valueOf(malformed.getMessage()));
        }
    }

    private <B extends DynamoDbResponse.Builder> B dated(B response) {
        Instant now = clock.instant();
        if (now.getEpochSecond() != dateSecond) {
            dateSecond = now.getEpochSecond();
            dated = SdkHttpResponse.builder().statusCode(200)
                    .putHeader("Date", DATE.format(now.atOffset(ZoneOffset.UTC))).build();
        }
        var unused = response.sdkHttpResponse(dated);
        return response;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
