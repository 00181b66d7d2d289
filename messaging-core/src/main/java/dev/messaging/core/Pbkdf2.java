package dev.messaging.core;

import dev.messaging.core.model.Password;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.port.PasswordHashing;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * PBKDF2 with HMAC-SHA-256, which every JDK has: for embedders without a library for Argon2id. 600,000 rounds, as OWASP's
 * Password Storage Cheat Sheet recommends (2023 and later); a hash takes some hundred milliseconds of one core.
 */
public final class Pbkdf2 implements PasswordHashing {
    /** The kind that its hashes name. */
    public static final String KIND = "pbkdf2-sha256";
    /** How many rounds new hashes have. */
    public static final int ROUNDS = 600_000;

    private static final int ROUNDS_LIMIT = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final Pattern FORM = Pattern
            .compile("\\$" + KIND + "\\$i=([1-9][0-9]{3,7})\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

    private final SecureRandom random = new SecureRandom();
    private final int rounds;

    /** Hashing with {@value #ROUNDS} rounds. */
    public Pbkdf2() {
        this(ROUNDS);
    }

    /** With fewer rounds, for tests. */
    Pbkdf2(int rounds) {
        this.rounds = rounds;
    }

    @Override
    public PasswordHash hash(Password password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return new PasswordHash("$" + KIND + "$i=" + rounds + "$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(derive(password, salt, rounds)));
    }

    @Override
    public boolean verify(Password password, PasswordHash hash) {
        Matcher parts = FORM.matcher(hash.text());
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a hash of PBKDF2: " + hash);
        }
        byte[] salt = Base64.getDecoder().decode(parts.group(2));
        byte[] right = Base64.getDecoder().decode(parts.group(3));
        return MessageDigest.isEqual(derive(password, salt, Integer.parseInt(parts.group(1))), right);
    }

    @Override
    public boolean understands(PasswordHash hash) {
        Matcher parts = FORM.matcher(hash.text());
        return parts.matches() && Integer.parseInt(parts.group(1)) <= ROUNDS_LIMIT;
    }

    private static byte[] derive(Password password, byte[] salt, int rounds) {
        PBEKeySpec spec = new PBEKeySpec(password.characters(), salt, rounds, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has PBKDF2WithHmacSHA256", impossible);
        } finally {
            spec.clearPassword();
        }
    }
}
