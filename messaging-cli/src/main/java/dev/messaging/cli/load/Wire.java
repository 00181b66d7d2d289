package dev.messaging.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests to the server. None is repeated here; the JDK's client tries a GET again whose kept connection the server closed. The
 * patience is for the whole answer, not only its head.
 */
final class Wire implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BUSY = 503;
    private static final int TOO_MANY = 429;
    private static final int NO_ANSWER_YET = 504;

    private final HttpClient http;
    private final URI server;
    private final Duration patience;

    Wire(URI server, Duration patience) {
        this.server = server;
        this.patience = patience;
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(patience).build();
    }

    Reply get(String path, Map<String, String> headers) {
        return exchange(request(path, headers).GET().build(), false);
    }

    Reply post(String path, Map<String, String> headers, Map<String, String> body) {
        return exchange(request(path, headers).POST(BodyPublishers.ofByteArray(bytes(body))).build(), true);
    }

    private HttpRequest.Builder request(String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
        headers.forEach(request::setHeader);
        return request;
    }

    private Reply exchange(HttpRequest request, boolean changes) {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, BodyHandlers.ofByteArray());
        Outcome broken = changes ? Outcome.UNKNOWN : Outcome.FAILED;
        try {
            return reply(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS), changes);
        } catch (ExecutionException trouble) {
            return trouble.getCause() instanceof ConnectException
                    || trouble.getCause() instanceof HttpConnectTimeoutException
                            ? Reply.without(Outcome.FAILED, "no connection: " + trouble.getCause())
                            : Reply.without(broken, String.valueOf(trouble.getCause()));
        } catch (TimeoutException tooLate) {
            var unused = answer.cancel(true);
            return Reply.without(broken, "no answer within " + patience.toSeconds() + " s");
        } catch (InterruptedException stop) {
            var unused = answer.cancel(true);
            Thread.currentThread().interrupt();
            return Reply.without(broken, "stopped");
        }
    }

    private static Reply reply(HttpResponse<byte[]> response, boolean changes) {
        Outcome outcome = outcome(response.statusCode(), changes);
        JsonNode body = json(response.body());
        String why = outcome == Outcome.DONE ? "" : response.statusCode() + " " + body;
        return new Reply(outcome, body, response.body().length, why);
    }

    private static Outcome outcome(int status, boolean changes) {
        return switch (status) {
            case 200 -> Outcome.DONE;
            case BUSY, TOO_MANY -> Outcome.BUSY;
            case NO_ANSWER_YET -> changes ? Outcome.UNKNOWN : Outcome.FAILED;
            default -> status >= 400 && status < 500 ? Outcome.REFUSED : Outcome.FAILED;
        };
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException other) {
            return MissingNode.getInstance();
        }
    }

    private static byte[] bytes(Map<String, String> body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
