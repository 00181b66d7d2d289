package dev.messaging.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messaging.core.model.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The fields of a JSON body. Fields that nobody asks for are ignored; null is the same as absent. */
final class Fields {
    private final ObjectNode object;

    private Fields(ObjectNode object) {
        this.object = object;
    }

    /**
     * Reads a body.
     *
     * @throws ProblemException if it is anything but one JSON object in UTF-8
     */
    static Fields parse(byte[] body, Dialect dialect) {
        try {
            if (Json.reader(dialect).readTree(decoded(body)) instanceof ObjectNode object) {
                return new Fields(object);
            }
        } catch (JsonProcessingException e) {
            throw bad("The body must be one JSON object: " + reason(e) + ".");
        }
        throw bad("The body must be one JSON object, such as {\"userId\": \"user-…\"}.");
    }

    /**
     * A text that must be there.
     *
     * @param name the documented name
     * @param type makes the value; a refusal of its form is reported under the name that the client used
     * @param aliases other names that are taken as well; where several are given they must not differ
     */
    <T> T required(String name, Function<String, T> type, String... aliases) {
        List<String> given = given(name, aliases);
        if (given.isEmpty()) {
            throw new Refusal.BadValue(name, "is missing: it must be a string");
        }
        List<String> texts = given.stream().map(this::text).distinct().toList();
        if (texts.size() > 1) {
            throw new Refusal.BadValue(name, "and " + given.getLast() + " must not differ");
        }
        try {
            return type.apply(texts.getFirst());
        } catch (Refusal.BadValue bad) {
            throw bad.in(given.getFirst());
        }
    }

    /** A text that must be there and is taken as it is. */
    String required(String name, String... aliases) {
        return required(name, Function.identity(), aliases);
    }

    Optional<String> optional(String name) {
        return optional(name, Function.identity());
    }

    /** A text that may be there; its form is checked if it is. */
    <T> Optional<T> optional(String name, Function<String, T> type) {
        return has(name) ? Optional.of(required(name, type)) : Optional.empty();
    }

    /** What stands there if it is a text, of whatever form. */
    Optional<String> hint(String name) {
        return Optional.ofNullable(object.path(name).textValue());
    }

    /** Whether something is wanted; absent means no. */
    boolean flag(String name) {
        if (has(name) && !object.path(name).isBoolean()) {
            throw new Refusal.BadValue(name, "must be true or false");
        }
        return object.path(name).booleanValue();
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    private List<String> given(String name, String... aliases) {
        return Stream.concat(Stream.of(name), Arrays.stream(aliases)).filter(this::has).toList();
    }

    private String text(String name) {
        JsonNode value = object.path(name);
        if (!value.isTextual()) {
            throw new Refusal.BadValue(name, "must be a string");
        }
        if (value.textValue().isEmpty()) {
            throw new Refusal.BadValue(name, "must not be empty");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value.textValue())) {
            throw new Refusal.BadValue(name, "must not hold a lone surrogate");
        }
        return value.textValue();
    }

    /** Jackson's own decoder lets some broken sequences pass. */
    private static String decoded(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw bad("The body must be UTF-8, and is not.");
        }
    }

    /** Jackson's own words speak to Java programmers. */
    private static String reason(JsonProcessingException e) {
        JsonLocation where = e.getLocation();
        String place = where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
        if (e instanceof StreamConstraintsException) {
            return beyond(e.getOriginalMessage()) + place;
        }
        if (e instanceof MismatchedInputException) {
            return "something follows it" + place;
        }
        return e.getOriginalMessage().startsWith("Duplicate")
                ? "a field stands in it twice, again" + place
                : "it stops being JSON" + place;
    }

    private static String beyond(String limit) {
        return limit.startsWith("Number")
                ? "a number in it has more than " + Json.DIGITS_MAX + " digits"
                : limit.startsWith("Name")
                        ? "a field's name in it has more than " + Json.FIELD_NAME_MAX + " characters"
                        : "it is nested deeper than " + Json.DEPTH_MAX;
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(ProblemType.BAD_BODY, detail);
    }
}
