package dev.messaging.core.model;

/** What Java lets a string hold and UTF-8 cannot carry. */
final class Unicode {
    private Unicode() {}

    /**
     * Refuses a string with half of a surrogate pair: encoding it would replace the half by '?' without a word.
     */
    static void checkWellFormed(String field, String value) {
        for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
            if (isSurrogate(value.codePointAt(i))) {
                throw new Refusal.BadValue(field, "must not hold a lone surrogate (at character " + i + ")");
            }
        }
    }

    /** Whether what a string yields as one code point is half of a pair that lacks its other half. */
    static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
