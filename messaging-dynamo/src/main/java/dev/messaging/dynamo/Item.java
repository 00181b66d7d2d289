package dev.messaging.dynamo;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What DynamoDB returned for one item, read by attribute.
 *
 * @param attributes all attributes that were asked for
 */
record Item(Map<String, AttributeValue> attributes) {
    static Optional<Item> of(Map<String, AttributeValue> attributes) {
        return attributes.isEmpty() ? Optional.empty() : Optional.of(new Item(attributes));
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    String text(String name) {
        return value(name).s();
    }

    long number(String name) {
        return Long.parseLong(value(name).n());
    }

    long number(String name, long otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    Instant time(String name) {
        return Instant.ofEpochMilli(number(name));
    }

    byte[] bytes(String name) {
        return value(name).b().asByteArray();
    }

    private AttributeValue value(String name) {
        AttributeValue value = attributes.get(name);
        if (value == null) {
            throw new IllegalStateException("an item without " + name + " in DynamoDB: " + attributes.keySet());
        }
        return value;
    }

    /** Only the names: a value may be what is kept of a password. */
    @Override
    public String toString() {
        return "Item" + attributes.keySet();
    }

    static AttributeValue of(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue of(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    static AttributeValue of(Instant time) {
        return of(time.toEpochMilli());
    }

    static AttributeValue of(byte[] bytes) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
    }
}
