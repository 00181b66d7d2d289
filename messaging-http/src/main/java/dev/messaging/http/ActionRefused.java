package dev.messaging.http;

/** A refusal whose words the second dialect documents. */
@SuppressWarnings("serial") // never serialized: turned into an answer where it is caught
final class ActionRefused extends RuntimeException {
    private final ActionError error;

    ActionRefused(int status, String message) {
        super(message, null, false, false);
        this.error = new ActionError(status, message);
    }

    ActionError error() {
        return error;
    }
}
