package dev.messaging.dynamo;

import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.GroupCondition;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an item must be for a change of it to go ahead, in DynamoDB's language.
 *
 * @param expression the condition
 * @param names what its names stand for
 * @param values what its values stand for
 */
record Requirement(String expression, Map<String, String> names, Map<String, AttributeValue> values) {
    /** Keeps copies. */
    Requirement {
        names = Map.copyOf(names);
        values = Map.copyOf(values);
    }

    /** As DynamoDB takes them: no empty maps. */
    @Nullable
    Map<String, String> namesOrNull() {
        return names.isEmpty() ? null : names;
    }

    /** As {@link #namesOrNull}. */
    @Nullable
    Map<String, AttributeValue> valuesOrNull() {
        return values.isEmpty() ? null : values;
    }

    static Requirement isThere() {
        return new Requirement("attribute_exists(pk)", Map.of(), Map.of());
    }

    static Requirement isNotThere() {
        return new Requirement("attribute_not_exists(pk)", Map.of(), Map.of());
    }

    /** Of a user's profile: what is left of a user who was erased is none. */
    static Requirement isUser() {
        return isThere().and(lacks(Attributes.ERASED));
    }

    /** Of a group's profile: what holds the place of a group under creation has no such time, and is no group yet. */
    static Requirement isGroup() {
        return has(Attributes.CREATED);
    }

    /** Of a user's profile. */
    static Requirement of(AccountCondition condition) {
        return switch (condition) {
            case AccountCondition.Exists() -> isUser();
            case AccountCondition.MayAct() -> isUser().and(lacks(Attributes.SUSPENDED));
            case AccountCondition.IsOpen(var ifProtected, var ifAbsent) ->
                isUser().and(lacks(Attributes.PASSWORD)).and(lacks(Attributes.SUSPENDED));
        };
    }

    /** Of a group's profile; who is in the group does not show there. */
    static Requirement of(GroupCondition condition) {
        return switch (condition) {
            case GroupCondition.Exists() -> isGroup();
            case GroupCondition.IsOpen(var ifOwned, var ifAbsent) -> isGroup().and(lacks(Attributes.OWNER));
            case GroupCondition.IsOpenOrHas(var user, var otherwise) ->
                isGroup().and(lacksOrIs(Attributes.OWNER, Item.of(user.value())));
            case GroupCondition.IsOpenOrOwnedBy(var user, var otherwise) ->
                isGroup().and(lacksOrIs(Attributes.OWNER, Item.of(user.value())));
        };
    }

    static Requirement has(String attribute) {
        return new Requirement("attribute_exists(#" + attribute + ")", Map.of("#" + attribute, attribute), Map.of());
    }

    static Requirement lacks(String attribute) {
        return new Requirement("attribute_not_exists(#" + attribute + ")", Map.of("#" + attribute, attribute),
                Map.of());
    }

    static Requirement is(String attribute, AttributeValue value) {
        return comparison(attribute, "=", "is", value);
    }

    static Requirement isNot(String attribute, AttributeValue value) {
        return comparison(attribute, "<>", "isnot", value);
    }

    static Requirement lacksOrIs(String attribute, AttributeValue value) {
        return lacks(attribute).or(is(attribute, value));
    }

    /** Of a counter, which counts 0 where it is absent. */
    static Requirement isBelow(String counter, long limit) {
        return lacks(counter).or(comparison(counter, "<", "below", Item.of(limit)));
    }

    static Requirement isAtMost(String attribute, AttributeValue value) {
        return comparison(attribute, "<=", "most", value);
    }

    private static Requirement comparison(String attribute, String operator, String word, AttributeValue value) {
        String placeholder = ":" + attribute + "_" + word;
        return new Requirement("#" + attribute + " " + operator + " " + placeholder, Map.of("#" + attribute, attribute),
                Map.of(placeholder, value));
    }

    Requirement and(Requirement other) {
        return joined(" AND ", other);
    }

    Requirement or(Requirement other) {
        return joined(" OR ", other);
    }

    private Requirement joined(String operator, Requirement other) {
        return new Requirement("(" + expression + operator + other.expression + ")", merged(names, other.names),
                merged(values, other.values));
    }

    /** What a name or value stands for is the same on both sides, or it is a mistake. */
    private static <T> Map<String, T> merged(Map<String, T> one, Map<String, T> other) {
        Map<String, T> both = new HashMap<>(one);
        other.forEach((key, value) -> {
            T before = both.put(key, value);
            if (before != null && !before.equals(value)) {
                throw new IllegalStateException("two meanings of " + key);
            }
        });
        return both;
    }
}
