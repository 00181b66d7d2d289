package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.StoreException.Outcome;
import dev.messaging.dynamo.TableSetting.Judgement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

@OnDynamoDbLocal
class DynamoTablesTest {
    private final LocalTables tables;
    private final DynamoDbClient client;

    DynamoTablesTest(LocalTables tables) {
        this.tables = tables.fresh();
        this.client = tables.client();
    }

    @Test
    void creatingTwiceDoesNoHarm() {
        DynamoTables.of(client, tables.prefix()).create();
        DynamoTables.of(client, tables.prefix()).check();
        assertEquals(BillingMode.PAY_PER_REQUEST, client.describeTable(table -> table.tableName(name("messages")))
                .table().billingModeSummary().billingMode());
        assertEquals(TimeToLiveStatus.ENABLED, client.describeTimeToLive(table -> table.tableName(name("directory")))
                .timeToLiveDescription().timeToLiveStatus());
    }

    @Test
    void aMissingTableIsNamedWithTheCommandThatCreatesIt() {
        client.deleteTable(table -> table.tableName(name("messages")));
        assertOpeningSays(name("messages"), "missing", "messaging tables create");
        DynamoTables.of(client, tables.prefix()).create();
        tables.store().open().close();
    }

    @Test
    void aTableWithAnotherKeyIsNotTouched() {
        client.deleteTable(table -> table.tableName(name("messages")));
        client.createTable(table -> table.tableName(name("messages"))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(KeySchemaElement.builder().attributeName("recipient").keyType(KeyType.HASH).build())
                .attributeDefinitions(AttributeDefinition.builder().attributeName("recipient")
                        .attributeType(ScalarAttributeType.S).build()));
        assertOpeningSays(name("messages"), "another key");
        assertThrows(StoreException.class, () -> DynamoTables.of(client, tables.prefix()).create());
    }

    @Test
    void dataOfANewerProgramIsRefused() {
        putFormat(3);
        assertOpeningSays(tables.prefix(), "format 3", "newer release");
        assertThrows(StoreException.class, () -> DynamoTables.of(client, tables.prefix()).create());
    }

    @Test
    void dataOfTheProgramBeforePasswordsIsRefusedAndStaysAsItIs() {
        putFormat(1);
        assertOpeningSays(tables.prefix(), "format 1", "unreleased", "neither reads nor converts", "another prefix",
                "messaging tables create");
        StoreException refused = assertThrows(StoreException.class,
                () -> DynamoTables.of(client, tables.prefix()).create());
        assertEquals(Outcome.NOT_DONE, refused.outcome());
        assertEquals(1, format());
    }

    @Test
    void theProgramBeforePasswordsRefusesWhatThisOneCreates() {
        int newestThatItReads = 1;
        assertTrue(format() > newestThatItReads);
    }

    @Test
    void tablesWhoseCreationWasCutShortAreNotUsedUntilItIsRepeated() {
        client.deleteItem(delete -> delete.tableName(name("directory")).key(Key.FORMAT.attributes()));
        assertOpeningSays(tables.prefix(), "which format", "messaging tables create");
        DynamoTables.of(client, tables.prefix()).create();
        tables.store().open().close();
    }

