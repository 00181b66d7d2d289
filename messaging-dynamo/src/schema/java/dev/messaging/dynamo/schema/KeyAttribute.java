package dev.messaging.dynamo.schema;

/**
 * One half of a table's key.
 *
 * @param name the attribute's name
 * @param type what it holds, in DynamoDB's letters: {@code S} for a string, {@code N} for a number
 */
public record KeyAttribute(String name, String type) {
    static KeyAttribute string(String name) {
        return new KeyAttribute(name, "S");
    }

    static KeyAttribute number(String name) {
        return new KeyAttribute(name, "N");
    }
}
