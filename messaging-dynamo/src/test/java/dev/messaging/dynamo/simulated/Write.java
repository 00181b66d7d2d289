package dev.messaging.dynamo.simulated;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * A change of one item, by itself or in a transaction: the SDK has a type for each, all with the same fields.
 *
 * @param kind what is done
 * @param table the table's name
 * @param item the new item, or its key
 * @param condition when it may be done
 * @param update how the item changes
 * @param names what the expressions' names stand for
 * @param values what their values stand for
 * @param tellsOld whether who fails is told what stands there
 */
record Write(Kind kind, String table, Map<String, AttributeValue> item, @Nullable String condition,
        @Nullable String update, @Nullable Map<String, String> names, @Nullable Map<String, AttributeValue> values,
        boolean tellsOld) {
    enum Kind {
        PUT, UPDATE, DELETE, CHECK
    }

    static Write of(PutItemRequest put) {
        return new Write(Kind.PUT, put.tableName(), put.item(), put.conditionExpression(), null,
                put.hasExpressionAttributeNames() ? put.expressionAttributeNames() : null,
                put.hasExpressionAttributeValues() ? put.expressionAttributeValues() : null,
                tells(put.returnValuesOnConditionCheckFailure()));
    }

    static Write of(UpdateItemRequest update) {
        return new Write(Kind.UPDATE, update.tableName(), update.key(), update.conditionExpression(),
                update.updateExpression(),
                update.hasExpressionAttributeNames() ? update.expressionAttributeNames() : null,
                update.hasExpressionAttributeValues() ? update.expressionAttributeValues() : null,
                tells(update.returnValuesOnConditionCheckFailure()));
    }

    static Write of(DeleteItemRequest delete) {
        return new Write(Kind.DELETE, delete.tableName(), delete.key(), delete.conditionExpression(), null,
                delete.hasExpressionAttributeNames() ? delete.expressionAttributeNames() : null,
                delete.hasExpressionAttributeValues() ? delete.expressionAttributeValues() : null,
                tells(delete.returnValuesOnConditionCheckFailure()));
    }

    static Write of(String table, WriteRequest request) {
        return request.putRequest() != null
                ? new Write(Kind.PUT, table, request.putRequest().item(), null, null, null, null, false)
                : new Write(Kind.DELETE, table, request.deleteRequest().key(), null, null, null, null, false);
    }

    static Write of(TransactWriteItem change) {
        if (change.put() != null) {
            return of(change.put());
        }
        if (change.update() != null) {
            return of(change.update());
        }
        return change.delete() != null ? of(change.delete()) : of(change.conditionCheck());
    }

    private static Write of(Put put) {
        return new Write(Kind.PUT, put.tableName(), put.item(), put.conditionExpression(), null,
                put.hasExpressionAttributeNames() ? put.expressionAttributeNames() : null,
                put.hasExpressionAttributeValues() ? put.expressionAttributeValues() : null,
                tells(put.returnValuesOnConditionCheckFailure()));
    }

    private static Write of(software.amazon.awssdk.services.dynamodb.model.Update update) {
        return new Write(Kind.UPDATE, update.tableName(), update.key(), update.conditionExpression(),
                update.updateExpression(),
                update.hasExpressionAttributeNames() ? update.expressionAttributeNames() : null,
                update.hasExpressionAttributeValues() ? update.expressionAttributeValues() : null,
                tells(update.returnValuesOnConditionCheckFailure()));
    }

    private static Write of(Delete delete) {
        return new Write(Kind.DELETE, delete.tableName(), delete.key(), delete.conditionExpression(), null,
                delete.hasExpressionAttributeNames() ? delete.expressionAttributeNames() : null,
                delete.hasExpressionAttributeValues() ? delete.expressionAttributeValues() : null,
                tells(delete.returnValuesOnConditionCheckFailure()));
    }

    private static Write of(ConditionCheck check) {
        return new Write(Kind.CHECK, check.tableName(), check.key(), check.conditionExpression(), null,
                check.hasExpressionAttributeNames() ? check.expressionAttributeNames() : null,
                check.hasExpressionAttributeValues() ? check.expressionAttributeValues() : null,
                tells(check.returnValuesOnConditionCheckFailure()));
    }

    private static boolean tells(@Nullable ReturnValuesOnConditionCheckFailure wish) {
        return wish == ReturnValuesOnConditionCheckFailure.ALL_OLD;
    }
}
