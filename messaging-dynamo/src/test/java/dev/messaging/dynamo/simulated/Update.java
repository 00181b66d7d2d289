package dev.messaging.dynamo.simulated;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A change of an item: everything on the right of it is read before anything is changed.
 *
 * @param set attributes that get values
 * @param add attributes that are counted up
 * @param remove attributes that go
 */
record Update(Map<String, Operand> set, Map<String, Operand> add, Set<String> remove) {
    Map<String, AttributeValue> apply(Scope scope) {
        Map<String, AttributeValue> item = new LinkedHashMap<>(scope.item());
        set.forEach(
                (name, operand) -> item.put(scope.attribute(name), operand.in(scope).orElseThrow(() -> new Malformed(
                        "The provided expression refers to an attribute that does not exist in the item"))));
        add.forEach((name, operand) -> item.put(scope.attribute(name), sum(scope, name, operand)));
        remove.forEach(name -> item.remove(scope.attribute(name)));
        return item;
    }

    /** What shows without a look at the item. */
    void check(Scope scope) {
        Set<String> unused = attributes(scope);
        set.values().forEach(operand -> checkNumbers(scope, operand));
        add.values().forEach(operand -> checkNumber(scope, operand));
    }

    private static void checkNumbers(Scope scope, Operand operand) {
        if (operand instanceof Operand.Sum(Operand left, Operand right, boolean minus)) {
            checkNumber(scope, left);
            checkNumber(scope, right);
        }
    }

    private static void checkNumber(Scope scope, Operand operand) {
        if (operand instanceof Operand.Given given && !Attribute.isNumber(given.in(scope).orElseThrow())) {
            throw new Malformed("Incorrect operand type for operator or function");
        }
    }

    private static AttributeValue sum(Scope scope, String name, Operand operand) {
        AttributeValue by = operand.in(scope).orElseThrow();
        AttributeValue before = scope.at(name).orElse(Attribute.of(BigDecimal.ZERO));
        if (!Attribute.isNumber(by) || !Attribute.isNumber(before)) {
            throw new Malformed("An operand in the update expression has an incorrect data type");
        }
        return Attribute.of(Attribute.number(before).add(Attribute.number(by)));
    }

    /** Which attributes change. */
    Set<String> attributes(Scope scope) {
        Map<String, String> changed = new HashMap<>();
        Set<String> names = new HashSet<>(set.keySet());
        names.addAll(add.keySet());
        names.addAll(remove);
        for (String name : names) {
            String before = changed.put(scope.attribute(name), name);
            if (before != null) {
                throw new Malformed("Two document paths overlap with each other: " + before + ", " + name);
            }
        }
        if (changed.size() < set.size() + add.size() + remove.size()) {
            throw new Malformed("Two document paths overlap with each other");
        }
        return changed.keySet();
    }
}
