package dev.messaging.dynamo;

import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive.Found;
import dev.messaging.core.port.Archive.Numbered;
import dev.messaging.core.port.Archive.Part;
import dev.messaging.core.port.Archive.Section;
import dev.messaging.core.port.Stored;
import dev.messaging.dynamo.schema.TableDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Items as records, whatever stands in them. A place is an item's key, partition and sort key with a space between. */
final class StoredItems {
    private static final String USER = UserId.PREFIX;
    private static final String GROUP = GroupId.PREFIX;

    private final Database database;
    private final String directory;
    private final String messages;

    StoredItems(Database database) {
        this.database = database;
        this.directory = database.tableName(TableDefinition.DIRECTORY);
        this.messages = database.tableName(TableDefinition.MESSAGES);
    }

    /**
     * Items of the directory.
     *
     * @param pk what their partition keys begin with
     * @param sk what their sort keys begin with
     * @param more what else must hold, in DynamoDB's language
     */
    private record Kind(String pk, String sk, String more, Function<Item, Stored> read) {
        Kind(String pk, String sk, Function<Item, Stored> read) {
            this(pk, sk, "", read);
        }
    }

    Part read(Patience patience, Section section, Optional<String> after, int limit) {
        return switch (section) {
            case USERS -> directory(patience,
                    new Kind(USER, Key.PROFILE, " AND attribute_not_exists(" + Attributes.ERASED + ")",
                            StoredItems::user),
                    after, limit);
            case ERASED -> directory(patience,
                    new Kind(USER, Key.PROFILE, " AND attribute_exists(" + Attributes.ERASED + ")",
                            StoredItems::erased),
                    after, limit);
            case GROUPS -> directory(patience,
                    new Kind(GROUP, Key.PROFILE, " AND attribute_exists(created)", StoredItems::group), after, limit);
            case MEMBERS -> directory(patience, new Kind(GROUP, Key.MEMBER, StoredItems::member), after, limit);
            case MEMBERSHIPS -> directory(patience, new Kind(USER, Key.GROUP, StoredItems::membership), after, limit);
            case BLOCKS -> directory(patience, new Kind(USER, Key.BLOCK, StoredItems::block), after, limit);
            case BLOCKED_BY -> directory(patience, new Kind(USER, Key.BLOCKED_BY, StoredItems::blockedBy), after,
                    limit);
            case SESSIONS -> directory(patience, new Kind(Key.SESSION, Key.OF_SESSION, StoredItems::session), after,
                    limit);
            case REQUESTS -> directory(patience, new Kind(Key.REQUEST, Key.OF_REQUEST, StoredItems::request), after,
                    limit);
            case ENTRIES -> scan(patience, ScanRequest.builder().tableName(messages).limit(limit)
                    .exclusiveStartKey(after.map(StoredItems::entryKey).orElse(null)), StoredItems::entry);
            case UNDER_WAY -> underWay(patience, after, limit);
        };
    }

    private Part directory(Patience patience, Kind kind, Optional<String> after, int limit) {
        return scan(patience, ScanRequest.builder().tableName(directory).limit(limit)
                .filterExpression("begins_with(pk, :pk) AND begins_with(sk, :sk)" + kind.more)
                .expressionAttributeValues(Map.of(":pk", Item.of(kind.pk), ":sk", Item.of(kind.sk)))
                .exclusiveStartKey(after.map(place -> key(place).attributes()).orElse(null)), kind.read);
    }

    /** The limit is on what is looked at: so there may be less, but never more. */
    private Part scan(Patience patience, ScanRequest.Builder request, Function<Item, Stored> read) {
        ScanRequest now = request.consistentRead(true).build();
        ScanResponse response = database.read(patience, client -> client.scan(now));
        List<Found> found = response.items().stream().map(Item::new).map(item -> found(item, read)).toList();
        return new Part(found, response.hasLastEvaluatedKey()
                ? Optional.of(place(new Item(response.lastEvaluatedKey())))
                : Optional.empty(), response.scannedCount());
    }

    /** One shard after the other: few items, of which a scan would look through millions. */
    private Part underWay(Patience patience, Optional<String> after, int limit) {
        Key begin = after.map(StoredItems::key).orElse(new Key(Key.outboxShard(0), " "));
        List<Found> found = new ArrayList<>();
        for (int shard = shard(begin); shard < Key.OUTBOX_SHARDS && found.size() < limit; shard++) {
            String pk = Key.outboxShard(shard);
            QueryRequest request = QueryRequest.builder().tableName(directory)
                    .keyConditionExpression("pk = :pk AND sk > :after").consistentRead(true)
                    .expressionAttributeValues(Map.of(":pk", Item.of(pk), ":after",
                            Item.of(pk.equals(begin.pk()) ? begin.sk() : " ")))
                    .projectionExpression("pk, sk").limit(limit - found.size()).build();
            QueryResponse response = database.read(patience, client -> client.query(request));
            response.items().stream().map(Item::new).map(item -> found(item, StoredItems::underWay))
                    .forEach(found::add);
            if (response.hasLastEvaluatedKey()) { // Deliveries are large: what DynamoDB looks at in one go may be few.
                return new Part(found, Optional.of(place(new Item(response.lastEvaluatedKey()))));
            }
        }
        return new Part(found, found.size() < limit ? Optional.empty() : Optional.of(found.getLast().place()));
    }

