package dev.messaging.dynamo.simulated;

import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which part of which partition a query is about.
 *
 * @param partition the partition
 * @param low where it begins; empty for the beginning
 * @param lowIncluded whether that belongs to it
 * @param high where it ends; empty for the end
 * @param highIncluded whether that belongs to it
 * @param beginning what all sort keys begin with, if anything
 */
record KeyCondition(KeyPart partition, Optional<KeyPart> low, boolean lowIncluded, Optional<KeyPart> high,
        boolean highIncluded, Optional<KeyPart> beginning) {
    static KeyCondition of(Table table, @Nullable Condition condition, Scope scope) {
        return switch (condition) {
            case Condition.Compared partition -> whole(table, partition, scope);
            case Condition.And(Condition.Compared partition, Condition sort) when isOn(partition, table.partitionKey(),
                    scope) ->
                whole(table, partition, scope).narrowed(table, sort, scope);
            case Condition.And(Condition sort, Condition.Compared partition) ->
                whole(table, partition, scope).narrowed(table, sort, scope);
            case null, default -> throw new Malformed("Query condition missed key schema element");
        };
    }

    private static boolean isOn(Condition.Compared compared, String attribute, Scope scope) {
        return compared.left() instanceof Operand.Path(String name) && scope.attribute(name).equals(attribute);
    }

    private static KeyCondition whole(Table table, Condition.Compared partition, Scope scope) {
        if (!isOn(partition, table.partitionKey(), scope)) {
            throw new Malformed("Query condition missed key schema element: " + table.partitionKey());
        }
        if (!partition.operator().equals("=")) {
            throw new Malformed("Query key condition not supported");
        }
        return new KeyCondition(part(table, table.partitionKey(), partition.right(), scope), Optional.empty(), false,
                Optional.empty(), false, Optional.empty());
    }

    private static KeyPart part(Table table, String key, Operand operand, Scope scope) {
        if (!(operand instanceof Operand.Given)) {
            throw new Malformed("Invalid condition in KeyConditionExpression: values are given");
        }
        AttributeValue value = operand.in(scope).orElseThrow();
        if (!value.type().name().equals(table.type(key))) {
            throw new Malformed("One or more parameter values were invalid: Condition parameter type does not match"
                    + " schema type");
        }
        KeyPart part = KeyPart.of(value);
        if (part.isEmpty() && key.equals(table.partitionKey())) {
            throw new Malformed("One or more parameter values are not valid: an empty key");
        }
        return part;
    }

    private KeyCondition narrowed(Table table, Condition sort, Scope scope) {
        Operand on = switch (sort) {
            case Condition.Compared compared -> compared.left();
            case Condition.Between between -> between.value();
            case Condition.BeginsWith begins -> begins.value();
            default -> throw new Malformed("Query key condition not supported");
        };
        if (!(on instanceof Operand.Path(String name)) || !scope.attribute(name).equals(table.sortKey())) {
            throw new Malformed("Query condition missed key schema element: " + table.sortKey());
        }
        String key = table.sortKey();
        return switch (sort) {
            case Condition.Compared compared ->
                compared(compared.operator(), Optional.of(part(table, key, compared.right(), scope)));
            case Condition.Between between -> between(part(table, key, between.low(), scope),
                    part(table, key, between.high(), scope));
            case Condition.BeginsWith begins -> beginning(table, part(table, key, begins.beginning(), scope));
            default -> throw new IllegalStateException();
        };
    }

    private KeyCondition compared(String operator, Optional<KeyPart> value) {
        Optional<KeyPart> none = Optional.empty();
        return switch (operator) {
            case "=" -> new KeyCondition(partition, value, true, value, true, none);
            case "<" -> new KeyCondition(partition, none, false, value, false, none);
            case "<=" -> new KeyCondition(partition, none, false, value, true, none);
            case ">" -> new KeyCondition(partition, value, false, none, false, none);
            case ">=" -> new KeyCondition(partition, value, true, none, false, none);
            default -> throw new Malformed("Unsupported operator on KeyCondition: " + operator);
        };
    }

    private KeyCondition between(KeyPart from, KeyPart to) {
        if (from.compareTo(to) > 0) {
            throw new Malformed("The BETWEEN operator requires upper bound to be greater than or equal to lower bound");
        }
        return new KeyCondition(partition, Optional.of(from), true, Optional.of(to), true, Optional.empty());
    }

    private KeyCondition beginning(Table table, KeyPart with) {
        if (table.type(table.sortKey()).equals("N")) {
            throw new Malformed("Incorrect operand type for operator or function; begins_with, operand type: N");
        }
        return new KeyCondition(partition, Optional.of(with), true, Optional.empty(), false, Optional.of(with));
    }

    /** What of the partition it is about, in the order that is wanted, behind a place if there is one. */
    NavigableMap<KeyPart, History> in(Table table, boolean forward, Optional<KeyPart> after) {
        NavigableMap<KeyPart, History> part = table.partition(partition);
        if (low.isPresent() && high.isPresent() && low.get().compareTo(high.get()) > 0) {
            return new java.util.TreeMap<>();
        }
        if (low.isPresent()) {
            part = part.tailMap(low.get(), lowIncluded);
        }
        if (high.isPresent()) {
            part = part.headMap(high.get(), highIncluded);
        }
        if (after.isPresent()) {
            part = forward ? tail(part, after.get()) : head(part, after.get());
        }
        return forward ? part : part.descendingMap();
    }

    private static NavigableMap<KeyPart, History> tail(NavigableMap<KeyPart, History> part, KeyPart after) {
        return part.isEmpty() || after.compareTo(part.firstKey()) < 0
                ? part
                : after.compareTo(part.lastKey()) >= 0 ? new java.util.TreeMap<>() : part.tailMap(after, false);
    }

    private static NavigableMap<KeyPart, History> head(NavigableMap<KeyPart, History> part, KeyPart before) {
        return part.isEmpty() || before.compareTo(part.lastKey()) > 0
                ? part
                : before.compareTo(part.firstKey()) <= 0 ? new java.util.TreeMap<>() : part.headMap(before, false);
    }

    boolean isPast(KeyPart sort) {
        return beginning.isPresent() && !sort.beginsWith(beginning.get());
    }
}
