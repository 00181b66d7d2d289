package dev.messaging.core.model;

import java.util.regex.Pattern;

/**
 * Names a session without opening it: the SHA-256 of its token. It is what is stored and shown.
 *
 * @param value 64 lowercase hex digits
 */
public record SessionKey(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks the form.
     *
     * @throws Refusal.BadValue if the text is no such key
     */
    public SessionKey {
        if (!FORM.matcher(value).matches()) {
            throw new Refusal.BadValue("session", "must be 64 lowercase hex digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
