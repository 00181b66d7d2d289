package dev.messaging.dynamo;

import dev.messaging.core.port.StoreException;
import dev.messaging.dynamo.schema.KeyAttribute;
import dev.messaging.dynamo.schema.TableDefinition;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveResponse;

/** Creates the tables of one installation, and checks them. */
public final class DynamoTables {
    private static final String COMMAND = "messaging tables create";
    private static final Duration CHECK = Duration.ofSeconds(5);
    private static final Duration CREATION = Duration.ofMinutes(3);

    private final Database database;
    private final Surroundings surroundings;
    private final DirectoryTable directory;
    private final String prefix;

    DynamoTables(Database database, String prefix, Surroundings surroundings) {
        this.database = database;
        this.surroundings = surroundings;
        this.directory = new DirectoryTable(database, surroundings);
        this.prefix = prefix;
    }

    /**
     * The tables of one installation.
     *
     * @param client how to reach DynamoDB; stays open
     * @param prefix what the tables' names begin with
     * @return the tables, whether they exist or not
     */
    public static DynamoTables of(DynamoDbClient client, String prefix) {
        return of(client, prefix, new ThreadSurroundings(Clock.systemUTC()));
    }

    static DynamoTables of(DynamoDbClient client, String prefix, Surroundings surroundings) {
        return new DynamoTables(new Database(client, prefix, surroundings), prefix, surroundings);
    }

    /**
     * Creates what is missing, and waits until all of it can be used. Existing tables are checked and left as they are.
     *
     * @throws StoreException (not done) if a table of that name is something else, or creating is not allowed
     */
    public void create() {
        // A DynamoDB that cannot be reached at all is not waited for as long as a table that is being created.
        var unusedYet = find(new Patience(surroundings, CHECK), TableDefinition.ALL.getFirst());
        Patience patience = new Patience(surroundings, CREATION);
        for (TableDefinition table : TableDefinition.ALL) {
            create(patience, table);
            table.expiryAttribute().ifPresent(attribute -> letExpire(patience, table, attribute));
        }
        var unused = directory.putNew(patience, formatItem());
        check();
    }

    /**
     * Makes sure that the tables are there, are the right ones, and hold nothing that a newer program wrote, or an older one
     * in a format that this one does not read.
     *
     * @throws StoreException (not done) if not: says what is wrong and which command mends it
     */
    public void check() {
        Patience patience = new Patience(surroundings, CHECK);
        Long format = surroundings.both(() -> surroundings.inParallel(TableDefinition.ALL.stream()
                .<Supplier<TableDescription>>map(table -> () -> checked(patience, table)).toList()),
                () -> format(patience), (tables, version) -> version);
        if (format < TableDefinition.FORMAT_VERSION) {
            throw StoreException.notDone("The tables " + prefix + "* hold data of format " + format
                    + ", which an earlier, unreleased version of this program wrote. This one neither reads nor converts"
                    + " it: it works on format " + TableDefinition.FORMAT_VERSION
                    + ". Choose another prefix, then: " + COMMAND);
        }
        if (format > TableDefinition.FORMAT_VERSION) {
            throw StoreException.notDone("The tables " + prefix + "* hold data of format " + format
                    + ", and this program understands only " + TableDefinition.FORMAT_VERSION
                    + ". Use a newer release of it.");
        }
    }

    /**
     * Tells how the tables are set, and changes nothing.
     *
     * @return each setting that matters, table by table, and the format of the data
     * @throws StoreException if DynamoDB cannot be reached, or does not tell
     */
    public List<TableSetting> settings() {
        Patience patience = new Patience(surroundings, CHECK);
        TableSettings settings = new TableSettings(database, prefix);
        List<TableSetting> found = new ArrayList<>();
        for (TableDefinition table : TableDefinition.ALL) {
            found.addAll(settings.of(patience, table, find(patience, table)));
        }
        if (find(patience, TableDefinition.DIRECTORY).isPresent()) {
            found.add(formatSetting(patience));
        }
        return found;
    }

    private TableSetting formatSetting(Patience patience) {
        String name = TableDefinition.DIRECTORY.name(prefix);
        String wanted = Integer.toString(TableDefinition.FORMAT_VERSION);
        return directory.get(patience, Key.FORMAT).map(item -> TableSetting.needed(name, "format",
                Long.toString(item.number(Attributes.VERSION)), wanted, TableSetting.Judgement.WRONG))
                .orElseGet(() -> TableSetting.needed(name, "format", "not told", wanted,
                        TableSetting.Judgement.TO_UPGRADE));
    }

