package dev.messaging.cli.smoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Calls to the server. TLS trusts whom the JDK trusts. */
final class Wire implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final String server;
    private final Duration requestMax;

    Wire(URI server, Duration requestMax) {
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(requestMax).build();
        this.server = server.toString().replaceFirst("/$", "");
        this.requestMax = requestMax;
    }

    /** Reads, with the value of an {@code Authorization} header if there is one. */
    Answer get(String path, Optional<String> credentials) throws InterruptedException {
        return send("GET " + path, request(path, credentials).GET());
    }

    /** Sends a JSON object. */
    Answer post(String path, Optional<String> credentials, Map<String, ?> body) throws InterruptedException {
        try {
            return send("POST " + path, request(path, credentials)
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private HttpRequest.Builder request(String path, Optional<String> credentials) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path)).timeout(requestMax)
                .header("Accept", "application/json").header("Content-Type", "application/json");
        credentials.ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    private Answer send(String call, HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(call, response.statusCode(), response.body(), json(response.body()));
        } catch (HttpTimeoutException late) {
            throw Difference.trouble(call + " had no answer in " + requestMax.toSeconds() + " s.");
        } catch (IOException lost) {
            throw Difference.trouble(call + " could not be made: " + reason(lost) + ".");
        }
    }

    /** The JDK leaves the message out where nobody listens, and often puts the reason into a cause. */
    private static String reason(IOException lost) {
        if (lost instanceof ConnectException) {
            return "no connection";
        }
        Throwable told = lost;
        while (told.getMessage() == null && told.getCause() != null) {
            told = told.getCause();
        }
        return String.valueOf(told.getMessage()).replaceFirst("\\.$", "");
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException none) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
