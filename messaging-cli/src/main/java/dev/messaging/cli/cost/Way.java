package dev.messaging.cli.cost;

import java.util.Locale;

/** How clients learn what has come. */
enum Way {
    /** Asks for the whole inbox each time, with the password in the body. */
    SECOND_DIALECT,
    /** Asks for what is later than the last message it has. */
    TIMESTAMP,
    /** Asks for what stands behind the last answer's cursor. */
    CURSOR,
    /** Keeps a connection open, on which news come. */
    EVENTS;

    boolean polls() {
        return this != EVENTS;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
