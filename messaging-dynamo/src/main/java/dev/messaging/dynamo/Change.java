package dev.messaging.dynamo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The kinds of changes that transactions of the directory are made of. Where a requirement does not hold, the old item
 * tells why.
 */
final class Change {
    private static final ReturnValuesOnConditionCheckFailure TELL = ReturnValuesOnConditionCheckFailure.ALL_OLD;

    private final String table;

    Change(String table) {
        this.table = table;
    }

    TransactWriteItem nothingIfThere(Key key) {
        return nothingIf(key, Requirement.isThere());
    }

    TransactWriteItem nothingIf(Key key, Requirement requirement) {
        return TransactWriteItem.builder().conditionCheck(check -> check.tableName(table).key(key.attributes())
                .conditionExpression(requirement.expression()).expressionAttributeNames(requirement.namesOrNull())
                .expressionAttributeValues(requirement.valuesOrNull()).returnValuesOnConditionCheckFailure(TELL))
                .build();
    }

    TransactWriteItem putIfNotThere(Key key, Map<String, AttributeValue> more) {
        return putIf(key, more, Requirement.isNotThere());
    }

    TransactWriteItem putIf(Key key, Map<String, AttributeValue> more, Requirement requirement) {
        return TransactWriteItem.builder().put(put -> put.tableName(table).item(with(key, more))
                .conditionExpression(requirement.expression()).expressionAttributeNames(requirement.namesOrNull())
                .expressionAttributeValues(requirement.valuesOrNull()).returnValuesOnConditionCheckFailure(TELL))
                .build();
    }

    /** For the other side of something that a condition elsewhere in the transaction guards. */
    TransactWriteItem put(Key key, Map<String, AttributeValue> more) {
        return TransactWriteItem.builder().put(put -> put.tableName(table).item(with(key, more))).build();
    }

    TransactWriteItem deleteIfThere(Key key) {
        return deleteIf(key, Requirement.isThere());
    }

    TransactWriteItem deleteIf(Key key, Requirement requirement) {
        return TransactWriteItem.builder().delete(delete -> delete.tableName(table).key(key.attributes())
                .conditionExpression(requirement.expression()).expressionAttributeNames(requirement.namesOrNull())
                .expressionAttributeValues(requirement.valuesOrNull()).returnValuesOnConditionCheckFailure(TELL))
                .build();
    }

    /** For the other side of something that a condition elsewhere in the transaction guards. */
    TransactWriteItem delete(Key key) {
        return TransactWriteItem.builder().delete(delete -> delete.tableName(table).key(key.attributes())).build();
    }

    /** Counts up or down; a counter that is absent is 0. */
    TransactWriteItem countIf(Key key, String counter, int by, Requirement requirement) {
        return countAndSetIf(key, counter, by, Map.of(), requirement);
    }

    TransactWriteItem countAndSetIf(Key key, String counter, int by, Map<String, AttributeValue> set,
            Requirement requirement) {
        return countSetAndRemoveIf(key, counter, by, set, List.of(), requirement);
    }

    /** Counts up or down, and sets and removes attributes. */
    TransactWriteItem countSetAndRemoveIf(Key key, String counter, int by, Map<String, AttributeValue> set,
            List<String> removed, Requirement requirement) {
        String adding = "ADD #" + counter + " :by ";
        return update(key, adding, Map.of("#" + counter, counter), Map.of(":by", Item.of(by)), set, removed,
                requirement);
    }

    TransactWriteItem setIf(Key key, Map<String, AttributeValue> set, Requirement requirement) {
        return update(key, "", Map.of(), Map.of(), set, List.of(), requirement);
    }

    TransactWriteItem removeIf(Key key, String attribute, Requirement requirement) {
        return update(key, "", Map.of(), Map.of(), Map.of(), List.of(attribute), requirement);
    }

    private TransactWriteItem update(Key key, String adding, Map<String, String> addingNames,
            Map<String, AttributeValue> addingValues, Map<String, AttributeValue> set, List<String> removed,
            Requirement requirement) {
        Map<String, String> names = new HashMap<>(requirement.names());
        Map<String, AttributeValue> values = new HashMap<>(requirement.values());
        names.putAll(addingNames);
        values.putAll(addingValues);
        List<String> assignments = new ArrayList<>();
        set.forEach((attribute, value) -> {
            assignments.add("#" + attribute + " = :set_" + attribute);
            names.put("#" + attribute, attribute);
            values.put(":set_" + attribute, value);
        });
        removed.forEach(attribute -> names.put("#" + attribute, attribute));
        String setting = set.isEmpty() ? "" : "SET " + String.join(", ", assignments) + " ";
        String removing = removed.isEmpty()
                ? ""
                : "REMOVE " + removed.stream().map(attribute -> "#" + attribute).collect(Collectors.joining(", "));
        return TransactWriteItem.builder().update(update -> update.tableName(table).key(key.attributes())
                .updateExpression(adding + setting + removing).conditionExpression(requirement.expression())
                .expressionAttributeNames(names).expressionAttributeValues(values.isEmpty() ? null : values)
                .returnValuesOnConditionCheckFailure(TELL)).build();
    }

    private static Map<String, AttributeValue> with(Key key, Map<String, AttributeValue> more) {
        Map<String, AttributeValue> attributes = new HashMap<>(key.attributes());
        attributes.putAll(more);
        return attributes;
    }
}
