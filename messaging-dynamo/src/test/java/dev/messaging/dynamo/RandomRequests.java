package dev.messaging.dynamo;

import dev.messaging.dynamo.schema.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Random requests to DynamoDB of all the kinds that the adapter makes, some of them malformed; few keys, so that they meet. */
final class RandomRequests {
    private static final List<String> ATTRIBUTES = List.of("n", "t", "u", "b");
    private static final List<String> COMPARATORS = List.of("=", "<>", "<", "<=", ">", ">=");
    private static final ReturnConsumedCapacity TELL = ReturnConsumedCapacity.TOTAL;

    private final SplittableRandom random;
    private final String directory;
    private final String messages;
    private final List<String> tokens = new ArrayList<>();

    /** The names and values of one request. */
    private static final class Words {
        private final Map<String, String> names = new LinkedHashMap<>();
        private final Map<String, AttributeValue> values = new LinkedHashMap<>();

        String name(String attribute) {
            names.put("#" + attribute, attribute);
            return "#" + attribute;
        }

        String value(AttributeValue value) {
            String word = ":v" + values.size();
            values.put(word, value);
            return word;
        }

        @Nullable
        Map<String, String> names() {
            return names.isEmpty() ? null : names;
        }

        @Nullable
        Map<String, AttributeValue> values() {
            return values.isEmpty() ? null : values;
        }
    }

    RandomRequests(long seed, String prefix) {
        this.random = new SplittableRandom(seed);
        this.directory = TableDefinition.DIRECTORY.name(prefix);
        this.messages = TableDefinition.MESSAGES.name(prefix);
    }

    DynamoDbRequest next() {
        String table = chance(2) ? directory : messages;
        return switch (random.nextInt(12)) {
            case 0, 1 -> put(table);
            case 2, 3, 4 -> update(table);
            case 5 -> delete(table);
            case 6 -> get(table);
            case 7, 8, 9 -> query(table);
            case 10 -> chance(2) ? batchGet(table) : batchWrite(table);
            default -> transaction();
        };
    }

