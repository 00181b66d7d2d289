package dev.messaging.cli.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messaging.core.model.Refusal;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The fields of one object: each asked for by name, and none left over. */
final class LineFields {
    /** The year 9999: what is later would not fit other places where times are written. */
    private static final long MILLIS_MAX = 253_402_300_799_999L;

    private final String within;
    private final JsonNode object;
    private final Set<String> asked = new HashSet<>();

    /** @param within what the object is called in complaints: nothing, or a field's name and a dot */
    LineFields(String within, JsonNode object) {
        this.within = within;
        this.object = object;
    }

    boolean has(String name) {
        return object.has(name);
    }

    String text(String name) {
        JsonNode value = value(name);
        if (!value.isTextual()) {
            throw new WrongLine(field(name) + " must be a string");
        }
        return value.textValue();
    }

    /** A text that is read as something else, which says itself what is wrong with it. */
    <T> T as(String name, Function<String, T> read) {
        String text = text(name);
        try {
            return read.apply(text);
        } catch (Refusal.BadValue bad) {
            throw new WrongLine(String.valueOf(bad.in(field(name)).getMessage()));
        } catch (IllegalArgumentException bad) {
            throw new WrongLine(field(name) + " is not right: " + bad.getMessage());
        }
    }

    <T> Optional<T> asIfThere(String name, Function<String, T> read) {
        return has(name) ? Optional.of(as(name, read)) : Optional.empty();
    }

    long number(String name, long least) {
        JsonNode value = value(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < least
                || value.longValue() > MILLIS_MAX) {
            throw new WrongLine(field(name) + " must be a whole number from " + least + " to " + MILLIS_MAX);
        }
        return value.longValue();
    }

    Instant time(String name) {
        return Instant.ofEpochMilli(number(name, 0));
    }

    boolean flag(String name) {
        JsonNode value = value(name);
        if (!value.isBoolean()) {
            throw new WrongLine(field(name) + " must be true or false");
        }
        return value.booleanValue();
    }

    /** False where it is absent. */
    boolean flagIfThere(String name) {
        return has(name) && flag(name);
    }

    LineFields object(String name) {
        JsonNode value = value(name);
        if (!value.isObject()) {
            throw new WrongLine(field(name) + " must be an object");
        }
        return new LineFields(name + ".", value);
    }

    /** To be called when all have been asked for. */
    void checkNothingElse() {
        object.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                throw new WrongLine(within + "\"" + name + "\" is no field of this kind of line");
            }
        });
    }

    private JsonNode value(String name) {
        asked.add(name);
        JsonNode value = object.get(name);
        if (value == null) {
            throw new WrongLine(field(name) + " is missing");
        }
        return value;
    }

    private String field(String name) {
        return "\"" + within + name + "\"";
    }
}
