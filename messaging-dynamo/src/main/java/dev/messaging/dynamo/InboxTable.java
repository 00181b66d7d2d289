package dev.messaging.dynamo;

import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.dynamo.schema.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** The messages table: everybody's log. Its entries are never changed, so what was read once is true for good. */
final class InboxTable {
    private static final int STEP_MAX = 200;

    /** How new an answer must be. */
    enum Consistency {
        /** From a replica that may be behind, at half the price. */
        EVENTUAL,
        /** All that was acknowledged before. */
        STRONG
    }

    private final Database database;
    private final Batches batches;
    private final String table;

    InboxTable(Database database, Surroundings surroundings) {
        this.database = database;
        this.batches = new Batches(database, surroundings);
        this.table = database.tableName(TableDefinition.MESSAGES);
    }

    /**
     * Puts a message at a place, if the place is free.
     *
     * @return what stands there already, or empty if the message was put
     */
    Optional<Mark> putIfFree(Patience patience, UserId owner, Position position, Message message) {
        try {
            var unused = database.write(patience,
                    client -> client.putItem(put -> put.tableName(table)
                            .item(MessageItems.entry(owner, position, message))
                            .conditionExpression("attribute_not_exists(recipient)")
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));
            return Optional.empty();
        } catch (ConditionalCheckFailedException taken) {
            database.metrics().placeTaken();
            return Optional.of(mark(new Item(taken.item())));
        }
    }

    /**
     * What stands behind a place, read strongly: the next few entries, in order. Empty only if there are none.
     */
    List<Mark> next(Patience patience, UserId owner, Position place) {
        return items(patience, onlyMark(from(owner, place.sequence() + 1, Consistency.STRONG)).limit(STEP_MAX), 1,
                InboxTable::mark);
    }

    /** The newest entry. */
    Optional<Mark> last(Patience patience, UserId owner, Consistency consistency) {
        return items(patience, onlyMark(before(owner, Long.MAX_VALUE, consistency)).limit(1), 1, InboxTable::mark)
                .stream().findFirst();
    }

    /**
     * The place of the newest entry, to begin behind; of an inbox that is closed the place below the closing entry, so that who
     * begins there meets it.
     */
    Position tail(Patience patience, UserId owner, Consistency consistency) {
        return last(patience, owner, consistency)
                .map(mark -> mark.closes() ? below(mark.position()) : mark.position()).orElse(Position.START);
    }

    private static Position below(Position place) {
        return place.sequence() == 1 ? Position.START : new Position(place.sequence() - 1, place.atMillis() - 1);
    }

    /** The place of the first entry from a number on. */
    Optional<Position> firstFrom(Patience patience, UserId owner, long sequence, Consistency consistency) {
        return items(patience, onlyPosition(from(owner, sequence, consistency)).limit(1), 1, MessageItems::position)
                .stream().findFirst();
    }

    /** The places of the oldest entries, read strongly: so many, or all that there are. */
    List<Position> oldest(Patience patience, UserId owner, int limit) {
        return items(patience, onlyPosition(from(owner, 0, Consistency.STRONG)).limit(limit), limit,
                MessageItems::position);
    }

    /** The places of those of the entries that there are, one of each inbox at the most, from replicas that may be behind. */
    Map<UserId, Position> standing(Patience patience, Map<UserId, Long> sequences) {
        Map<UserId, Position> found = new HashMap<>();
        batches.get(patience, table,
                sequences.entrySet().stream().map(entry -> MessageItems.key(entry.getKey(), entry.getValue())).toList(),
                KeysAndAttributes.builder().projectionExpression("recipient, #sequence, #at")
                        .expressionAttributeNames(POSITION_NAMES).build())
                .forEach(item -> found.put(new UserId(item.text(Attributes.RECIPIENT)), MessageItems.position(item)));
        return found;
    }

    /** Deletes entries for good, the first ones first. */
    void delete(Patience patience, UserId owner, List<Long> sequences) {
        batches.delete(patience, table,
                sequences.stream().map(sequence -> MessageItems.key(owner, sequence)).toList());
    }

    /** Entries from a number on, oldest first: so many, or all that there are. */
    List<InboxEntry> entries(Patience patience, UserId owner, long fromSequence, int limit, Consistency consistency) {
        return items(patience, from(owner, fromSequence, consistency).limit(limit), limit, MessageItems::entry);
    }

    /** What stands from a number on, read strongly, whatever is wrong with it: so many, or all that there are. */
    List<Item> stored(Patience patience, UserId owner, long fromSequence, int limit) {
        return items(patience, from(owner, fromSequence, Consistency.STRONG).limit(limit), limit, Function.identity());
    }

    /** Entries below a number, newest first: so many, or all that there are. */
    List<InboxEntry> newest(Patience patience, UserId owner, long belowSequence, int limit, Consistency consistency) {
        return items(patience, before(owner, belowSequence, consistency).limit(limit), limit, MessageItems::entry);
    }

    private static final Map<String, String> POSITION_NAMES = Map.of("#sequence", Attributes.SEQUENCE, "#at",
            Attributes.AT);

    private static QueryRequest.Builder onlyPosition(QueryRequest.Builder query) {
        return query.projectionExpression("#sequence, #at").expressionAttributeNames(POSITION_NAMES);
    }

    private static QueryRequest.Builder onlyMark(QueryRequest.Builder query) {
        return query.projectionExpression("#sequence, #at, id").expressionAttributeNames(POSITION_NAMES);
    }

    private static Mark mark(Item item) {
        return new Mark(MessageItems.position(item), MessageItems.id(item));
    }

    private static QueryRequest.Builder from(UserId owner, long sequence, Consistency consistency) {
        return query("recipient = :owner AND #sequence >= :sequence", owner, sequence, consistency);
    }

    private static QueryRequest.Builder before(UserId owner, long sequence, Consistency consistency) {
        return query("recipient = :owner AND #sequence < :sequence", owner, sequence, consistency)
                .scanIndexForward(false);
    }

    private static QueryRequest.Builder query(String condition, UserId owner, long sequence, Consistency consistency) {
        return QueryRequest.builder().keyConditionExpression(condition)
                .expressionAttributeNames(Map.of("#sequence", Attributes.SEQUENCE))
                .expressionAttributeValues(Map.of(":owner", Item.of(owner.value()), ":sequence", Item.of(sequence)))
                .consistentRead(consistency == Consistency.STRONG);
    }

    /** Follows DynamoDB's pages until there are enough, or no more. */
    private <T> List<T> items(Patience patience, QueryRequest.Builder query, int enough, Function<Item, T> read) {
        List<T> items = new ArrayList<>();
        QueryRequest request = query.tableName(table).build();
        while (true) {
            QueryRequest now = request;
            QueryResponse response = database.read(patience, client -> client.query(now));
            response.items().forEach(attributes -> items.add(read.apply(new Item(attributes))));
            if (!response.hasLastEvaluatedKey() || items.size() >= enough) {
                return items;
            }
            request = request.toBuilder().exclusiveStartKey(response.lastEvaluatedKey())
                    .limit(Math.max(1, request.limit() - response.items().size())).build();
        }
    }
}
