package dev.messaging.dynamo.simulated;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an expression is about.
 *
 * @param item the item as it stands; empty if there is none
 * @param names what names that begin with # stand for
 * @param values what names that begin with : stand for
 */
record Scope(Map<String, AttributeValue> item, Map<String, String> names, Map<String, AttributeValue> values) {
    Scope on(Map<String, AttributeValue> other) {
        return new Scope(other, names, values);
    }

    String attribute(String name) {
        if (!name.startsWith("#")) {
            return name;
        }
        String meant = names.get(name);
        if (meant == null) {
            throw new Malformed("An expression attribute name used in the document path is not defined: " + name);
        }
        return meant;
    }

    AttributeValue value(String name) {
        AttributeValue value = values.get(name);
        if (value == null) {
            throw new Malformed("An expression attribute value used in expression is not defined: " + name);
        }
        return value;
    }

    Optional<AttributeValue> at(String path) {
        return Optional.ofNullable(item.get(attribute(path)));
    }
}
