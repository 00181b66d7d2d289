package dev.messaging.http;

import dev.messaging.core.model.Password;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.port.PasswordHashing;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/** A hashing for tests: like a real one but fast, and it counts. */
final class TestHashing implements PasswordHashing {
    private final AtomicInteger salts = new AtomicInteger();
    private final AtomicInteger hashed = new AtomicInteger();

    /** How many passwords have been hashed, to keep or to compare. */
    int hashed() {
        return hashed.get();
    }

    @Override
    public PasswordHash hash(Password password) {
        return hashed(password, Integer.toHexString(salts.incrementAndGet()));
    }

    @Override
    public boolean verify(Password password, PasswordHash hash) {
        return hashed(password, hash.text().split("\\$", -1)[2]).equals(hash);
    }

    @Override
    public boolean understands(PasswordHash hash) {
        return hash.kind().equals("test");
    }

    private PasswordHash hashed(Password password, String salt) {
        hashed.incrementAndGet();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(HexFormat.of().parseHex("0".repeat(8 - salt.length()) + salt));
            return new PasswordHash("$test$" + salt + "$" + HexFormat.of().formatHex(digest.digest(password.bytes())));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
