package dev.messaging.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes of bytes. */
final class Hashes {
    private Hashes() {}

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every JDK has it.
        }
    }
}
