package dev.messaging.core.contract;

import dev.messaging.core.model.Password;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.port.PasswordHashing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/** Hashing that costs next to nothing and counts, for tests that are about something else. Salts are numbers. */
public final class CheapHashing implements PasswordHashing {
    private static final String BEGIN = "$cheap$";

    private final AtomicInteger salts = new AtomicInteger();
    private final AtomicInteger hashed = new AtomicInteger();

    /** How many passwords have been hashed, to be stored or to be verified. */
    public int hashed() {
        return hashed.get();
    }

    @Override
    public PasswordHash hash(Password password) {
        return hash(password, Integer.toString(salts.incrementAndGet()));
    }

    @Override
    public boolean verify(Password password, PasswordHash hash) {
        return hash(password, hash.text().substring(BEGIN.length(), hash.text().lastIndexOf('$'))).equals(hash);
    }

    @Override
    public boolean understands(PasswordHash hash) {
        return hash.text().startsWith(BEGIN);
    }

    private PasswordHash hash(Password password, String salt) {
        hashed.incrementAndGet();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt.getBytes(StandardCharsets.UTF_8));
            return new PasswordHash(
                    BEGIN + salt + "$" + HexFormat.of().formatHex(digest.digest(password.bytes())));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
