package dev.messaging.cli.load;

/** There was nothing to measure. The message says why, for people. */
@SuppressWarnings("serial") // never serialized
public final class LoadFailed extends RuntimeException {
    LoadFailed(String message) {
        super(message);
    }
}
