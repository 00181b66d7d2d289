package dev.messaging.cli.wiring;

import dev.messaging.http.TlsFiles;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the server proves its name with. */
final class TlsOptions {
    @Option(names = "--tls-cert", paramLabel = "FILE",
            description = "The server's certificate in PEM, followed by those that vouch for it: makes it speak HTTPS. A renewed one is taken within a minute.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE",
            description = "The private key that belongs to --tls-cert in PEM: PKCS#8, not encrypted.")
    private @Nullable Path key;

    /**
     * Where certificate and key are.
     *
     * @return nothing if the server is to speak plain HTTP
     * @throws WrongUsage if only one of the two is named
     */
    Optional<TlsFiles> files() {
        if (certificate != null && key != null) {
            return Optional.of(new TlsFiles(certificate, key));
        }
        if (certificate != null || key != null) {
            throw new WrongUsage(
                    "--tls-cert and --tls-key belong together: " + (key == null ? "--tls-key" : "--tls-cert")
                            + " is missing.");
        }
        return Optional.empty();
    }
}
