package dev.messaging.http;

import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The metrics, for whoever is on this machine: to all others there is nothing at this path. Where a proxy does not say that it is one, they want their own port. */
final class Scrape {
    static final String PATH = "/metrics";
    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Metrics metrics;
    private final boolean hasOwnPort;

    /** @param hasOwnPort whether metrics are to be had at a port of their own, and so not here */
    Scrape(Metrics metrics, boolean hasOwnPort) {
        this.metrics = metrics;
        this.hasOwnPort = hasOwnPort;
    }

    void show(Call call) throws IOException {
        if (hasOwnPort || !FromThisMachine.asks(call.context().req())) {
            throw new NotFoundResponse();
        }
        Answers.whole(call.context(), 200, MEDIA_TYPE, metrics.scrape().getBytes(StandardCharsets.UTF_8));
    }
}
