package dev.messaging.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A text file with keys or certificates between lines such as {@code -----BEGIN CERTIFICATE-----}; what stands around
 * them is ignored.
 */
final class PemFile {
    private static final Logger LOG = LoggerFactory.getLogger(PemFile.class);
    private static final int BYTES_MAX = 1024 * 1024;
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----",
            Pattern.DOTALL);
    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");

    private final Path path;
    private final String text;

    private PemFile(Path path, String text) {
        this.path = path;
        this.text = text;
    }

    private record Block(String label, String content) {}

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read; the message says why
     */
    static PemFile read(Path path) throws IOException {
        byte[] bytes = firstBytes(path);
        if (bytes.length > BYTES_MAX) {
            throw new IOException(path + " is too large: keys and certificates have at most " + BYTES_MAX + " bytes");
        }
        return new PemFile(path, new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static byte[] firstBytes(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(BYTES_MAX + 1);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + path, e);
        } catch (AccessDeniedException e) {
            throw new IOException(path + " may not be read by the user that the server runs as", e);
        } catch (IOException e) {
            throw new IOException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    boolean saysTheSameAs(PemFile other) {
        return text.equals(other.text);
    }

    /** At least one, in the order of the file. */
    List<X509Certificate> certificates() throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks()) {
            if (block.label().equals("CERTIFICATE")) {
                certificates.add(certificate(bytes(block), certificates.size() + 1));
            }
        }
        if (certificates.isEmpty()) {
            throw new IOException(path + " holds no certificate: a line \"-----BEGIN CERTIFICATE-----\" is missing"
                    + ", or the END line that belongs to it");
        }
        return certificates;
    }

    PrivateKey privateKey() throws IOException {
        List<Block> keys = blocks().stream().filter(block -> block.label().endsWith("PRIVATE KEY")).toList();
        if (keys.size() != 1) {
            throw new IOException(
                    path + " must hold one private key, between \"-----BEGIN PRIVATE KEY-----\" and its END"
                            + " line, and holds " + (keys.isEmpty() ? "none" : keys.size()));
        }
        Block block = keys.getFirst();
        if (block.label().equals("ENCRYPTED PRIVATE KEY") || block.content().contains("ENCRYPTED")) {
            throw new IOException("the key in " + path + " is encrypted, and nobody is there to type its password."
                    + " This asks for it once: openssl pkcs8 -topk8 -nocrypt -in " + path + " -out key-pkcs8.pem");
        }
        if (!block.label().equals("PRIVATE KEY")) {
            throw new IOException(
                    "the key in " + path + " is in an older form (" + block.label() + "), PKCS#8 is needed."
                            + " This converts it: openssl pkcs8 -topk8 -nocrypt -in " + path + " -out key-pkcs8.pem");
        }
        return key(bytes(block));
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    private byte[] bytes(Block block) throws IOException {
        try {
            return Base64.getDecoder().decode(block.content().replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new IOException(path + " is damaged: what stands under " + block.label() + " is not Base64", e);
        }
    }

    private X509Certificate certificate(byte[] encoded, int number) throws IOException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException e) {
            throw new IOException("certificate " + number + " in " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The causes are left out: they might quote the key. */
    private PrivateKey key(byte[] encoded) throws IOException {
        for (String kind : KEY_KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException | NoSuchAlgorithmException another) {
                LOG.debug("{} is no key of the kind {}", path, kind);
            }
        }
        throw new IOException("the key in " + path + " is damaged, or neither RSA nor EC nor Ed25519");
    }
}
