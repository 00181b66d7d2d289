package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsOptionsTest {
    private static final String PASSWORD = "Secret-store";

    private final Path certificate;
    private final Path key;

    TlsOptionsTest(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD, "-alias",
                "server", "-dname", "CN=localhost", "-keyalg", "EC").inheritIO().start();
        assertEquals(0, keytool.waitFor());
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        this.certificate = pem(folder.resolve("server.pem"), "CERTIFICATE", keys.getCertificate("server").getEncoded());
        this.key = pem(folder.resolve("key.pem"), "PRIVATE KEY",
                keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
    }

    @Test
    void theServerSpeaksHttps() {
        String answer = new Admin().gets("serve", "--port", "0", "--tls-cert", certificate.toString(), "--tls-key",
                key.toString());
        assertTrue(answer.startsWith("Listening on https://127.0.0.1:"), answer);
    }

    @Test
    void bothFilesCanBeNamedInTheEnvironment() {
        String answer = new Admin().with("MESSAGING_TLS_CERT", certificate.toString())
                .with("MESSAGING_TLS_KEY", key.toString()).gets("serve", "--port", "0");
        assertTrue(answer.startsWith("Listening on https://127.0.0.1:"), answer);
    }

    @Test
    void filesThatCannotBeUsedAreToldInOneLine() {
        assertEquals(
                new Admin.Outcome(ExitCodes.WRONG_USAGE, "", "messaging: " + key
                        + " holds no certificate: a line \"-----BEGIN CERTIFICATE-----\" is missing, or the END line that"
                        + " belongs to it\n"),
                new Admin().types("serve", "--port", "0", "--tls-cert", key.toString(), "--tls-key", key.toString()));
    }

    private static Path pem(Path file, String label, byte[] content) throws IOException {
        return Files.writeString(file, "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(content) + "\n-----END " + label
                + "-----\n", StandardCharsets.US_ASCII);
    }
}
