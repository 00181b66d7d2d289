package dev.messaging.core.port;

/** Trouble with storage: not the request's fault, and not a rule's. */
@SuppressWarnings("serial") // never serialized
public final class StoreException extends RuntimeException {
    /** What is known about the request that met the trouble. */
    public enum Outcome {
        /** Nothing was changed. It is safe to repeat the request. */
        NOT_DONE,
        /**
         * The request may have taken effect, entirely, or may still; or not at all. Repeating a send may double it, unless
         * it carries the same idempotency key.
         */
        UNKNOWN
    }

    private final Outcome outcome;

    private StoreException(Outcome outcome, String message, Throwable cause) {
        super(message, cause);
        this.outcome = outcome;
    }

    private StoreException(Outcome outcome, String message) {
        super(message);
        this.outcome = outcome;
    }

    /**
     * Nothing was changed.
     *
     * @param message what is wrong, as a sentence for people
     * @param cause what the store said
     * @return the exception
     */
    public static StoreException notDone(String message, Throwable cause) {
        return new StoreException(Outcome.NOT_DONE, message, cause);
    }

    /**
     * Nothing was changed.
     *
     * @param message what is wrong, as a sentence for people
     * @return the exception
     */
    public static StoreException notDone(String message) {
        return new StoreException(Outcome.NOT_DONE, message);
    }

    /**
     * Nobody knows whether the request took effect.
     *
     * @param message what is wrong, as a sentence for people
     * @param cause what the store said, or that it said nothing
     * @return the exception
     */
    public static StoreException unknown(String message, Throwable cause) {
        return new StoreException(Outcome.UNKNOWN, message, cause);
    }

    /**
     * What is known about the request.
     *
     * @return whether it was certainly not done
     */
    public Outcome outcome() {
        return outcome;
    }
}