    private boolean chance(int oneOf) {
        return random.nextInt(oneOf) == 0;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    private AttributeValue partition() {
        return chance(60) ? number(1) : AttributeValue.fromS(chance(60) ? "" : any(List.of("ada", "bob")));
    }

    private AttributeValue sort(String table) {
        return table.equals(messages) == !chance(80)
                ? number(random.nextInt(1, 7))
                : AttributeValue.fromS(any(List.of("k", "k#1", "k#é", "k~", "l")));
    }

    private Map<String, AttributeValue> key(String table) {
        Map<String, AttributeValue> key = new HashMap<>();
        key.put(table.equals(messages) ? "recipient" : "pk", partition());
        if (!chance(60)) {
            key.put(table.equals(messages) ? "sequence" : "sk", sort(table));
        }
        return key;
    }

    private AttributeValue value() {
        return switch (random.nextInt(7)) {
            case 0, 1, 2 -> number(random.nextInt(-3, 12));
            case 3 -> AttributeValue.fromS("x".repeat(random.nextInt(3_000)));
            case 4 -> AttributeValue.fromB(SdkBytes.fromUtf8String(any(List.of("a", "ab", "b"))));
            default -> AttributeValue.fromS(any(List.of("", "a", "ab", "b", "é", "🦊", "\uFFFD")));
        };
    }

    private Map<String, AttributeValue> item(String table) {
        return itemAt(key(table));
    }

    private Map<String, AttributeValue> itemAt(Map<String, AttributeValue> key) {
        Map<String, AttributeValue> item = new HashMap<>(key);
        ATTRIBUTES.stream().filter(attribute -> chance(2)).forEach(attribute -> item.put(attribute, value()));
        return item;
    }

    private String attribute(Words words, String table) {
        return words.name(chance(8) ? table.equals(messages) ? "sequence" : "sk" : any(ATTRIBUTES));
    }

    private String condition(Words words, String table, int depth) {
        return switch (depth > 0 ? random.nextInt(8) : 0) {
            case 1 -> comparison(words, table) + " AND " + comparison(words, table);
            case 2 -> comparison(words, table) + " OR " + comparison(words, table);
            case 3 -> "NOT (" + comparison(words, table) + ")";
            default -> comparison(words, table);
        };
    }

    private String comparison(Words words, String table) {
        String name = attribute(words, table);
        return switch (random.nextInt(8)) {
            case 0 -> "attribute_exists(" + name + ")";
            case 1 -> "attribute_not_exists(" + name + ")";
            case 2 -> "begins_with(" + name + ", " + words.value(AttributeValue.fromS(any(List.of("a", "k")))) + ")";
            case 3 -> {
                int low = random.nextInt(5);
                yield name + " BETWEEN " + words.value(number(low)) + " AND " + words.value(number(low + 3));
            }
            case 4 -> name + " IN (" + words.value(value()) + ", " + words.value(value()) + ")";
            case 5 -> "size(" + name + ") " + any(COMPARATORS) + " " + words.value(number(random.nextInt(3)));
            default -> name + " " + any(COMPARATORS) + " " + words.value(value());
        };
    }

    private @Nullable String maybeCondition(Words words, String table) {
        return chance(3) ? null : condition(words, table, 1);
    }

    /** Now and then a value that nothing uses. */
    private void spoil(Words words) {
        if (chance(40)) {
            words.values.put(":unused", number(1));
        }
    }

    private @Nullable ReturnValuesOnConditionCheckFailure told() {
        return chance(2) ? ReturnValuesOnConditionCheckFailure.ALL_OLD : null;
    }

    private DynamoDbRequest put(String table) {
        Words words = new Words();
        PutItemRequest.Builder put = PutItemRequest.builder().tableName(table).item(item(table))
                .conditionExpression(maybeCondition(words, table)).returnConsumedCapacity(TELL)
                .returnValues(chance(3) ? ReturnValue.ALL_OLD : null).returnValuesOnConditionCheckFailure(told());
        spoil(words);
        return put.expressionAttributeNames(words.names()).expressionAttributeValues(words.values()).build();
    }

    private DynamoDbRequest delete(String table) {
        Words words = new Words();
        DeleteItemRequest.Builder delete = DeleteItemRequest.builder().tableName(table).key(key(table))
                .conditionExpression(maybeCondition(words, table)).returnConsumedCapacity(TELL)
                .returnValues(chance(3) ? ReturnValue.ALL_OLD : null).returnValuesOnConditionCheckFailure(told());
        spoil(words);
        return delete.expressionAttributeNames(words.names()).expressionAttributeValues(words.values()).build();
    }

    private String change(Words words) {
        List<String> clauses = new ArrayList<>();
        if (chance(2)) {
            String n = words.name("n");
            clauses.add("SET " + n + " = if_not_exists(" + n + ", " + words.value(number(5)) + ") "
                    + any(List.of("+", "-")) + " "
                    + words.value(chance(10) ? value() : number(2)));
        }
        if (chance(2) || clauses.isEmpty()) {
            String setting = words.name("t") + " = " + words.value(value());
            clauses.add(clauses.isEmpty() ? "SET " + setting : ", " + setting);
        }
        if (chance(3)) {
            clauses.add(
                    " ADD " + words.name(chance(10) ? "n" : "u") + " " + words.value(number(random.nextInt(-2, 3))));
        }
        if (chance(4)) {
            clauses.add(" REMOVE " + words.name(chance(10) ? "t" : "b"));
        }
        return String.join("", clauses);
    }

    private DynamoDbRequest update(String table) {
        Words words = new Words();
        String change = chance(30)
                ? "SET " + words.name("sk") + " = " + words.value(AttributeValue.fromS("k"))
                : change(words);
        UpdateItemRequest.Builder update = UpdateItemRequest.builder().tableName(table).key(key(table))
                .updateExpression(change).conditionExpression(maybeCondition(words, table))
                .returnConsumedCapacity(TELL)
                .returnValues(any(List.of(ReturnValue.NONE, ReturnValue.ALL_NEW, ReturnValue.ALL_OLD,
                        ReturnValue.UPDATED_NEW, ReturnValue.UPDATED_OLD)))
                .returnValuesOnConditionCheckFailure(told());
        spoil(words);
        return update.expressionAttributeNames(words.names()).expressionAttributeValues(words.values()).build();
    }

    private DynamoDbRequest get(String table) {
        Words words = new Words();
        return GetItemRequest.builder().tableName(table).key(key(table)).consistentRead(true)
                .returnConsumedCapacity(TELL).projectionExpression(projection(words))
                .expressionAttributeNames(words.names()).build();
    }

    private @Nullable String projection(Words words) {
        return chance(3) ? words.name("n") + ", " + words.name("t") : null;
    }

    private DynamoDbRequest query(String table) {
        Words words = new Words();
        boolean byNumber = table.equals(messages);
        String sort = words.name(byNumber ? "sequence" : "sk");
        Supplier<String> bound = () -> words.value(sort(table));
        String condition = (byNumber ? "recipient" : "pk") + " = " + words.value(partition())
                + switch (random.nextInt(5)) {
                    case 0 -> " AND " + sort + " BETWEEN " + bound.get() + " AND "
                            + words.value(byNumber ? number(7) : AttributeValue.fromS("z"));
                    case 1 -> " AND begins_with(" + sort + ", " + words.value(AttributeValue.fromS("k")) + ")";
                    case 2, 3 -> " AND " + sort + " " + any(List.of("=", "<", "<=", ">", ">=")) + " " + bound.get();
                    default -> {
                        words.names.clear();
                        yield "";
                    }
                };
        QueryRequest.Builder query = QueryRequest.builder().tableName(table).keyConditionExpression(condition)
                .consistentRead(true).returnConsumedCapacity(TELL).projectionExpression(projection(words))
                .scanIndexForward(chance(2)).limit(chance(3) ? null : random.nextInt(chance(20) ? 0 : 1, 5));
        if (chance(4)) {
            query.filterExpression(any(List.of("attribute_exists(", "attribute_not_exists(")) + words.name("n") + ")");
        }
        return query.expressionAttributeNames(words.names()).expressionAttributeValues(words.values()).build();
    }

    private DynamoDbRequest batchGet(String table) {
        List<Map<String, AttributeValue>> keys = IntStream.range(0, random.nextInt(1, 5)).mapToObj(i -> key(table))
                .toList();
        return BatchGetItemRequest.builder()
                .requestItems(Map.of(table, KeysAndAttributes.builder().keys(keys).consistentRead(true).build()))
                .build();
    }

    private DynamoDbRequest batchWrite(String table) {
        List<WriteRequest> writes = IntStream.range(0, random.nextInt(1, 4)).mapToObj(i -> chance(3)
                ? WriteRequest.builder().putRequest(put -> put.item(item(table))).build()
                : WriteRequest.builder().deleteRequest(delete -> delete.key(key(table))).build()).toList();
        return BatchWriteItemRequest.builder().requestItems(Map.of(table, writes)).build();
    }

    /** No item twice: there DynamoDB Local looks at the conditions first. */
    private DynamoDbRequest transaction() {
        Map<List<Object>, TransactWriteItem> changes = new LinkedHashMap<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            String table = chance(2) ? directory : messages;
            Map<String, AttributeValue> key = key(table);
            changes.put(List.of(table, key), transacted(table, key));
        }
        if (tokens.isEmpty() || !chance(6)) {
            tokens.add("token" + tokens.size());
        }
        return TransactWriteItemsRequest.builder().transactItems(changes.values()).clientRequestToken(tokens.getLast())
                .build();
    }

