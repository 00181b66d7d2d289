package dev.messaging.dynamo;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Refuses what a role may not do, as IAM would, and keeps what was done. */
final class DeployedRights implements Wire {
    /** Each as {@code action on table}. */
    private final Set<String> granted;
    private final Set<String> used = new ConcurrentSkipListSet<>();

    DeployedRights(Set<String> granted) {
        this.granted = Set.copyOf(granted);
    }

    static String right(String action, String table) {
        return action + " on " + table;
    }

    /** What was granted and nobody needed. */
    Set<String> unused() {
        Set<String> left = new TreeSet<>(granted);
        left.removeAll(used);
        return left;
    }

    @Override
    public DynamoDbResponse pass(DynamoDbRequest request, Function<DynamoDbRequest, DynamoDbResponse> send) {
        needed(request).forEach(right -> {
            if (!granted.contains(right)) {
                throw DynamoDbException.builder().statusCode(400).message("not authorized: " + right).awsErrorDetails(
                        AwsErrorDetails.builder().errorCode("AccessDeniedException").errorMessage(right).build())
                        .build();
            }
            used.add(right);
        });
        return send.apply(request);
    }

    private static Stream<String> needed(DynamoDbRequest request) {
        return switch (request) {
            case BatchGetItemRequest batch -> batch.requestItems().keySet().stream()
                    .map(table -> right("BatchGetItem", table));
            case BatchWriteItemRequest batch -> batch.requestItems().keySet().stream()
                    .map(table -> right("BatchWriteItem", table));
            case TransactWriteItemsRequest transaction -> transaction.transactItems().stream()
                    .flatMap(DeployedRights::needed);
            default -> Stream.of(right(request.getClass().getSimpleName().replace("Request", ""),
                    request.getValueForField("TableName", String.class).orElse("everything")));
        };
    }

    /** A transaction needs the rights to do its parts by themselves. */
    private static Stream<String> needed(TransactWriteItem part) {
        return Map.<String, Stream<String>>of("PutItem", Stream.ofNullable(part.put()).map(one -> one.tableName()),
                "UpdateItem", Stream.ofNullable(part.update()).map(one -> one.tableName()), "DeleteItem",
                Stream.ofNullable(part.delete()).map(one -> one.tableName()), "ConditionCheckItem",
                Stream.ofNullable(part.conditionCheck()).map(one -> one.tableName())).entrySet().stream()
                .flatMap(action -> action.getValue().map(table -> right(action.getKey(), table)));
    }
}
