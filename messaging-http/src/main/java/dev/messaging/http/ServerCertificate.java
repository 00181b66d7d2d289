package dev.messaging.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the server proves its name with.
 *
 * @param chain the server's own certificate first
 * @param key the key that belongs to it
 */
record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
    /** Of a store that is never written anywhere. */
    static final String STORE_PASSWORD = "in memory only";

    private static final byte[] SAMPLE = {1, 2, 3};

    /**
     * Understands two files, and makes sure that they belong together.
     *
     * @throws IOException if they do not, or one is not what it should be; the message names the file and says what would
     *     be right
     */
    static ServerCertificate of(PemFile chainFile, PemFile keyFile) throws IOException {
        List<X509Certificate> chain = chainFile.certificates();
        PrivateKey key = keyFile.privateKey();
        if (!belongs(key, chain.getFirst())) {
            throw new IOException("the key in " + keyFile.path() + " does not belong to the first certificate in "
                    + chainFile.path() + ", which is for " + chain.getFirst().getSubjectX500Principal());
        }
        for (int i = 1; i < chain.size(); i++) {
            if (!chain.get(i - 1).getIssuerX500Principal().equals(chain.get(i).getSubjectX500Principal())) {
                throw new IOException("the certificates in " + chainFile.path() + " are not in order: number " + (i + 1)
                        + " must be the one that signed number " + i + ", the server's own comes first");
            }
        }
        return new ServerCertificate(chain, key);
    }

    /** As the JDK wants to have it. */
    KeyStore keyStore() throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, STORE_PASSWORD.toCharArray(), chain.toArray(Certificate[]::new));
            return store;
        } catch (KeyStoreException e) {
            throw new IOException("the certificates do not make a chain: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IOException("this JDK cannot keep the key: " + e.getMessage(), e);
        }
    }

    /** What clients will not like about it now, if anything. */
    Optional<String> complaint(Instant now) {
        X509Certificate own = chain.getFirst();
        if (now.isAfter(own.getNotAfter().toInstant())) {
            return Optional.of("expired at " + own.getNotAfter().toInstant());
        }
        return now.isBefore(own.getNotBefore().toInstant())
                ? Optional.of("is not valid before " + own.getNotBefore().toInstant())
                : Optional.empty();
    }

    private static boolean belongs(PrivateKey key, X509Certificate certificate) {
        String kind = certificate.getPublicKey().getAlgorithm();
        try {
            Signature signature = Signature.getInstance(switch (kind) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> kind;
            });
            signature.initSign(key);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException anotherKind) {
            return false;
        }
    }
}
