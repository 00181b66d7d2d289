package dev.messaging.cli.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

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
        try {
            HttpResponse<String> response = http.send(request(url.get(), call, atMost),
                    HttpResponse.BodyHandlers.ofString());
            return answer(response);
        } catch (ConnectException | HttpConnectTimeoutException notReached) {
            return new Reply.NotSent();
        } catch (IOException brokenOff) {
            return new Reply.NoAnswer();
        }
    }

    /** Opens a stream of events, and listens that long. */
    Reply listen(Optional<String> url, Call call, Duration thatLong) throws InterruptedException {
        if (url.isEmpty()) {
            return new Reply.NotSent();
        }
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        try {
            HttpResponse<InputStream> response = http.send(request(url.get(), call, ANSWERING),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != HttpURLConnection.HTTP_OK) {
                    return new Reply.Answer(response.statusCode(), Map.of(), Optional.empty());
                }
                // By another thread, which ends when the stream is closed: a server that stands still must not hold up this one.
                Thread.ofVirtual().start(() -> collect(body, lines)).join(thatLong);
            }
            return new Reply.Events(Event.of(List.copyOf(lines)));
        } catch (IllegalArgumentException garbled) {
            return new Reply.Garbled(HttpURLConnection.HTTP_OK, String.join("\n", lines));
        } catch (ConnectException | HttpConnectTimeoutException notReached) {
            return new Reply.NotSent();
        } catch (IOException brokenOff) {
            return new Reply.NoAnswer();
        }
    }

    /** Until the stream breaks off, as it does when its server is killed or nobody listens any longer. */
    private static void collect(InputStream body, Queue<String> lines) {
        try {
            new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)).lines().forEach(lines::add);
        } catch (UncheckedIOException brokenOff) {
            lines.add(": " + brokenOff.getMessage());
        }
    }

    private static HttpRequest request(String url, Call call, Duration atMost) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + call.path())).timeout(atMost);
        call.headers().forEach(request::setHeader);
        call.body().ifPresent(body -> request.POST(HttpRequest.BodyPublishers.ofString(body)));
        return request.build();
    }

    private static Reply answer(HttpResponse<String> response) {
        if (response.statusCode() == HttpURLConnection.HTTP_NOT_MODIFIED) {
            return new Reply.Unchanged();
        }
        try {
            return new Reply.Answer(response.statusCode(), Json.object(response.body()),
                    response.headers().firstValue("ETag"));
        } catch (IllegalArgumentException garbled) {
            return new Reply.Garbled(response.statusCode(), response.body());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
