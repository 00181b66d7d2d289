package dev.messaging.cli.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** As much of JSON as the answers need: what is {@code null} counts as absent. */
final class Json {
    private static final int HEX = 16;

    private final String text;
    private int next;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Reads an object.
     *
     * @throws IllegalArgumentException if the text is none, or more than that
     */
    static Map<?, ?> object(String text) {
        Json json = new Json(text);
        Optional<Object> value = json.value();
        if (json.next == text.length() && value.orElse("") instanceof Map<?, ?> object) {
            return object;
        }
        throw json.wrong();
    }

    static Optional<String> text(Map<?, ?> object, String field) {
        return object.get(field) instanceof String string ? Optional.of(string) : Optional.empty();
    }

    static List<Map<?, ?>> objects(Map<?, ?> object, String field) {
        List<Map<?, ?>> objects = new ArrayList<>();
        if (object.get(field) instanceof List<?> list) {
            for (Object each : list) {
                objects.add((Map<?, ?>) each);
            }
        }
        return objects;
    }

    /** Writes an object of strings. */
    static String of(Map<String, String> fields) {
        List<String> members = new ArrayList<>();
        fields.forEach((name, value) -> members.add(quoted(name) + ": " + quoted(value)));
        return "{" + String.join(", ", members) + "}";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\' || c < ' ') {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    private Optional<Object> value() {
        return switch (peek()) {
            case '{' -> Optional.of(object());
            case '[' -> Optional.of(array());
            case '"' -> Optional.of(string());
            default -> word();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new HashMap<>();
        expect('{');
        while (peek() != '}') {
            String name = string();
            expect(':');
            value().ifPresent(value -> object.put(name, value));
            separator('}');
        }
        expect('}');
        return object;
    }

    private List<Object> array() {
        List<Object> array = new ArrayList<>();
        expect('[');
        while (peek() != ']') {
            value().ifPresent(array::add);
            separator(']');
        }
        expect(']');
        return array;
    }

    private void separator(char end) {
        if (peek() != end) {
            expect(',');
        }
    }

    /** Numbers, true and false stay as they are written. */
    private Optional<Object> word() {
        int from = next;
        while (next < text.length()
                && ("+-.".indexOf(text.charAt(next)) >= 0 || Character.isLetterOrDigit(text.charAt(next)))) {
            next++;
        }
        if (from == next) {
            throw wrong();
        }
        String word = text.substring(from, next);
        return word.equals("null") ? Optional.empty() : Optional.of(word);
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (next < text.length() && text.charAt(next) != '"') {
            char c = text.charAt(next++);
            string.append(c == '\\' ? escaped() : c);
        }
        expect('"');
        return string.toString();
    }

    private char escaped() {
        if (next >= text.length()) {
            throw wrong();
        }
        char c = text.charAt(next++);
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                next += 4;
                if (next > text.length()) {
                    throw wrong();
                }
                yield (char) Integer.parseInt(text.substring(next - 4, next), HEX);
            }
            default -> c;
        };
    }

    private char peek() {
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next < text.length() ? text.charAt(next) : '\0';
    }

    private void expect(char c) {
        if (peek() != c) {
            throw wrong();
        }
        next++;
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("no JSON object, at " + next + " of " + text.length() + " characters");
    }
}
