package dev.messaging.core.port;

import dev.messaging.core.model.Password;
import dev.messaging.core.model.PasswordHash;

/**
 * Makes of a password what can be kept of it. Both methods are as slow as the kind of hash wants them to be, and equally
 * slow: the core bounds how many run at once. Safe for use by many threads.
 */
public interface PasswordHashing {
    /**
     * Hashes a password with a new random salt.
     *
     * @param password the password
     * @return its hash, which names its kind and parameters
     */
    PasswordHash hash(Password password);

    /**
     * Tells whether a hash is this password's, in time that does not depend on where they differ.
     *
     * @param password the password
     * @param hash a hash of a kind that is {@linkplain #understands understood}
     * @return whether it was made of this password
     */
    boolean verify(Password password, PasswordHash hash);

    /**
     * Tells whether this can verify passwords by a hash, made here or elsewhere.
     *
     * @param hash the hash
     * @return whether its kind and parameters are known
     */
    boolean understands(PasswordHash hash);
}
