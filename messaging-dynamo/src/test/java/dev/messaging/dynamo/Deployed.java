package dev.messaging.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;

/** What would be deployed to production, as the reviewed graph of the Pulumi program tells it. */
record Deployed(JsonNode graph) {
    private static final Path GRAPH = Path.of("..", "infra-pulumi", "src", "test", "resources", "golden", "prod.json");

    static Deployed read() {
        try {
            return new Deployed(new ObjectMapper().readTree(GRAPH.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String prefix() {
        return graph.path("outputs").path("prefix").asText();
    }

    /** Puts the tables there, and what the program puts into them. */
    void create(DynamoDbClient client) {
        inputs("aws:dynamodb/table:Table").forEach(table -> create(client, table));
        inputs("aws:dynamodb/tableItem:TableItem").forEach(
                item -> client.putItem(put -> put.tableName(text(item, "tableName")).item(item(text(item, "item")))));
    }

    /** What the servers' role may do with tables. */
    Set<String> rights() {
        Set<String> rights = new HashSet<>();
        inputs("aws:iam/rolePolicy:RolePolicy").map(policy -> parsed(text(policy, "policy")))
                .flatMap(policy -> stream(policy.path("Statement"))).forEach(
                        statement -> stream(statement.path("Action")).map(JsonNode::asText)
                                .filter(action -> action.startsWith("dynamodb:"))
                                .forEach(action -> stream(statement.path("Resource")).map(JsonNode::asText)
                                        .forEach(thing -> rights.add(DeployedRights.right(
                                                action.replace("dynamodb:", ""),
                                                thing.substring(thing.lastIndexOf('/') + 1))))));
        return rights;
    }

    private static void create(DynamoDbClient client, JsonNode table) {
        String name = text(table, "name");
        client.createTable(create -> create.tableName(name)
                .billingMode(BillingMode.fromValue(text(table, "billingMode")))
                .keySchema(
                        KeySchemaElement.builder().attributeName(text(table, "hashKey")).keyType(KeyType.HASH).build(),
                        KeySchemaElement.builder().attributeName(text(table, "rangeKey")).keyType(KeyType.RANGE)
                                .build())
                .attributeDefinitions(stream(table.path("attributes")).map(attribute -> AttributeDefinition.builder()
                        .attributeName(text(attribute, "name")).attributeType(text(attribute, "type")).build())
                        .toList()));
        if (table.has("ttl")) {
            client.updateTimeToLive(ttl -> ttl.tableName(name).timeToLiveSpecification(
                    chosen -> chosen.attributeName(text(table.path("ttl"), "attributeName")).enabled(true)));
        }
    }

    private static Map<String, AttributeValue> item(String json) {
        Map<String, AttributeValue> item = new HashMap<>();
        parsed(json).properties().forEach(entry -> item.put(entry.getKey(), entry.getValue().has("N")
                ? AttributeValue.fromN(text(entry.getValue(), "N"))
                : AttributeValue.fromS(text(entry.getValue(), "S"))));
        return item;
    }

    private Stream<JsonNode> inputs(String type) {
        return stream(graph.path("resources")).filter(resource -> text(resource, "type").equals(type))
                .map(resource -> resource.path("inputs"));
    }

    private static JsonNode parsed(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String text(JsonNode object, String name) {
        return object.path(name).asText();
    }
}
