package dev.messaging.dynamo;

import dev.messaging.core.port.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Reads and deletes many items of a table, as many at a time as DynamoDB takes, and until none is left out. */
final class Batches {
    private static final int READ_MAX = 100;
    private static final int WRITTEN_MAX = 25;

    private final Database database;
    private final Surroundings surroundings;

    Batches(Database database, Surroundings surroundings) {
        this.database = database;
        this.surroundings = surroundings;
    }

    /**
     * Those of the items that there are.
     *
     * @param how what to read of each, and how strongly
     */
    List<Item> get(Patience patience, String table, List<Map<String, AttributeValue>> keys, KeysAndAttributes how) {
        return surroundings.inParallel(parts(keys, READ_MAX).stream()
                .<Supplier<List<Item>>>map(
                        part -> () -> part(patience, table, how.toBuilder().keys(part).build()))
                .toList()).stream().flatMap(Collection::stream).toList();
    }

    private List<Item> part(Patience patience, String table, KeysAndAttributes part) {
        List<Item> found = new ArrayList<>();
        Map<String, KeysAndAttributes> wanted = Map.of(table, part);
        for (int rounds = 1; !wanted.isEmpty(); rounds++) {
            Map<String, KeysAndAttributes> now = wanted;
            BatchGetItemResponse response = database.read(patience,
                    client -> client.batchGetItem(get -> get.requestItems(now)));
            response.responses().getOrDefault(table, List.of()).forEach(item -> found.add(new Item(item)));
            wanted = response.unprocessedKeys();
            pauseIfLeft(patience, rounds, wanted);
        }
        return found;
    }

    /** Deletes one part after the other, each entirely before the next. */
    void delete(Patience patience, String table, List<Map<String, AttributeValue>> keys) {
        for (List<Map<String, AttributeValue>> part : parts(keys, WRITTEN_MAX)) {
            Map<String, List<WriteRequest>> wanted = Map.of(table, part.stream()
                    .map(key -> WriteRequest.builder().deleteRequest(delete -> delete.key(key)).build()).toList());
            for (int rounds = 1; !wanted.isEmpty(); rounds++) {
                Map<String, List<WriteRequest>> now = wanted;
                BatchWriteItemResponse response = database.write(patience,
                        client -> client.batchWriteItem(write -> write.requestItems(now)));
                wanted = response.unprocessedItems();
                pauseIfLeft(patience, rounds, wanted);
            }
        }
    }

    private static void pauseIfLeft(Patience patience, int rounds, Map<?, ?> left) {
        if (!left.isEmpty() && !patience.pause(rounds)) {
            throw StoreException.notDone("DynamoDB is throttling.");
        }
    }

    private static <T> List<List<T>> parts(List<T> all, int size) {
        return IntStream.iterate(0, i -> i < all.size(), i -> i + size)
                .mapToObj(i -> all.subList(i, Math.min(all.size(), i + size))).toList();
    }
}
