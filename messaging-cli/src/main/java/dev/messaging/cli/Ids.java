package dev.messaging.cli;

import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The ids that a command is given: as words, and in the place of {@code -} as lines of standard input, which are read as the
 * command comes to them. Blank lines are passed over.
 *
 * @param <T> what they are ids of
 */
final class Ids<T> {
    /** What stands for the lines of standard input. */
    static final String FROM_INPUT = "-";

    /** Longer than any id; what is longer is cut, and so no id either. */
    private static final int LINE_MAX = 200;

    private static final int SHOWN_MAX = 10;

    private final List<String> words;
    private final Surroundings surroundings;
    private final Function<String, T> reader;

    private Ids(List<String> words, Surroundings surroundings, Function<String, T> reader) {
        if (words.stream().filter(FROM_INPUT::equals).count() > 1) {
            throw new WrongUsage("Only one - can stand for the lines of standard input.");
        }
        this.words = List.copyOf(words);
        this.surroundings = surroundings;
        this.reader = reader;
    }

    static Ids<UserId> ofUsers(List<String> words, Surroundings surroundings) {
        return new Ids<>(words, surroundings, UserId::new);
    }

    static Ids<GroupId> ofGroups(List<String> words, Surroundings surroundings) {
        return new Ids<>(words, surroundings, GroupId::new);
    }

    /** Whether it is a single one, and named: then the command is about that one, and answers as such. */
    boolean isOne() {
        return words.size() == 1 && !words.getFirst().equals(FROM_INPUT);
    }

    /** Whether some are yet to be read: then nobody can be asked about them there. */
    boolean areOnInput() {
        return words.contains(FROM_INPUT);
    }

    /**
     * The single one.
     *
     * @throws WrongUsage if it has not the form of an id
     */
    T one() {
        try {
            return id(words.getFirst());
        } catch (Refusal.BadValue bad) {
            throw new WrongUsage(words.getFirst() + ": " + bad.getMessage());
        }
    }

    /** Hands them out as they were given, one after the other, for as long as the answer is to go on. */
    void forEach(Predicate<String> goesOn) {
        boolean more = true;
        for (int i = 0; more && i < words.size(); i++) {
            String word = words.get(i);
            more = word.equals(FROM_INPUT) ? forEachLine(goesOn) : goesOn.test(word);
        }
    }

    private boolean forEachLine(Predicate<String> goesOn) {
        Reader input = new BufferedReader(new InputStreamReader(surroundings.input(), StandardCharsets.UTF_8));
        boolean more = true;
        Optional<String> line = nextLine(input);
        while (more && line.isPresent()) {
            String word = line.get().strip();
            more = word.isEmpty() || goesOn.test(word);
            line = more ? nextLine(input) : line;
        }
        return more;
    }

    /** Empty at the end. */
    private static Optional<String> nextLine(Reader input) {
        try {
            StringBuilder line = new StringBuilder();
            int next = input.read();
            if (next < 0) {
                return Optional.empty();
            }
            for (; next >= 0 && next != '\n'; next = input.read()) {
                if (line.length() < LINE_MAX) {
                    line.append((char) next);
                }
            }
            return Optional.of(line.toString());
        } catch (IOException unreadable) {
            throw PasswordSource.unreadable("Standard input", unreadable);
        }
    }

    /**
     * Reads one.
     *
     * @throws Refusal.BadValue if it has not the form of an id
     */
    T id(String word) {
        try {
            return reader.apply(word);
        } catch (Refusal.BadValue bad) {
            throw bad.in("it");
        }
    }

    /** For a question to people. */
    @Override
    public String toString() {
        return words.stream().map(word -> word.equals(FROM_INPUT) ? "those on standard input" : word)
                .limit(SHOWN_MAX).collect(Collectors.joining(", "))
                + (words.size() > SHOWN_MAX ? " and " + (words.size() - SHOWN_MAX) + " more" : "");
    }
}
