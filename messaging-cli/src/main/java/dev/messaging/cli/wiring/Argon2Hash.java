package dev.messaging.cli.wiring;

import dev.messaging.core.model.PasswordHash;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a hash in the form {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. */
final class Argon2Hash {
    static final String KIND = "argon2id";

    /** Salts of 8 to 64 bytes, hashes of 16 to 64, in base 64 without padding. */
    private static final Pattern FORM = Pattern.compile("\\$" + KIND
            + "\\$v=19\\$m=([1-9][0-9]{0,6}),t=([1-9][0-9]?),p=([1-9][0-9]?)\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    private final Costs costs;
    private final byte[] salt;
    private final byte[] hash;

    /**
     * What a hash costs.
     *
     * @param memoryKib how much memory it fills, in KiB
     * @param passes how often it goes over the memory
     * @param lanes how many parts the memory is in
     */
    record Costs(int memoryKib, int passes, int lanes) {
        private static final int MEMORY_KIB_LIMIT = 256 * 1_024;
        private static final int PASSES_LIMIT = 16;
        private static final int LANES_LIMIT = 16;

        /** Argon2 asks for 8 KiB a lane; what is far beyond anybody's recommendations would be an attack on the server. */
        boolean areSane() {
            return memoryKib >= 8 * lanes && memoryKib <= MEMORY_KIB_LIMIT && passes <= PASSES_LIMIT
                    && lanes <= LANES_LIMIT;
        }

        String text() {
            return "m=" + memoryKib + ",t=" + passes + ",p=" + lanes;
        }
    }

    private Argon2Hash(Costs costs, byte[] salt, byte[] hash) {
        this.costs = costs;
        this.salt = salt;
        this.hash = hash;
    }

    /** Empty if it is of another kind or version, or would cost too much. */
    static Optional<Argon2Hash> parse(PasswordHash hash) {
        Matcher parts = FORM.matcher(hash.text());
        if (!parts.matches() || !isBase64(parts.group(4)) || !isBase64(parts.group(5))) {
            return Optional.empty();
        }
        Costs costs = new Costs(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)));
        Base64.Decoder base64 = Base64.getDecoder();
        return costs.areSane()
                ? Optional.of(new Argon2Hash(costs, base64.decode(parts.group(4)), base64.decode(parts.group(5))))
                : Optional.empty();
    }

    /** One character over a multiple of four says nothing of a byte. */
    private static boolean isBase64(String characters) {
        return characters.length() % 4 != 1;
    }

    Costs costs() {
        return costs;
    }

    byte[] salt() {
        return salt;
    }

    byte[] hash() {
        return hash;
    }
}
