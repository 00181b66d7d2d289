package dev.messaging.core.model;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * A password in clear: 1 to {@value #CODE_POINTS_MAX} code points, any characters but lone surrogates. It is brought into
 * Unicode's normal form C (as RFC 8265, "OpaqueString", asks), so that the same characters typed on another system are
 * the same password. It is compared and shown by nobody: it goes into a hash and nowhere else.
 */
public final class Password {
    /** The most code points that a password may have. */
    public static final int CODE_POINTS_MAX = 256;

    private final String value;

    /**
     * Checks length and form.
     *
     * @param value the password
     * @throws Refusal.BadValue if it is empty, too long, or holds a lone surrogate
     */
    public Password(String value) {
        if (value.isEmpty()) {
            throw new Refusal.BadValue("password", "must not be empty");
        }
        if (value.codePointCount(0, value.length()) > CODE_POINTS_MAX) {
            throw new Refusal.BadValue("password", "must be at most " + CODE_POINTS_MAX + " characters");
        }
        Unicode.checkWellFormed("password", value);
        this.value = Normalizer.normalize(value, Normalizer.Form.NFC);
    }

    /**
     * What is hashed.
     *
     * @return the password in UTF-8; the caller's own copy
     */
    public byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What is hashed, for those who take characters.
     *
     * @return the password's characters; the caller's own copy
     */
    public char[] characters() {
        return value.toCharArray();
    }

    /**
     * How long the password is.
     *
     * @return its number of code points
     */
    public int length() {
        return value.codePointCount(0, value.length());
    }

    /** Never the password itself. */
    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