    private static int shard(Key begin) {
        return Integer.parseInt(begin.pk().substring(begin.pk().indexOf('#') + 1));
    }

    /** @param items of one inbox, in order */
    static List<Numbered> numbered(List<Item> items) {
        return items.stream().filter(item -> !closes(item))
                .map(item -> new Numbered(item.number(Attributes.SEQUENCE), found(item, StoredItems::entry).stored()))
                .toList();
    }

    private static boolean closes(Item item) {
        return item.has(Attributes.ID) && Closing.ID.value().equals(item.text(Attributes.ID));
    }

    /** What this program never writes, it cannot read either: the item is told of instead, whichever check it fails. */
    private static Found found(Item item, Function<Item, Stored> read) {
        String place = place(item);
        try {
            return new Found(place, read.apply(item));
        } catch (RuntimeException damaged) {
            return new Found(place, new Stored.Unreadable(place, String.valueOf(damaged.getMessage())));
        }
    }

    private static String place(Item item) {
        return item.has(Attributes.PK)
                ? whole(item.text(Attributes.PK)) + " " + item.text(Attributes.SK)
                : whole(item.text(Attributes.RECIPIENT)) + " " + item.number(Attributes.SEQUENCE);
    }

    private static Key key(String place) {
        String[] parts = parts(place);
        return new Key(parts[0], parts[1]);
    }

    /** Also of what is no user: reading goes on behind damaged records. */
    private static Map<String, AttributeValue> entryKey(String place) {
        String[] parts = parts(place);
        return Map.of(Attributes.RECIPIENT, Item.of(parts[0]), Attributes.SEQUENCE,
                Item.of(Long.parseLong(parts[1])));
    }

    private static String[] parts(String place) {
        String[] parts = place.split(" ", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException("no place: " + place);
        }
        return new String[]{parts[0].replace("%20", " ").replace("%25", "%"), parts[1]};
    }

    /** Without the blank that ends it in a place: this program writes none, but others may have. */
    private static String whole(String key) {
        return key.replace("%", "%25").replace(" ", "%20");
    }

    private static Stored user(Item item) {
        return new Stored.OfUser(Profiles.account(item), item.number(Attributes.FLOOR, 1),
                OptionalLong.of(item.number(Attributes.BLOCKS, 0)), OptionalLong.of(item.number(Attributes.GROUPS, 0)));
    }

    private static Stored erased(Item item) {
        return new Stored.OfErased(new UserId(item.text(Attributes.PK)), item.time(Attributes.ERASED));
    }

    private static Stored group(Item item) {
        return new Stored.OfGroup(Profiles.group(item));
    }

    private static Stored member(Item item) {
        return new Stored.OfMember(new GroupId(item.text(Attributes.PK)), DynamoDirectory.memberId(item),
                item.time(Attributes.JOINED));
    }

    private static Stored membership(Item item) {
        return new Stored.OfMember(new GroupId(DynamoDirectory.idBehind(Key.GROUP, item)),
                new UserId(item.text(Attributes.PK)), item.time(Attributes.JOINED));
    }

    private static Stored block(Item item) {
        return new Stored.OfBlock(block(new UserId(item.text(Attributes.PK)),
                new UserId(DynamoDirectory.idBehind(Key.BLOCK, item)), item));
    }

    private static Stored blockedBy(Item item) {
        return new Stored.OfBlock(block(new UserId(DynamoDirectory.idBehind(Key.BLOCKED_BY, item)),
                new UserId(item.text(Attributes.PK)), item));
    }

    /** Either side of a block. */
    static Block block(UserId owner, UserId blocked, Item item) {
        return new Block(owner, blocked, BlockScope.of(item.text(Attributes.SCOPE)), item.time(Attributes.SINCE));
    }

    private static Stored session(Item item) {
        return new Stored.OfSession(Sessions.session(item));
    }

    private static Stored request(Item item) {
        return new Stored.OfRequest(item.text(Attributes.PK).substring(Key.REQUEST.length()),
                item.text(Attributes.FINGERPRINT), item.time(Attributes.UNTIL));
    }

    private static Stored underWay(Item item) {
        String sk = item.text(Attributes.SK);
        return new Stored.UnderWay(sk.substring(sk.indexOf('#') + 1), Instant.ofEpochMilli(Key.acceptedMillis(sk)));
    }

    private static Stored entry(Item item) {
        UserId owner = new UserId(item.text(Attributes.RECIPIENT));
        return MessageItems.id(item).equals(Closing.ID)
                ? new Stored.OfClosing(owner, MessageItems.position(item))
                : new Stored.OfEntry(owner, MessageItems.entry(item));
    }
}
