package dev.messaging.core;

import dev.messaging.core.model.Password;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.UserId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords that were verified in the last ten minutes, so that who sends one with every poll is not hashed every time. Keyed
 * by an HMAC under a secret of this process: no password stands in memory, and nothing that could be tried out offline without
 * the secret. The stored hash is part of the key, so a changed password drops the old one by itself.
 */
final class VerifiedPasswords {
    private static final Duration TAKEN_ON_TRUST = Duration.ofMinutes(10);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final int ENTRIES_MAX = 100_000;
    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec secret;
    private final BoundedCache<String, Boolean> verified;

    VerifiedPasswords(LongSupplier nanoTime) {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        this.secret = new SecretKeySpec(bytes, HMAC);
        this.verified = new BoundedCache<>(nanoTime, KEPT, ENTRIES_MAX);
    }

    boolean has(UserId user, Password password, PasswordHash hash) {
        return verified.get(key(user, password, hash), TAKEN_ON_TRUST).isPresent();
    }

    /** Passwords that were right within the last hour are verified before others. */
    HashingQueue.Lane lane(UserId user, Password password, PasswordHash hash) {
        return verified.get(key(user, password, hash)).isPresent() ? HashingQueue.Lane.KNOWN : HashingQueue.Lane.OTHER;
    }

    void remember(UserId user, Password password, PasswordHash hash) {
        verified.put(key(user, password, hash), true);
    }

    private String key(UserId user, Password password, PasswordHash hash) {
        return key(user.value(), password, hash.text());
    }

    /** What a password for a user is known by here, whether it is right or not. */
    String key(String user, Password password) {
        return key(user, password, "");
    }

    /** Neither an id nor a hash holds a NUL, so different triples are different texts. */
    private String key(String user, Password password, String hash) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            mac.update((user + "\0" + hash + "\0").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(password.bytes()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + HMAC, impossible);
        }
    }
}
