package dev.messaging.core.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Opens a session: whoever shows it is the user. {@value #PREFIX} and 256 random bits, so that nobody guesses one, and
 * programs that look for leaked secrets know it when they see it. Only its {@link #key()} is kept.
 */
public final class SessionToken {
    /** What every token begins with. */
    public static final String PREFIX = "mst_";
    /** How many random bytes there are in one. */
    public static final int BYTES = 32;

    private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9A-Za-z_-]{43}");

    private final String text;

    private SessionToken(String text) {
        this.text = text;
    }

    /**
     * Makes a token.
     *
     * @param random {@value #BYTES} random bytes
     * @return the token
     */
    public static SessionToken of(byte[] random) {
        if (random.length != BYTES) {
            throw new IllegalArgumentException("a token has " + BYTES + " bytes, not " + random.length);
        }
        return new SessionToken(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /**
     * Reads a token that came from outside.
     *
     * @param text any text
     * @return the token, or empty if the text has another form, so that it can open nothing
     */
    public static Optional<SessionToken> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new SessionToken(text)) : Optional.empty();
    }

    /**
     * The session that the token opens. A fast hash is enough: 256 random bits cannot be tried out.
     *
     * @return the token's SHA-256
     */
    public SessionKey key() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return new SessionKey(HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.US_ASCII))));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /**
     * The token itself, to be handed to the user and to nobody else.
     *
     * @return ASCII letters, digits, hyphens and underscores
     */
    public String reveal() {
        return text;
    }

    /** Never the token itself. */
    @Override
    public String toString() {
        return "SessionToken[hidden]";
    }
}
