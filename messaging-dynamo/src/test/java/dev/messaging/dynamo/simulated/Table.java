package dev.messaging.dynamo.simulated;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;

/** A table with a partition key and a sort key. */
final class Table {
    private final CreateTableRequest definition;
    private final String partitionKey;
    private final String sortKey;
    private final LongSupplier nanoTime;
    private final Map<KeyPart, NavigableMap<KeyPart, History>> partitions = new HashMap<>();

    /** Where an item stands. */
    record Place(KeyPart partition, KeyPart sort) {}

    Table(CreateTableRequest definition, LongSupplier nanoTime) {
        this.definition = definition;
        this.partitionKey = key(definition, KeyType.HASH);
        this.sortKey = key(definition, KeyType.RANGE);
        this.nanoTime = nanoTime;
    }

    private static String key(CreateTableRequest definition, KeyType role) {
        return definition.keySchema().stream().filter(element -> element.keyType() == role)
                .map(KeySchemaElement::attributeName).findFirst()
                .orElseThrow(() -> new IllegalStateException("here every table has two keys"));
    }

    CreateTableRequest definition() {
        return definition;
    }

    String partitionKey() {
        return partitionKey;
    }

    String sortKey() {
        return sortKey;
    }

    boolean isKey(String attribute) {
        return attribute.equals(partitionKey) || attribute.equals(sortKey);
    }

    Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> key = new HashMap<>();
        List.of(partitionKey, sortKey).forEach(name -> {
            AttributeValue part = item.get(name);
            if (part != null) {
                key.put(name, part);
            }
        });
        return key;
    }

    /** The place that a key means, which must be a key and nothing else. */
    Place placeOfKey(Map<String, AttributeValue> key) {
        if (key.size() != 2) {
            throw new Malformed("The provided key element does not match the schema");
        }
        return place(key, "The provided key element does not match the schema");
    }

    Place placeOf(Map<String, AttributeValue> item) {
        return place(item, "One or more parameter values were invalid: Missing or wrong key in the item");
    }

    private Place place(Map<String, AttributeValue> item, String otherwise) {
        return new Place(part(item, partitionKey, otherwise), part(item, sortKey, otherwise));
    }

    private KeyPart part(Map<String, AttributeValue> item, String name, String otherwise) {
        AttributeValue value = item.get(name);
        if (value == null) {
            throw new Malformed(otherwise);
        }
        if (!value.type().name().equals(type(name))) {
            throw Malformed.forTable(otherwise);
        }
        KeyPart part = KeyPart.of(value);
        if (part.isEmpty()) {
            throw new Malformed(
                    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot"
                            + " contain an empty string value. Key: " + name);
        }
        return part;
    }

    String type(String key) {
        return definition.attributeDefinitions().stream().filter(known -> known.attributeName().equals(key))
                .map(AttributeDefinition::attributeTypeAsString).findFirst().orElseThrow();
    }

    Map<String, AttributeValue> get(Place place) {
        return history(place).now();
    }

    Map<String, AttributeValue> get(Place place, long asOfNanos) {
        return history(place).at(asOfNanos);
    }

    private History history(Place place) {
        History known = partition(place.partition).get(place.sort);
        return known == null ? new History() : known;
    }

    NavigableMap<KeyPart, History> partition(KeyPart key) {
        NavigableMap<KeyPart, History> partition = partitions.get(key);
        return partition == null ? Collections.emptyNavigableMap() : partition;
    }

    /** Replaces what stands there; an empty item deletes it. */
    void put(Place place, Map<String, AttributeValue> item) {
        partitions.computeIfAbsent(place.partition, key -> new TreeMap<>())
                .computeIfAbsent(place.sort, key -> new History()).put(nanoTime.getAsLong(), item);
    }

    /** What ever stood at each place, in the order of the keys. */
    List<History> histories() {
        return partitions.keySet().stream().sorted().flatMap(key -> partition(key).values().stream()).toList();
    }
}
