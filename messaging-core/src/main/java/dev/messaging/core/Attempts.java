package dev.messaging.core;

/**
 * A say in whether somebody may try out a password: how often, from where. Asked only if a password has to be hashed, not if
 * it was verified a little while ago.
 */
public interface Attempts {
    /**
     * Somebody is about to try a password out.
     *
     * <p>Whoever does not want that throws something, which reaches the caller; then nothing was hashed.
     */
    void begin();

    /** The password was right. Without this call it was wrong, or the attempt failed for another reason. */
    void succeed();

    /**
     * As many as one likes.
     *
     * @return a say that never says no
     */
    static Attempts unlimited() {
        return new Attempts() {
            @Override
            public void begin() {
                // Anybody may try.
            }

            @Override
            public void succeed() {
                // Nothing was counted.
            }
        };
    }
}
