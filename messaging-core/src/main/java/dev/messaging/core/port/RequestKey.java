package dev.messaging.core.port;

import dev.messaging.core.model.Refusal;
import java.time.Duration;
import java.time.Instant;

/**
 * By what a store knows a request again, so that it is done once, however often and wherever it is repeated.
 *
 * <p>The first request with an id decides: what it did, or which rule refused it, is remembered under the id, in such a way that
 * there is no moment at which it has an effect and is not remembered. Every other request with the id, at the same time or
 * later, is that same request: it completes what the first began, if that is needed, and is answered the same.
 *
 * @param id names the request; a hash of the client's key, of who asks, and of what kind of thing is asked for, in 64 lowercase
 *     hex digits
 * @param fingerprint a keyed hash of everything that was asked for but passwords, in 64 lowercase hex digits
 * @param usedAt the present
 */
public record RequestKey(String id, String fingerprint, Instant usedAt) {
    /** How long a request is remembered. */
    public static final Duration KEPT = Duration.ofHours(24);

    /**
     * The key of a request that is remembered.
     *
     * @param id what it goes by
     * @param fingerprint what it asked for
     * @param expiresAt when it is forgotten
     * @return the key as it was first used
     */
    public static RequestKey remembered(String id, String fingerprint, Instant expiresAt) {
        return new RequestKey(id, fingerprint, expiresAt.minus(KEPT));
    }

    /**
     * When the request is forgotten, if it is the first.
     *
     * @return a day from now
     */
    public Instant expiresAt() {
        return usedAt.plus(KEPT);
    }

    /**
     * Makes sure that the first request with the id was this one.
     *
     * @param fingerprintOfFirst what the first request asked for
     * @throws Refusal.KeyReused if it asked for something else
     */
    public void checkSame(String fingerprintOfFirst) {
        if (!fingerprint.equals(fingerprintOfFirst)) {
            throw new Refusal.KeyReused();
        }
    }
}
