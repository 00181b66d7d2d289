package dev.messaging.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** A JSON object to be sent: names with values as they are written, spoilt step by step. */
final class FuzzedJson {
    /** In the place of a value: of the wrong type, too long, too deep, or no JSON at all. */
    private static final List<String> VALUES = List.of("7", "-0", "1e999", "0.1", "01", "NaN", "true", "null", "[]",
            "{}",
            "[[1]]", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\ud83d\\ude00\"", "\"é€😀\"",
            "\"\\x\"", "\"\n\"", "'x'", "\"unclosed", "\"user-nobody\"", "\"group-nothing\"", "\"user-\"", "\"../..\"",
            "\"<script>\"", "\"a,b,,c\"", "\"" + "x".repeat(101) + "\"", "\"" + "é".repeat(20_000) + "\"",
            "9".repeat(1_001), "[".repeat(40) + "]".repeat(40), "{\"a\":".repeat(6_000), "[".repeat(60_000),
            "{\"password\": []}", "undefined", "");
    private static final List<String> WHOLE = List.of("", " ", "null", "[]", "7", "\"x\"", "{", "}", "{}", "{}{}",
            "{} x",
            "{\"\": \"\"}", "user_id=user-1&password=x", "<user/>", "\u0000", "{\"a\":1,}", "[{}]", "{,}", "//",
            "{\"a\" 1}");

    private final RandomGenerator random;
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    FuzzedJson(RandomGenerator random) {
        this.random = random;
    }

    FuzzedJson text(String name, String text) {
        return value(name, new String(Json.bytes(text), StandardCharsets.UTF_8));
    }

    FuzzedJson value(String name, String written) {
        add(name, written);
        return this;
    }

    private void add(String name, String written) {
        names.add(name);
        values.add(written);
    }

    /** Spoils the object as such. */
    void spoilFields() {
        if (names.isEmpty()) {
            return;
        }
        int i = random.nextInt(names.size());
        switch (random.nextInt(6)) {
            case 0 -> {
                names.remove(i);
                values.remove(i);
            }
            case 1 -> names.set(i, names.get(i) + "x");
            case 2 -> add(names.get(i), values.get(i));
            case 3 -> add("unknown" + random.nextInt(9), oddValue());
            default -> values.set(i, oddValue());
        }
    }

    /** Spoils what is sent instead of it, or of it. */
    byte[] spoilBytes() {
        byte[] good = bytes();
        return switch (random.nextInt(12)) {
            case 0 -> Arrays.copyOf(good, random.nextInt(good.length + 1));
            case 1 -> with(good, random.nextInt(good.length), (byte) random.nextInt(256));
            case 2 -> with(good, random.nextInt(good.length), (byte) 0xff);
            case 3 -> written().replace("}", ",}").getBytes(StandardCharsets.UTF_8);
            case 4 -> ("\ufeff" + written()).getBytes(StandardCharsets.UTF_8);
            case 5 -> written().getBytes(StandardCharsets.UTF_16);
            case 6 -> (written() + written()).getBytes(StandardCharsets.UTF_8);
            case 7 -> written().replace('"', '\'').getBytes(StandardCharsets.UTF_8);
            case 8 -> random(random.nextInt(200));
            case 9 -> (" ".repeat(random.nextInt(2 * Body.BYTES_MAX)) + written()).getBytes(StandardCharsets.UTF_8);
            default -> WHOLE.get(random.nextInt(WHOLE.size())).getBytes(StandardCharsets.UTF_8);
        };
    }

    byte[] bytes() {
        return written().getBytes(StandardCharsets.UTF_8);
    }

    private String written() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            order.add(i);
        }
        Collections.rotate(order, names.isEmpty() ? 0 : random.nextInt(names.size()));
        return "{" + String.join(", ", order.stream().map(i -> "\"" + names.get(i) + "\": " + values.get(i)).toList())
                + "}";
    }

    private String oddValue() {
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    private static byte[] with(byte[] bytes, int at, byte odd) {
        byte[] changed = bytes.clone();
        changed[at] = odd;
        return changed;
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
