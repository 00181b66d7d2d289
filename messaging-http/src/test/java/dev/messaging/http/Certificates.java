package dev.messaging.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Certificates for localhost and their keys, fresh from the JDK's own tool. */
final class Certificates {
    private static final String PASSWORD = "Secret-store";

    private final Path folder;

    Certificates(Path folder) {
        this.folder = folder;
    }

    /** A certificate that vouches for itself, and its key. */
    TlsFiles selfSigned(String name, String algorithm, String... options) {
        return made(name, name + "-key", "-keyalg", algorithm, options);
    }

    /** Two certificates, the second of which signed the first. */
    TlsFiles signedByAnother(String name) {
        TlsFiles unused = made(name, "authority", "-keyalg", "EC", "-ext", "bc:critical=ca:true");
        return made(name, "server", "-keyalg", "EC", "-signer", "authority");
    }

    Path file(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(Path path) {
        try {
            return Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private TlsFiles made(String store, String alias, String option, String value, String... options) {
        Path file = folder.resolve(store + ".p12");
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                .toString(), "-J-XX:TieredStopAtLevel=1", "-genkeypair", "-storetype", "PKCS12", "-keystore",
                file.toString(), "-storepass",
                PASSWORD,
                "-alias", alias, "-dname", "CN=" + alias, "-ext", "san=dns:localhost,ip:127.0.0.1", option, value));
        words.addAll(Arrays.asList(options));
        try {
            run(words);
            KeyStore keys = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
            StringBuilder chain = new StringBuilder("Made for a test.\n");
            for (Certificate certificate : keys.getCertificateChain(alias)) {
                chain.append(block("CERTIFICATE", certificate.getEncoded()));
            }
            String key = block("PRIVATE KEY", keys.getKey(alias, PASSWORD.toCharArray()).getEncoded());
            return new TlsFiles(file(alias + "-chain.pem", chain.toString()), file(alias + "-key.pem", key));
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A store that trusts the certificates of the file, and nothing else. */
    static KeyStore trusting(Path chain) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Certificate certificate : PemFile.read(chain).certificates()) {
                store.setCertificateEntry("certificate-" + store.size(), certificate);
            }
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String block(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(content)
                + "\n-----END " + label + "-----\n";
    }

    private static void run(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(words.get(1) + ": " + said);
        }
    }
}
