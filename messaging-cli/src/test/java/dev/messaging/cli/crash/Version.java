package dev.messaging.cli.crash;

import java.util.ArrayList;
import java.util.List;

/**
 * A program that can serve.
 *
 * @param name what the report calls it
 * @param command the words that come before {@code serve}
 */
public record Version(String name, List<String> command) {
    public Version {
        command = List.copyOf(command);
    }

    List<String> with(List<String> words) {
        List<String> all = new ArrayList<>(command);
        all.addAll(words);
        return all;
    }
}
