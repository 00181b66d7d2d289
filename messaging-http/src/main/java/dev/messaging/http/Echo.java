package dev.messaging.http;

/** What a client sent, said back to it: exactly, but not at any length. */
final class Echo {
    private static final int CHARACTERS_MAX = 200;

    private Echo() {}

    static String of(String text) {
        return text.codePointCount(0, text.length()) <= CHARACTERS_MAX
                ? text
                : text.substring(0, text.offsetByCodePoints(0, CHARACTERS_MAX)) + "…";
    }
}
