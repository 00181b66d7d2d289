package dev.messaging.core.model;

import java.nio.charset.StandardCharsets;

/**
 * What a message says: 1 to {@value #BYTES_MAX} bytes of UTF-8, kept byte for byte, with any characters in it (NUL and
 * line breaks too) but no lone surrogates.
 *
 * @param value the text
 */
public record Text(String value) {
    /** The most that a text may take, in bytes of UTF-8. */
    public static final int BYTES_MAX = 16_384;

    /**
     * Checks length and form.
     *
     * @throws Refusal.BadValue if the text is empty, too long, or holds a lone surrogate
     */
    public Text {
        if (value.isEmpty()) {
            throw new Refusal.BadValue("text", "must not be empty");
        }
        if (value.length() > BYTES_MAX || value.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            throw new Refusal.BadValue("text", "must be at most " + BYTES_MAX + " bytes of UTF-8");
        }
        Unicode.checkWellFormed("text", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
