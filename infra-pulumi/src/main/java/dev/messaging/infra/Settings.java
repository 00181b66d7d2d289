package dev.messaging.infra;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import com.google.gson.reflect.TypeToken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The settings as they were written. A wrong one is noted, with what would be right, and replaced by the default, so that
 * reading goes on and all mistakes are found at once.
 */
final class Settings {
    static final String OURS = "messaging:";

    private final Map<String, String> values;
    private final Set<String> known = new HashSet<>();
    private final List<String> mistakes = new ArrayList<>();

    Settings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    Optional<String> text(String key) {
        known.add(key);
        return Optional.ofNullable(values.get(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** @param form what a right one looks like, for people */
    Optional<String> text(String key, Pattern right, String form) {
        Optional<String> value = text(key);
        value.filter(given -> !right.matcher(given).matches()).ifPresent(given -> mistaken(key, given, form));
        return value.filter(given -> right.matcher(given).matches());
    }

    <E extends Enum<E>> E choice(String key, E usual) {
        E[] choices = usual.getDeclaringClass().getEnumConstants();
        Optional<String> value = text(key);
        Optional<E> chosen = value.flatMap(given -> Arrays.stream(choices)
                .filter(choice -> choice.name().equals(given)).findFirst());
        if (chosen.isEmpty()) {
            value.ifPresent(given -> mistaken(key, given,
                    "one of " + Arrays.stream(choices).map(Enum::name).collect(Collectors.joining(", "))));
        }
        return chosen.orElse(usual);
    }

    boolean flag(String key, boolean usual) {
        return text(key, Pattern.compile("true|false"), "true or false").map(Boolean::parseBoolean).orElse(usual);
    }

    Optional<Integer> number(String key, int least, int most) {
        Optional<Integer> number = text(key, Pattern.compile("[0-9]{1,9}"),
                "a number from " + least + " to " + most).map(Integer::parseInt);
        number.filter(given -> given < least || given > most)
                .ifPresent(given -> mistaken(key, given.toString(), "a number from " + least + " to " + most));
        return number.filter(given -> given >= least && given <= most);
    }

    /** A list, which arrives as JSON. */
    List<String> list(String key, Pattern right, String form) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return List.of();
        }
        try {
            List<String> given = new Gson().fromJson(value.get(), new TypeToken<List<String>>() {}.getType());
            if (given != null && given.stream().allMatch(one -> one != null && right.matcher(one).matches())) {
                return List.copyOf(given);
            }
        } catch (JsonSyntaxException notAList) {
            mistaken(key, value.get(), "a list of " + form + " (" + notAList.getMessage() + ")");
            return List.of();
        }
        mistaken(key, value.get(), "a list of " + form);
        return List.of();
    }

    /** Notes a mistake that shows only in several settings together. */
    void mistake(String sentence) {
        mistakes.add(sentence);
    }

    /** What is wrong, settings of ours that do not exist included; asked when all have been read. */
    List<String> mistakes() {
        List<String> all = new ArrayList<>(mistakes);
        values.keySet().stream().filter(key -> key.startsWith(OURS) && !known.contains(key)).sorted()
                .map(key -> key + " is no setting of this program. It knows "
                        + known.stream().filter(one -> one.startsWith(OURS)).map(one -> one.substring(OURS.length()))
                                .sorted().collect(Collectors.joining(", "))
                        + ".")
                .forEach(all::add);
        return all;
    }

    private void mistaken(String key, String given, String form) {
        mistakes.add(key + " is \"" + given + "\" and must be " + form + ".");
    }
}
