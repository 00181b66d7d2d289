package dev.messaging.cli.wiring;

import java.util.Optional;

/**
 * How many passwords can be hashed at once, as far as memory goes. Half of the heap is left to everything else: what hashing
 * takes too much of is missed by requests that have nothing to do with passwords.
 *
 * @param heapBytes how large the heap may grow
 */
public record HashingMemory(long heapBytes) {
    private static final long MIB = 1L << 20;

    /** That of this process. */
    public static HashingMemory ofThisProcess() {
        return new HashingMemory(Runtime.getRuntime().maxMemory());
    }

    /** How many fit into half of the heap; at least one, for a server that could hash none would be of no use. */
    public int atOnceMax() {
        return Math.clamp(heapBytes / 2 / Argon2id.MEMORY_BYTES, 1, Integer.MAX_VALUE);
    }

    /**
     * What is wrong with hashing so many at once, if something is.
     *
     * @param passwords at least 1
     */
    public Optional<String> complaint(int passwords) {
        return passwords <= atOnceMax()
                ? Optional.empty()
                : Optional.of(passwords + " passwords at once take " + passwords * Argon2id.MEMORY_BYTES / MIB
                        + " MiB, and half of the heap is " + heapBytes / 2 / MIB + " MiB, enough for " + atOnceMax());
    }
}
