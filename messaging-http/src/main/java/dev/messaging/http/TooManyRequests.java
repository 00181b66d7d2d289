package dev.messaging.http;

/** A caller has used up a quota. */
@SuppressWarnings("serial") // never serialized: turned into an answer where it is caught
final class TooManyRequests extends RuntimeException {
    private final Level level;
    private final String detail;

    TooManyRequests(Level level, String detail) {
        super(detail, null, false, false);
        this.level = level;
        this.detail = detail;
    }

    Level level() {
        return level;
    }

    String detail() {
        return detail;
    }
}
