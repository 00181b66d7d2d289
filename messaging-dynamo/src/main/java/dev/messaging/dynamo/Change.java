package dev.messaging.dynamo;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The kinds of changes that transactions of the directory are made of. */
final class Change {
    private static final String IS_THERE = "attribute_exists(pk)";
    private static final String IS_NOT_THERE = "attribute_not_exists(pk)";

    private final String table;

    Change(String table) {
        this.table = table;
    }

    TransactWriteItem nothingIfThere(Key key) {
        return TransactWriteItem.builder().conditionCheck(check -> check.tableName(table).key(key.attributes())
                .conditionExpression(IS_THERE)).build();
    }

    TransactWriteItem putIfNotThere(Key key, Map<String, AttributeValue> more) {
        return TransactWriteItem.builder().put(put -> put.tableName(table).item(with(key, more))
                .conditionExpression(IS_NOT_THERE)).build();
    }

    /** For the other side of something that a condition elsewhere in the transaction guards. */
    TransactWriteItem put(Key key, Map<String, AttributeValue> more) {
        return TransactWriteItem.builder().put(put -> put.tableName(table).item(with(key, more))).build();
    }

    TransactWriteItem deleteIfThere(Key key) {
        return TransactWriteItem.builder().delete(delete -> delete.tableName(table).key(key.attributes())
                .conditionExpression(IS_THERE)).build();
    }

    /** For the other side of something that a condition elsewhere in the transaction guards. */
    TransactWriteItem delete(Key key) {
        return TransactWriteItem.builder().delete(delete -> delete.tableName(table).key(key.attributes())).build();
    }

    /** Counts one more, if the item is there and counts less than a limit; the old item tells which it was. */
    TransactWriteItem countUp(Key key, String counter, long limit) {
        return TransactWriteItem.builder().update(update -> update.tableName(table).key(key.attributes())
                .updateExpression("ADD #counter :one").conditionExpression(IS_THERE + " AND #counter < :limit")
                .expressionAttributeNames(Map.of("#counter", counter))
                .expressionAttributeValues(Map.of(":one", Item.of(1), ":limit", Item.of(limit)))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)).build();
    }

    TransactWriteItem countDownIfThere(Key key, String counter) {
        return TransactWriteItem.builder().update(update -> update.tableName(table).key(key.attributes())
                .updateExpression("ADD #counter :minus").conditionExpression(IS_THERE)
                .expressionAttributeNames(Map.of("#counter", counter))
                .expressionAttributeValues(Map.of(":minus", Item.of(-1)))).build();
    }

    private static Map<String, AttributeValue> with(Key key, Map<String, AttributeValue> more) {
        Map<String, AttributeValue> attributes = new HashMap<>(key.attributes());
        attributes.putAll(more);
        return attributes;
    }
}