    @Test
    void anEndpointWhereNobodyListensIsOneClearSentence() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        URI nowhere = URI.create("http://localhost:" + port);
        try (DynamoDbClient unreachable = DynamoClients.at(nowhere, Optional.empty())) {
            StoreException refused = assertThrows(StoreException.class,
                    () -> DynamoStore.over(unreachable).surroundings(new SerialSurroundings(Clock.systemUTC()))
                            .open());
            assertEquals(Outcome.NOT_DONE, refused.outcome());
            assertTrue(String.valueOf(refused.getMessage()).contains("cannot be reached"), refused.getMessage());
        }
    }

    @Test
    void theStoreTellsWhereItIsAndEndsWithItsCloseButLeavesTheClientOpen() {
        DynamoStore store = tables.store().recovery(true).open();
        assertEquals("dynamodb:" + tables.endpoint() + "/" + tables.prefix(), store.location());
        store.ping();
        store.close();
        store.close();
        assertThrows(StoreException.class, store::ping);
        assertTrue(client.listTables().hasTableNames());
        DynamoStore owner = tables.store(DynamoClients.at(tables.endpoint(), Optional.of("eu-central-1")))
                .patience(Duration.ofSeconds(5)).closingClient().open();
        owner.ping();
        owner.close();
        assertThrows(StoreException.class, owner::ping);
    }

    @Test
    void whatIsCreatedIsFoundAsItIsWantedExceptWhatDeploymentsChoose() {
        assertEquals("key, billing, expiry, point-in-time recovery, deletion protection, key, billing,"
                + " point-in-time recovery, deletion protection, format",
                settings().stream().map(TableSetting::name).collect(Collectors.joining(", ")));
        for (TableSetting setting : settings()) {
            boolean ofDeployment = setting.name().startsWith("point") || setting.name().startsWith("deletion");
            assertEquals(ofDeployment ? Judgement.ADVISED : Judgement.RIGHT, setting.judgement(), setting.toString());
        }
        assertEquals("recipient S, sequence N", setting("messages", "key").found());
    }

    @Test
    void whatIsMissingIsFoundAndMadeRight() {
        client.deleteTable(table -> table.tableName(name("messages")));
        assertEquals(new TableSetting(name("messages"), "table", "missing", "there", Judgement.TO_UPGRADE),
                setting("messages", "table"));
        client.deleteItem(item -> item.tableName(name("directory"))
                .key(Map.of("pk", AttributeValue.fromS("format"), "sk", AttributeValue.fromS("format"))));
        assertEquals(Judgement.TO_UPGRADE, setting("directory", "format").judgement());
        client.updateTimeToLive(ttl -> ttl.tableName(name("directory"))
                .timeToLiveSpecification(expiry -> expiry.attributeName("expires").enabled(false)));
        assertEquals(new TableSetting(name("directory"), "expiry", "off", "expires", Judgement.TO_UPGRADE),
                setting("directory", "expiry"));

        DynamoTables.of(client, tables.prefix()).create();
        assertTrue(settings().stream().noneMatch(setting -> setting.judgement() == Judgement.TO_UPGRADE),
                settings().toString());
    }

    @Test
    void whatNothingMakesRightIsFoundToo() {
        putFormat(3);
        assertEquals(new TableSetting(name("directory"), "format", "3", "2", Judgement.WRONG),
                setting("directory", "format"));
        client.deleteTable(table -> table.tableName(name("messages")));
        client.createTable(table -> table.tableName(name("messages")).billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(KeySchemaElement.builder().attributeName("recipient").keyType(KeyType.HASH).build())
                .attributeDefinitions(AttributeDefinition.builder().attributeName("recipient")
                        .attributeType(ScalarAttributeType.S).build()));
        assertEquals(new TableSetting(name("messages"), "key", "recipient S", "recipient S, sequence N",
                Judgement.WRONG), setting("messages", "key"));
    }

    private List<TableSetting> settings() {
        return DynamoTables.of(client, tables.prefix()).settings();
    }

    private TableSetting setting(String table, String name) {
        return settings().stream().filter(each -> each.table().equals(name(table)) && each.name().equals(name))
                .findFirst().orElseThrow();
    }

    private void putFormat(int version) {
        Map<String, AttributeValue> format = new HashMap<>(Key.FORMAT.attributes());
        format.put(Attributes.VERSION, Item.of(version));
        client.putItem(put -> put.tableName(name("directory")).item(format));
    }

    private long format() {
        return new Item(client
                .getItem(get -> get.tableName(name("directory")).key(Key.FORMAT.attributes()).consistentRead(true))
                .item())
                .number(Attributes.VERSION);
    }

    private String name(String baseName) {
        return tables.prefix() + baseName;
    }

    private void assertOpeningSays(String... words) {
        StoreException refused = assertThrows(StoreException.class, () -> tables.store().open());
        assertEquals(Outcome.NOT_DONE, refused.outcome());
        for (String word : words) {
            assertTrue(String.valueOf(refused.getMessage()).contains(word), refused.getMessage());
        }
    }
}
