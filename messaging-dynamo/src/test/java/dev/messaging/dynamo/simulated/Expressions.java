package dev.messaging.dynamo.simulated;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Expressions that were read already: programs use the same few again and again. May be shared by many databases. */
public final class Expressions {
    private static final int REMEMBERED_MAX = 10_000;

    private record Parsed<T>(T meaning, Set<String> mentioned) {}

    private final Map<String, Parsed<Condition>> conditions = new ConcurrentHashMap<>();
    private final Map<String, Parsed<Update>> updates = new ConcurrentHashMap<>();
    private final Map<String, Parsed<List<String>>> projections = new ConcurrentHashMap<>();

    /** Makes one that has read nothing yet. */
    public Expressions() {}

    /** The expressions of one request, and what they mention. */
    final class Of {
        private final Map<String, String> names;
        private final Map<String, AttributeValue> values;
        private final Set<String> mentioned = new HashSet<>();
        private boolean any;

        Of(@Nullable Map<String, String> names, @Nullable Map<String, AttributeValue> values) {
            this.names = names == null ? Map.of() : names;
            this.values = values == null ? Map.of() : values;
        }

        @Nullable
        Condition condition(@Nullable String text) {
            return text == null ? null : parsed(conditions, text, Grammar::condition);
        }

        Update update(@Nullable String text) {
            return text == null
                    ? new Update(Map.of(), Map.of(), Set.of())
                    : parsed(updates, text, Grammar::update);
        }

        List<String> projection(@Nullable String text) {
            return text == null ? List.of() : parsed(projections, text, Grammar::projection);
        }

        private <T> T parsed(Map<String, Parsed<T>> known, String text, Function<Tokens, T> grammar) {
            any = true;
            Parsed<T> parsed = known.get(text);
            if (parsed == null) {
                Tokens tokens = new Tokens(text);
                parsed = new Parsed<>(grammar.apply(tokens), tokens.mentioned());
                if (known.size() < REMEMBERED_MAX) {
                    known.put(text, parsed);
                }
            }
            mentioned.addAll(parsed.mentioned);
            return parsed.meaning;
        }

        /** Names and values must be used, all of them, and those that are used must be given. */
        Scope scope(Map<String, AttributeValue> item) {
            List<String> given = new ArrayList<>(names.keySet());
            given.addAll(values.keySet());
            if (!given.isEmpty() && !any) {
                throw new Malformed("ExpressionAttribute names or values can only be specified when using expressions");
            }
            for (String name : given) {
                if (!mentioned.contains(name)) {
                    throw new Malformed("Value unused in expressions: " + name);
                }
            }
            Scope scope = new Scope(item, names, values);
            for (String name : mentioned) {
                Object unused = name.startsWith("#") ? scope.attribute(name) : scope.value(name);
            }
            return scope;
        }
    }

    Of of(@Nullable Map<String, String> names, @Nullable Map<String, AttributeValue> values) {
        return new Of(names, values);
    }
}