    private TableDescription checked(Patience patience, TableDefinition table) {
        TableDescription description = description(patience, table);
        if (!description.keySchema().equals(keySchema(table))
                || !description.attributeDefinitions().containsAll(attributeDefinitions(table))) {
            throw StoreException.notDone("The table " + table.name(prefix)
                    + " in DynamoDB has another key, so it is not one of this program. Choose another prefix, then: "
                    + COMMAND);
        }
        return description;
    }

    private TableDescription description(Patience patience, TableDefinition table) {
        return find(patience, table).orElseThrow(
                () -> StoreException.notDone("The table " + table.name(prefix) + " is missing in DynamoDB. Create the"
                        + " tables with prefix " + prefix + " by: " + COMMAND));
    }

    private Optional<TableDescription> find(Patience patience, TableDefinition table) {
        return Optional.ofNullable(database.read(patience, client -> {
            try {
                return client.ofTables().describeTable(describe -> describe.tableName(table.name(prefix)));
            } catch (ResourceNotFoundException missing) {
                return DescribeTableResponse.builder().build();
            }
        }).table());
    }

    private long format(Patience patience) {
        return directory.get(patience, Key.FORMAT).map(item -> item.number(Attributes.VERSION))
                .orElseThrow(() -> StoreException.notDone("The tables " + prefix
                        + "* do not say which format their data has: they were not created to the end. Run: "
                        + COMMAND));
    }

    private void create(Patience patience, TableDefinition table) {
        var unused = database.write(patience, client -> {
            try {
                return client.ofTables().createTable(create -> create.tableName(table.name(prefix))
                        .billingMode(BillingMode.PAY_PER_REQUEST).keySchema(keySchema(table))
                        .attributeDefinitions(attributeDefinitions(table)));
            } catch (ResourceInUseException existsAlready) {
                return CreateTableResponse.builder().build();
            }
        });
        // DynamoDB may not find at once what it has begun to create.
        for (int looks = 1; find(patience, table).map(TableDescription::tableStatus)
                .filter(TableStatus.ACTIVE::equals).isEmpty(); looks++) {
            if (!patience.pause(looks)) {
                throw StoreException.notDone("DynamoDB has not finished creating " + table.name(prefix) + " yet.");
            }
        }
    }

    private void letExpire(Patience patience, TableDefinition table, String attribute) {
        String name = table.name(prefix);
        TimeToLiveStatus status = database
                .read(patience, client -> client.ofTables().describeTimeToLive(ttl -> ttl.tableName(name)))
                .timeToLiveDescription().timeToLiveStatus();
        if (status == TimeToLiveStatus.DISABLED) {
            var unused = database.write(patience, client -> {
                try {
                    return client.ofTables().updateTimeToLive(ttl -> ttl.tableName(name)
                            .timeToLiveSpecification(expiry -> expiry.attributeName(attribute).enabled(true)));
                } catch (DynamoDbException refused) {
                    if (String.valueOf(refused.getMessage()).contains("already enabled")) { // by another, meanwhile
                        return UpdateTimeToLiveResponse.builder().build();
                    }
                    throw refused;
                }
            });
        }
    }

    private static Map<String, AttributeValue> formatItem() {
        Map<String, AttributeValue> attributes = new HashMap<>(Key.FORMAT.attributes());
        attributes.put(Attributes.VERSION, Item.of(TableDefinition.FORMAT_VERSION));
        return attributes;
    }

    static List<KeySchemaElement> keySchema(TableDefinition table) {
        return List.of(keyElement(table.partitionKey(), KeyType.HASH), keyElement(table.sortKey(), KeyType.RANGE));
    }

    private static KeySchemaElement keyElement(KeyAttribute key, KeyType role) {
        return KeySchemaElement.builder().attributeName(key.name()).keyType(role).build();
    }

    static List<AttributeDefinition> attributeDefinitions(TableDefinition table) {
        return Stream.of(table.partitionKey(), table.sortKey()).map(key -> AttributeDefinition.builder()
                .attributeName(key.name()).attributeType(key.type()).build()).toList();
    }
}
