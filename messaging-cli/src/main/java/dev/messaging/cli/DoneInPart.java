package dev.messaging.cli;

import dev.messaging.core.port.StoreException;

/** Trouble with the store when a part of what a command does was done, and is not undone by that. */
@SuppressWarnings("serial") // never serialized
final class DoneInPart extends RuntimeException {
    /**
     * Says what is left to do.
     *
     * @param message a sentence for people
     * @param trouble what the store said
     */
    DoneInPart(String message, StoreException trouble) {
        super(message, trouble);
    }
}
