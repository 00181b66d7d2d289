package dev.messaging.cli.smoke;

/** An answer that was not the expected one. The message says what was expected and what came, without secrets. */
@SuppressWarnings("serial") // never serialized
final class Difference extends RuntimeException {
    private final boolean trouble;

    private Difference(String message, boolean trouble) {
        super(message, null, false, false);
        this.trouble = trouble;
    }

    static Difference of(String message) {
        return new Difference(message, false);
    }

    static Difference trouble(String message) {
        return new Difference(message, true);
    }

    /** Whether the server could not answer at all. */
    boolean trouble() {
        return trouble;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
