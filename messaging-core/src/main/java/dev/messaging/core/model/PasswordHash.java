package dev.messaging.core.model;

import java.util.regex.Pattern;

/**
 * What is kept of a password: a text in the PHC string format, {@code $kind$…}, which names its kind, its parameters and its
 * salt, such as {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}.
 *
 * @param text the hash with all that is needed to verify a password by it
 */
public record PasswordHash(String text) {
    private static final Pattern FORM = Pattern.compile("\\$[a-z0-9-]{1,32}\\$[ -~]{1,400}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the text does not begin with its kind, or is no ASCII, or too long
     */
    public PasswordHash {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a password hash is $kind$..., in at most 400 characters of ASCII");
        }
    }

    /**
     * The kind of hash.
     *
     * @return what stands between the first two dollar signs
     */
    public String kind() {
        return text.substring(1, text.indexOf('$', 1));
    }

    /** Only the kind: a hash is no secret to shout about. */
    @Override
    public String toString() {
        return "PasswordHash[" + kind() + "]";
    }
}
