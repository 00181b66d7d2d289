package dev.messaging.core.model;

/**
 * What people call a user or a group: 1 to {@value #CODE_POINTS_MAX} code points, no control characters. Names are for
 * display; they need not be unique.
 *
 * @param value the name
 */
public record Name(String value) {
    /** The most code points that a name may have. */
    public static final int CODE_POINTS_MAX = 100;

    /**
     * Checks length and form.
     *
     * @throws Refusal.BadValue if the name is empty, too long, or holds a control character or a lone surrogate
     */
    public Name {
        if (value.isEmpty()) {
            throw new Refusal.BadValue("name", "must not be empty");
        }
        if (value.codePointCount(0, value.length()) > CODE_POINTS_MAX) {
            throw new Refusal.BadValue("name", "must be at most " + CODE_POINTS_MAX + " characters");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new Refusal.BadValue("name", "must not hold control characters");
        }
        Unicode.checkWellFormed("name", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
