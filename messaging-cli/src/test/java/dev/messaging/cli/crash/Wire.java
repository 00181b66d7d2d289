package dev.messaging.cli.crash;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Carries requests to servers that may be dead, or stand still. Never repeats one by itself. */
final class Wire implements AutoCloseable {
    private static final Duration CONNECTING = Duration.ofSeconds(2);
    private static final Duration ANSWERING = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTING)
            .build();

    /** Asks a server; an empty address is that of one that is not there at the moment. */
    Reply ask(Optional<String> url, Call call) throws InterruptedException {
        return ask(url, call, ANSWERING);
    }

    Reply ask(Optional<String> url, Call call, Duration atMost) throws InterruptedException {
        if (url.isEmpty()) {
            return new Reply.NotSent();
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url.get() + call.path())).timeout(atMost);
        call.headers().forEach(request::setHeader);
        call.body().ifPresent(body -> request.POST(HttpRequest.BodyPublishers.ofString(body)));
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return answer(response);
        } catch (ConnectException | HttpConnectTimeoutException notReached) {
            return new Reply.NotSent();
        } catch (IOException brokenOff) {
            return new Reply.NoAnswer();
        }
    }

    private static Reply answer(HttpResponse<String> response) {
        try {
            return new Reply.Answer(response.statusCode(), Json.object(response.body()));
        } catch (IllegalArgumentException garbled) {
            return new Reply.Garbled(response.statusCode(), response.body());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
