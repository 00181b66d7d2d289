package dev.messaging.cli.wiring;

import dev.messaging.core.Pbkdf2;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.port.PasswordHashing;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106), version 19, by Bouncy Castle: 19 MiB of memory, two passes, one lane, as OWASP's Password Storage Cheat
 * Sheet recommends. The memory is what makes guessing dear, so each password that is hashed takes that much of the heap.
 *
 * <p>Understands hashes of other parameters within bounds, and those of the core's own {@link Pbkdf2}, so that a store which
 * another program has written can be served.
 */
public final class Argon2id implements PasswordHashing {
    /** What hashing one password takes of the heap. */
    static final long MEMORY_BYTES = 19L << 20;

    private static final Argon2Hash.Costs COSTS = new Argon2Hash.Costs((int) (MEMORY_BYTES >> 10), 2, 1);
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Pbkdf2 pbkdf2 = new Pbkdf2();

    @Override
    public PasswordHash hash(Password password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return new PasswordHash(
                "$" + Argon2Hash.KIND + "$v=19$" + COSTS.text() + "$" + base64.encodeToString(salt) + "$"
                        + base64.encodeToString(derive(password, salt, COSTS, HASH_BYTES)));
    }

    @Override
    public boolean verify(Password password, PasswordHash hash) {
        Optional<Argon2Hash> right = Argon2Hash.parse(hash);
        return right
                .map(it -> MessageDigest.isEqual(derive(password, it.salt(), it.costs(), it.hash().length), it.hash()))
                .orElseGet(() -> pbkdf2.verify(password, hash));
    }

    @Override
    public boolean understands(PasswordHash hash) {
        return Argon2Hash.parse(hash).isPresent() || pbkdf2.understands(hash);
    }

    private static byte[] derive(Password password, byte[] salt, Argon2Hash.Costs costs, int bytes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13).withMemoryAsKB(costs.memoryKib())
                .withIterations(costs.passes()).withParallelism(costs.lanes()).withSalt(salt).build());
        byte[] clear = password.bytes();
        byte[] hash = new byte[bytes];
        try {
            int unused = generator.generateBytes(clear, hash);
            return hash;
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }
}
