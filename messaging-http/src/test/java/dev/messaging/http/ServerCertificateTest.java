package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Messaging;
import dev.messaging.core.memory.MemoryStore;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with the files is said, with what would be right. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerCertificateTest {
    private final Path folder;
    private final Certificates certificates;
    private final TlsFiles good;

    ServerCertificateTest(@TempDir Path folder) {
        this.folder = folder;
        this.certificates = new Certificates(folder);
        this.good = certificates.selfSigned("good", "EC");
    }

    @Test
    void a_file_must_be_there_and_not_be_anything_else() {
        Path missing = folder.resolve("missing.pem");
        assertEquals("there is no file " + missing, complaint(new TlsFiles(missing, good.privateKeyPem())));
        assertEquals("there is no file " + missing, complaint(new TlsFiles(good.certificateChainPem(), missing)));
        assertTrue(complaint(new TlsFiles(folder, good.privateKeyPem())).startsWith(folder + " cannot be read: "));
        Path large = certificates.file("large.pem", "x".repeat(2_000_000));
        assertEquals(large + " is too large: keys and certificates have at most 1048576 bytes",
                complaint(new TlsFiles(large, good.privateKeyPem())));
    }

    @Test
    void the_certificate_file_must_hold_whole_certificates() {
        String chain = Certificates.text(good.certificateChainPem());
        String none = " holds no certificate: a line \"-----BEGIN CERTIFICATE-----\" is missing, or the END line that"
                + " belongs to it";
        for (String content : new String[]{"", Certificates.text(good.privateKeyPem()),
                chain.replace("-----END", "")}) {
            Path file = certificates.file("chain.pem", content);
            assertEquals(file + none, complaint(new TlsFiles(file, good.privateKeyPem())));
        }
        Path damaged = certificates.file("chain.pem",
                chain.replaceFirst("CERTIFICATE-----\n..", "CERTIFICATE-----\n!!"));
        assertEquals(damaged + " is damaged: what stands under CERTIFICATE is not Base64",
                complaint(new TlsFiles(damaged, good.privateKeyPem())));
        Path odd = certificates.file("chain.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertTrue(complaint(new TlsFiles(odd, good.privateKeyPem()))
                .startsWith("certificate 1 in " + odd + " cannot be read: "));
    }

    @Test
    void the_key_must_be_one_that_the_jdk_reads() {
        assertEquals(certificates.file("key.pem", "") + " must hold one private key, between"
                + " \"-----BEGIN PRIVATE KEY-----\" and its END line, and holds none", ofKey(""));
        String key = Certificates.text(good.privateKeyPem());
        assertTrue(ofKey(key + key).endsWith(" and holds 2"));
        assertEquals("the key in " + folder.resolve("key.pem") + " is damaged, or neither RSA nor EC nor Ed25519",
                ofKey("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"));
    }

    @Test
    void for_a_key_in_another_form_the_command_that_converts_it_is_given() {
        String converted = "openssl pkcs8 -topk8 -nocrypt -in " + folder.resolve("key.pem") + " -out key-pkcs8.pem";
        for (String label : new String[]{"RSA PRIVATE KEY", "EC PRIVATE KEY"}) {
            String said = ofKey("-----BEGIN EC PARAMETERS-----\nAAAA\n-----END EC PARAMETERS-----\n-----BEGIN " + label
                    + "-----\nAAAA\n-----END " + label + "-----\n");
            assertTrue(said.contains("is in an older form (" + label + ")"), said);
            assertTrue(said.endsWith(converted), said);
        }
        for (String encrypted : new String[]{
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
                """
                        -----BEGIN RSA PRIVATE KEY-----
                        Proc-Type: 4,ENCRYPTED
                        DEK-Info: AES-256-CBC,00

                        AAAA
                        -----END RSA PRIVATE KEY-----
                        """}) {
            String said = ofKey(encrypted);
            assertTrue(said.contains("is encrypted"), said);
            assertTrue(said.endsWith(converted), said);
        }
    }

    @Test
    void key_and_certificate_must_belong_together() {
        for (String algorithm : new String[]{"EC", "RSA"}) {
            TlsFiles other = certificates.selfSigned("other" + algorithm, algorithm);
            assertEquals("the key in " + other.privateKeyPem() + " does not belong to the first certificate in "
                    + good.certificateChainPem() + ", which is for CN=good-key",
                    complaint(new TlsFiles(good.certificateChainPem(), other.privateKeyPem())));
        }
    }

    @Test
    void the_certificates_must_be_in_order() {
        TlsFiles signed = certificates.signedByAnother("signed");
        String stranger = Certificates.text(good.certificateChainPem());
        Path chain = certificates.file("chain.pem", Certificates.text(signed.certificateChainPem()) + stranger);
        assertEquals(
                "the certificates in " + chain + " are not in order: number 3 must be the one that signed number 2,"
                        + " the server's own comes first",
                complaint(new TlsFiles(chain, signed.privateKeyPem())));
    }

    /** The key itself must not come out with a complaint about it. */
    @Test
    void no_complaint_quotes_a_key() {
        String key = Certificates.text(good.privateKeyPem());
        String secret = key.lines().toList().get(1);
        for (String broken : new String[]{key.replace(secret, secret + "!"), key.replace(secret, secret.substring(4)),
                key.replace("PRIVATE KEY", "EC PRIVATE KEY"), key + key}) {
            assertFalse(ofKey(broken).contains(secret.substring(4, 12)), broken);
        }
    }

    private String ofKey(String content) {
        return complaint(new TlsFiles(good.certificateChainPem(), certificates.file("key.pem", content)));
    }

    private static String complaint(TlsFiles files) {
        try (Messaging messaging = Messaging.over(MemoryStore.create()).build()) {
            HttpSettings settings = Served.settings().tls(Optional.of(files)).build();
            UncheckedIOException refused = assertThrows(UncheckedIOException.class,
                    () -> MessagingServer.start(messaging, settings));
            return String.valueOf(Objects.requireNonNull(refused.getCause()).getMessage());
        }
    }
}
