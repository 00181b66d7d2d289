package dev.messaging.dynamo.simulation;

import dev.messaging.core.model.Refusal;

/** What a client knows of a call when it is over. */
sealed interface Outcome<T> {
    /** It was done. */
    record Done<T>(T value) implements Outcome<T> {}

    /** A rule forbids it. */
    record Refused<T>(Refusal why) implements Outcome<T> {}

    /** Nothing was changed. */
    record NotDone<T>(String why) implements Outcome<T> {}

    /** It may have been done, or may still. */
    record Unknown<T>(String why) implements Outcome<T> {}
}
