package dev.messaging.dynamo.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of an expression, taken one after the other. Remembers which names and values it mentions. */
final class Tokens {
    private static final Pattern TOKEN = Pattern.compile("\\s*([#:]?[A-Za-z0-9_]+|<>|<=|>=|[=<>(),+-])\\s*");
    private static final Set<String> KEYWORDS = Set.of("AND", "OR", "NOT", "BETWEEN", "IN", "SET", "REMOVE", "ADD",
            "DELETE");

    private final List<String> words = new ArrayList<>();
    private final Set<String> mentioned = new TreeSet<>();
    private int next;

    Tokens(String expression) {
        Matcher matcher = TOKEN.matcher(expression);
        int at = 0;
        while (at < expression.length()) {
            if (!matcher.region(at, expression.length()).lookingAt()) {
                throw new Malformed("Syntax error in \"" + expression + "\" at " + at);
            }
            words.add(matcher.group(1));
            at = matcher.end();
        }
        words.stream().filter(word -> word.startsWith("#") || word.startsWith(":")).forEach(mentioned::add);
        if (words.isEmpty()) {
            throw new Malformed("The expression can not be empty");
        }
    }

    Set<String> mentioned() {
        return mentioned;
    }

    boolean isAtEnd() {
        return next == words.size();
    }

    private String peek() {
        return isAtEnd() ? "" : words.get(next);
    }

    boolean isNext(String word) {
        return peek().toUpperCase(Locale.ROOT).equals(word);
    }

    /** Whether what follows is a function's name. */
    boolean isCall() {
        return next + 1 < words.size() && words.get(next + 1).equals("(") && Character.isLetter(peek().charAt(0))
                && !KEYWORDS.contains(peek().toUpperCase(Locale.ROOT));
    }

    boolean taken(String word) {
        boolean is = isNext(word);
        if (is) {
            next++;
        }
        return is;
    }

    void take(String word) {
        if (!taken(word)) {
            throw new Malformed("Syntax error: " + word + " expected, not \"" + peek() + "\"");
        }
    }

    String take() {
        if (isAtEnd()) {
            throw new Malformed("Syntax error: the expression ends too early");
        }
        return words.get(next++);
    }

    /** The name of an attribute, or what stands for it. */
    String takeName() {
        String word = take();
        if (KEYWORDS.contains(word.toUpperCase(Locale.ROOT)) || !word.matches("#?[A-Za-z0-9_]+")) {
            throw new Malformed("Syntax error at \"" + word + "\"");
        }
        return word;
    }
}
