package dev.messaging.dynamo;

import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.dynamo.LargeGroup.Creation;
import dev.messaging.dynamo.schema.TableDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Deliveries and creations of large groups under way. In the directory table, for each stands but for moments. */
final class OutboxTable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxTable.class);

    private final Database database;
    private final Surroundings surroundings;
    private final String table;

    OutboxTable(Database database, Surroundings surroundings) {
        this.database = database;
        this.surroundings = surroundings;
        this.table = database.tableName(TableDefinition.DIRECTORY);
    }

    /**
     * A delivery that has stood for a while.
     *
     * @param key where it stands
     * @param tries how often it was taken up already
     * @param leasedUntilMillis until when somebody else works on it
     */
    record Overdue(Key key, long tries, long leasedUntilMillis) {}

    /**
     * Some of the overdue deliveries of one shard.
     *
     * @param deliveries oldest first
     * @param lastSeen where to go on; empty at the end
     */
    record Listing(List<Overdue> deliveries, Optional<String> lastSeen) {}

    /** Puts a delivery. From then on it is certain to reach everybody. Repeating this does no harm. */
    void put(Patience patience, Outbound delivery) {
        Map<String, AttributeValue> attributes = new HashMap<>(attributes(delivery));
        attributes.putAll(delivery.key().attributes());
        var unused = database.write(patience, client -> client.putItem(put -> put.tableName(table).item(attributes)));
    }

    /** What a delivery is put as; without the key. */
    static Map<String, AttributeValue> attributes(Outbound delivery) {
        Map<String, AttributeValue> attributes = new HashMap<>(MessageItems.message(delivery.message()));
        attributes.put(Attributes.STARTS, Item.of(StartsCodec.encode(delivery.starts())));
        return attributes;
    }

    /** A delivery that may stand still, read strongly. */
    Optional<Outbound> get(Patience patience, Key key) {
        return Item.of(database.read(patience, client -> client
                .getItem(get -> get.tableName(table).key(key.attributes()).consistentRead(true))).item())
                .map(item -> delivery(key, item));
    }

    private static Outbound delivery(Key key, Item item) {
        Map<UserId, Position> starts = StartsCodec.decode(item.bytes(Attributes.STARTS));
        return new Outbound(key, MessageItems.message(item, starts.keySet().iterator().next()), starts);
    }

    /**
     * Narrows a delivery down to the inboxes that it has not reached yet, so that the next attempt begins with these.
     * Whoever else works on it may have reached more meanwhile, but never fewer.
     */
    void keepOnly(Patience patience, Key key, Map<UserId, Position> starts) {
        try {
            var unused = database.write(patience, client -> client.updateItem(update -> update.tableName(table)
                    .key(key.attributes()).updateExpression("SET #starts = :starts")
                    .conditionExpression("attribute_exists(pk)")
                    .expressionAttributeNames(Map.of("#starts", Attributes.STARTS))
                    .expressionAttributeValues(Map.of(":starts", Item.of(StartsCodec.encode(starts))))));
        } catch (ConditionalCheckFailedException finished) {
            LOG.debug("Another node has finished {} meanwhile.", key.sk());
        }
    }

    void remove(Patience patience, Key key) {
        var unused = database.write(patience,
                client -> client.deleteItem(delete -> delete.tableName(table).key(key.attributes())));
    }

    /**
     * What of a shard was accepted before a time and still stands.
     *
     * @param after where an earlier listing ended; empty for the oldest
     */
    Listing overdue(Patience patience, int shard, Optional<String> after, long acceptedBeforeMillis, int limit) {
        String before = Key.acceptedAt(acceptedBeforeMillis);
        // '!' comes before all that keys end with. A clock that went back may have left nothing in between.
        String from = after.map(key -> key + "!").filter(key -> key.compareTo(before) < 0).orElse("!");
        QueryResponse response = database.read(patience,
                client -> client.query(query -> query.tableName(table)
                        .keyConditionExpression("pk = :shard AND sk BETWEEN :from AND :before")
                        .expressionAttributeValues(Map.of(":shard", Item.of(Key.outboxShard(shard)), ":from",
                                Item.of(from), ":before", Item.of(before)))
                        .projectionExpression("pk, sk, tries, leased").limit(limit)));
        List<Overdue> found = response.items().stream().map(Item::new)
                .map(item -> new Overdue(new Key(item.text(Attributes.PK), item.text(Attributes.SK)),
                        item.number(Attributes.TRIES, 0), item.number(Attributes.LEASED_UNTIL, 0)))
                .toList();
        Optional<String> lastSeen = response.hasLastEvaluatedKey()
                ? Optional.of(new Item(response.lastEvaluatedKey()).text(Attributes.SK))
                : Optional.empty();
        return new Listing(found, lastSeen);
    }

    /** When the oldest of what stands was accepted, read strongly in all shards; empty if nothing stands. */
    OptionalLong oldestMillis(Patience patience) {
        return surroundings.inParallel(IntStream.range(0, Key.OUTBOX_SHARDS)
                .<Supplier<QueryResponse>>mapToObj(shard -> () -> database.read(patience, client -> client
                        .query(query -> query.tableName(table).keyConditionExpression("pk = :shard")
                                .expressionAttributeValues(Map.of(":shard", Item.of(Key.outboxShard(shard))))
                                .projectionExpression("pk, sk").limit(1).consistentRead(true))))
                .toList()).stream().flatMap(response -> response.items().stream()).map(Item::new)
                .mapToLong(item -> Key.acceptedMillis(item.text(Attributes.SK))).min();
    }

    /**
     * Takes a delivery up, for a while, if it still stands and nobody else works on it. The lease only saves work: any
     * number may work on a delivery at once.
     *
     * @return the delivery, or empty if there is nothing to do
     * @throws IllegalArgumentException if a newer program wrote the delivery
     */
    Optional<Outbound> lease(Patience patience, Overdue overdue, long nowMillis, long untilMillis) {
        return leased(patience, overdue, nowMillis, untilMillis).map(item -> delivery(overdue.key(), item));
    }

    /** Takes the intent to create a group up, as {@link #lease}. */
    Optional<Creation> lease(Patience patience, Overdue overdue, GroupId group, long nowMillis, long untilMillis) {
        return leased(patience, overdue, nowMillis, untilMillis)
                .map(item -> new Creation(group, overdue.key(), item.text(Attributes.CREATION)));
    }

    private Optional<Item> leased(Patience patience, Overdue overdue, long nowMillis, long untilMillis) {
        try {
            return Item.of(database.write(patience, client -> client.updateItem(update -> update.tableName(table)
                    .key(overdue.key().attributes()).updateExpression("SET leased = :until, tries = :tries")
                    .conditionExpression("attribute_exists(pk) AND (attribute_not_exists(leased) OR leased < :now)")
                    .expressionAttributeValues(Map.of(":until", Item.of(untilMillis), ":tries",
                            Item.of(overdue.tries() + 1), ":now", Item.of(nowMillis)))
                    .returnValues(ReturnValue.ALL_NEW))).attributes());
        } catch (ConditionalCheckFailedException goneOrTaken) {
            return Optional.empty();
        }
    }
}
