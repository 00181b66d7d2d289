package dev.messaging.http;

import dev.messaging.core.model.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters behind the question mark. Those that nobody asks for are ignored; a repeated one is refused. */
final class Query {
    private final Map<String, List<String>> values = new HashMap<>();

    /**
     * Reads a query.
     *
     * @param raw as it stands in the request, or null if there is none
     * @throws ProblemException if it is not percent-encoded UTF-8
     */
    Query(@Nullable String raw) {
        if (raw == null) {
            return;
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
        }
    }

    Optional<String> get(String name) {
        List<String> given = values.getOrDefault(name, List.of());
        if (given.size() > 1) {
            throw new Refusal.BadValue(name, "must stand in the query only once");
        }
        return given.stream().findFirst();
    }

    /** A word that must be there and one of a few. */
    String oneOf(String name, String first, String second) {
        return get(name).filter(Set.of(first, second)::contains).orElseThrow(
                () -> new Refusal.BadValue(name, "must be \"" + first + "\" or \"" + second + "\", in the query"));
    }

    /** A whole number within bounds, if it is there. */
    Optional<Long> number(String name, long min, long max) {
        return get(name).map(text -> number(name, text, min, max));
    }

    static long number(String name, String text, long min, long max) {
        boolean digits = !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        long number = digits ? Long.parseLong(text) : -1;
        if (number < min || number > max) {
            throw new Refusal.BadValue(name, "must be a whole number from " + min + " to " + max);
        }
        return number;
    }

    /** Strict, as java.net.URLDecoder is not: it lets broken UTF-8 pass. */
    private static String decoded(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        try {
            for (int i = 0; i < raw.length(); i++) {
                char c = raw.charAt(i);
                if (c > 0x7f) { // Bytes that are no UTF-8 have become U+FFFD before they come here.
                    throw new IllegalArgumentException("not percent-encoded");
                }
                if (c == '%') {
                    bytes.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
                    i += 2;
                } else {
                    bytes.writeBytes((c == '+' ? " " : String.valueOf(c)).getBytes(StandardCharsets.UTF_8));
                }
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | CharacterCodingException e) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The query must be percent-encoded UTF-8, and is not.");
        }
    }
}
