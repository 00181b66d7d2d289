package dev.messaging.cli.wiring;

/**
 * A server that answers.
 *
 * @param url where
 * @param stop takes no new requests and lets those that run finish
 */
public record ListeningServer(String url, Runnable stop) implements AutoCloseable {
    @Override
    public void close() {
        stop.run();
    }
}
