package dev.messaging.cli.wiring;

import dev.messaging.core.Messaging;
import java.util.List;
import picocli.CommandLine.Option;

/** Where and how the server listens. */
public final class HttpOptions {
    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080",
            description = "Where to listen; 0 picks a free port. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(names = "--host", paramLabel = "HOST", defaultValue = "127.0.0.1",
            description = "The address to listen on. Default: ${DEFAULT-VALUE}")
    private String host = "";

    @Option(names = "--cors-origin", paramLabel = "ORIGIN", split = ",",
            description = "An origin whose pages may call; can be repeated.")
    private List<String> corsOrigins = List.of();

    /**
     * Starts a server.
     *
     * @param messaging what it serves
     * @return the server, listening
     */
    public ListeningServer start(Messaging messaging) {
        if (port < 0) {
            return new ListeningServer(host, messaging::close);
        }
        throw new WrongUsage("not wired yet " + port + host + corsOrigins);
    }
}
