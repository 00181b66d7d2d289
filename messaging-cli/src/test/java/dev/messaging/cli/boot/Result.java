package dev.messaging.cli.boot;

import java.util.List;

/**
 * What a check came to.
 *
 * @param status {@code passed} or {@code failed}, or why there is neither
 * @param seen what it saw, on one line
 */
record Result(String status, String seen) {
    /** Reads the part of a line that follows the check's name. */
    static Result of(List<String> fields) {
        return new Result(fields.get(1), fields.size() > 2 ? fields.get(2) : "");
    }

    static Result notReached(String output) {
        return new Result("not reached", output);
    }
}