    private TransactWriteItem transacted(String table, Map<String, AttributeValue> key) {
        Words words = new Words();
        return switch (random.nextInt(4)) {
            case 0 -> {
                String condition = maybeCondition(words, table);
                yield TransactWriteItem.builder().put(put -> put.tableName(table).item(itemAt(key))
                        .conditionExpression(condition).expressionAttributeNames(words.names())
                        .expressionAttributeValues(words.values()).returnValuesOnConditionCheckFailure(told())).build();
            }
            case 1 -> {
                String condition = maybeCondition(words, table);
                yield TransactWriteItem.builder().delete(delete -> delete.tableName(table).key(key)
                        .conditionExpression(condition).expressionAttributeNames(words.names())
                        .expressionAttributeValues(words.values()).returnValuesOnConditionCheckFailure(told())).build();
            }
            case 2 -> {
                String condition = condition(words, table, 1);
                yield TransactWriteItem.builder().conditionCheck(check -> check.tableName(table).key(key)
                        .conditionExpression(condition).expressionAttributeNames(words.names())
                        .expressionAttributeValues(words.values()).returnValuesOnConditionCheckFailure(told())).build();
            }
            default -> {
                String change = change(words);
                String condition = maybeCondition(words, table);
                yield TransactWriteItem.builder().update(update -> update.tableName(table).key(key)
                        .updateExpression(change).conditionExpression(condition)
                        .expressionAttributeNames(words.names()).expressionAttributeValues(words.values())
                        .returnValuesOnConditionCheckFailure(told())).build();
            }
        };
    }
}
