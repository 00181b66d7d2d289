package dev.messaging.dynamo.simulated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads expressions, as far as they speak of top-level attributes. What it does not know is an error of the test. */
final class Grammar {
    private static final Set<String> COMPARATORS = Set.of("=", "<>", "<", "<=", ">", ">=");

    private final Tokens tokens;

    private Grammar(Tokens tokens) {
        this.tokens = tokens;
    }

    static Condition condition(Tokens tokens) {
        Condition condition = new Grammar(tokens).or();
        end(tokens);
        return condition;
    }

    static Update update(Tokens tokens) {
        Update update = new Grammar(tokens).update();
        end(tokens);
        return update;
    }

    static List<String> projection(Tokens tokens) {
        List<String> names = new Grammar(tokens).names();
        end(tokens);
        return names;
    }

    private static void end(Tokens tokens) {
        if (!tokens.isAtEnd()) {
            throw new Malformed("Syntax error at \"" + tokens.take() + "\"");
        }
    }

    private Condition or() {
        Condition left = and();
        while (tokens.taken("OR")) {
            left = new Condition.Or(left, and());
        }
        return left;
    }

    private Condition and() {
        Condition left = not();
        while (tokens.taken("AND")) {
            left = new Condition.And(left, not());
        }
        return left;
    }

    private Condition not() {
        if (tokens.taken("NOT")) {
            return new Condition.Not(not());
        }
        if (tokens.taken("(")) {
            Condition inner = or();
            tokens.take(")");
            return inner;
        }
        return tokens.isCall() && !tokens.isNext("SIZE") ? function() : comparison();
    }

    private Condition function() {
        String name = tokens.take();
        tokens.take("(");
        Condition condition = switch (name) {
            case "attribute_exists" -> new Condition.Exists(path());
            case "attribute_not_exists" -> new Condition.Not(new Condition.Exists(path()));
            case "begins_with" -> {
                Operand whole = operand();
                tokens.take(",");
                yield new Condition.BeginsWith(whole, operand());
            }
            default -> throw new Malformed("Invalid function name; function: " + name);
        };
        tokens.take(")");
        return condition;
    }

    private Condition comparison() {
        Operand left = operand();
        if (tokens.taken("BETWEEN")) {
            Operand low = operand();
            tokens.take("AND");
            return new Condition.Between(left, low, operand());
        }
        if (tokens.taken("IN")) {
            tokens.take("(");
            List<Operand> options = new ArrayList<>(List.of(operand()));
            while (tokens.taken(",")) {
                options.add(operand());
            }
            tokens.take(")");
            return new Condition.In(left, options);
        }
        String operator = tokens.take();
        if (!COMPARATORS.contains(operator)) {
            throw new Malformed("Syntax error at \"" + operator + "\"");
        }
        return new Condition.Compared(left, operator, operand());
    }

    private Operand operand() {
        if (tokens.isCall()) {
            return call();
        }
        String word = tokens.take();
        return word.startsWith(":") ? new Operand.Given(word) : checkedPath(word);
    }

    private Operand call() {
        String name = tokens.take();
        tokens.take("(");
        Operand operand = switch (name) {
            case "size" -> new Operand.Size(path());
            case "if_not_exists" -> {
                Operand.Path path = path();
                tokens.take(",");
                yield new Operand.IfNotExists(path, operand());
            }
            default -> throw new Malformed("Invalid function name; function: " + name);
        };
        tokens.take(")");
        return operand;
    }

    private Operand.Path path() {
        return checkedPath(tokens.take());
    }

    private static Operand.Path checkedPath(String word) {
        if (!word.matches("#?[A-Za-z0-9_]+")) {
            throw new Malformed("Syntax error at \"" + word + "\"");
        }
        return new Operand.Path(word);
    }

    private Update update() {
        Map<String, Operand> set = new LinkedHashMap<>();
        Map<String, Operand> add = new LinkedHashMap<>();
        Set<String> remove = new LinkedHashSet<>();
        Set<String> clauses = new LinkedHashSet<>();
        while (!tokens.isAtEnd()) {
            String clause = tokens.take().toUpperCase(java.util.Locale.ROOT);
            if (!clauses.add(clause)) {
                throw new Malformed("The \"" + clause + "\" section can only be used once");
            }
            switch (clause) {
                case "SET" -> assignments(set);
                case "ADD" -> additions(add);
                case "REMOVE" -> remove.addAll(names());
                default -> throw new Malformed("Syntax error at \"" + clause + "\"");
            }
        }
        return new Update(set, add, remove);
    }

    private void assignments(Map<String, Operand> set) {
        do {
            String name = tokens.takeName();
            tokens.take("=");
            Operand value = operand();
            if (tokens.isNext("+") || tokens.isNext("-")) {
                boolean minus = tokens.take().equals("-");
                value = new Operand.Sum(value, operand(), minus);
            }
            once(set.put(name, value) == null);
        } while (tokens.taken(","));
    }

    private void additions(Map<String, Operand> add) {
        do {
            once(add.put(tokens.takeName(), operand()) == null);
        } while (tokens.taken(","));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        do {
            String name = tokens.takeName();
            once(!names.contains(name));
            names.add(name);
        } while (tokens.taken(","));
        return names;
    }

    private static void once(boolean isFirst) {
        if (!isFirst) {
            throw new Malformed("Two document paths overlap with each other");
        }
    }
}
