package dev.messaging.dynamo.simulated;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A change that is well formed; what stands there now decides what becomes of it. */
final class PreparedWrite {
    static final int ITEM_BYTES_MAX = 400 * 1024;
    private static final String TOO_LARGE = "Item size has exceeded the maximum allowed size";

    private final Write write;
    private final Table table;
    private final Table.Place place;
    private final @Nullable Condition condition;
    private final Update update;
    private final Scope scope;
    private final Map<String, AttributeValue> before;

    PreparedWrite(Write write, Table table, Expressions expressions) {
        this.write = write;
        this.table = table;
        Meaning meaning = read(write, expressions);
        this.condition = meaning.condition;
        this.update = meaning.update;
        this.place = write.kind() == Write.Kind.PUT ? table.placeOf(write.item()) : table.placeOfKey(write.item());
        this.before = table.get(place);
        this.scope = meaning.scope.on(before);
        if (write.kind() == Write.Kind.PUT && Attribute.bytes(write.item()) > ITEM_BYTES_MAX) {
            throw new Malformed(TOO_LARGE);
        }
        if (write.kind() == Write.Kind.CHECK && condition == null) {
            throw new Malformed("A condition check has a condition");
        }
    }

    /** What the expressions mean, whatever stands there. */
    record Meaning(@Nullable Condition condition, Update update, Scope scope) {}

    /** Refuses what makes no sense by itself. */
    static Meaning read(Write write, Expressions expressions) {
        Expressions.Of expressionsOfThis = expressions.of(write.names(), write.values());
        Condition condition = expressionsOfThis.condition(write.condition());
        Update update = expressionsOfThis.update(write.update());
        Scope scope = expressionsOfThis.scope(Map.of());
        update.check(scope);
        return new Meaning(condition, update, scope);
    }

    boolean conditionHolds() {
        return condition == null || condition.holds(scope);
    }

    /** What who fails is told; empty if nothing. */
    Map<String, AttributeValue> told() {
        return write.tellsOld() ? before : Map.of();
    }

    Map<String, AttributeValue> before() {
        return before;
    }

    Table.Place place() {
        return place;
    }

    Table table() {
        return table;
    }

    Set<String> updated() {
        return update.attributes(scope);
    }

    /** What stands there afterwards; empty if nothing. */
    Map<String, AttributeValue> after() {
        return switch (write.kind()) {
            case PUT -> write.item();
            case DELETE -> Map.of();
            case CHECK -> before;
            case UPDATE -> updatedItem();
        };
    }

    private Map<String, AttributeValue> updatedItem() {
        if (updated().stream().anyMatch(table::isKey)) {
            throw Malformed
                    .forTable("One or more parameter values were invalid: Cannot update attribute. This attribute is"
                            + " part of the key");
        }
        Map<String, AttributeValue> item = new LinkedHashMap<>(write.item());
        item.putAll(update.apply(scope));
        if (Attribute.bytes(item) > ITEM_BYTES_MAX) {
            throw new Malformed(TOO_LARGE);
        }
        return item;
    }

    void put(Map<String, AttributeValue> after) {
        if (write.kind() != Write.Kind.CHECK) {
            table.put(place, after);
        }
    }

    double units(Map<String, AttributeValue> after) {
        return Units.written(Math.max(Attribute.bytes(before), Attribute.bytes(after)));
    }
}
