package dev.messaging.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes calls on to a server, and answers that may be altered back. */
final class AlteringProxy implements AutoCloseable {
    private final HttpServer proxy;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger calls = new AtomicInteger();
    private final String server;
    private final Alteration alteration;

    /** An answer of the server. */
    record Answer(int status, String text) {
        Answer withStatus(int other) {
            return new Answer(other, text);
        }

        Answer withText(String other) {
            return new Answer(status, other);
        }
    }

    /** What becomes of the answer to a call: its number, counted from 0, and what was asked for. */
    @FunctionalInterface
    interface Alteration {
        Answer of(int number, String asked, Answer answer);
    }

    private AlteringProxy(String server, Alteration alteration) throws IOException {
        this.server = server;
        this.alteration = alteration;
        this.proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    static AlteringProxy of(String server, Alteration alteration) throws IOException {
        AlteringProxy proxy = new AlteringProxy(server, alteration);
        proxy.proxy.createContext("/", proxy::pass);
        proxy.proxy.start();
        return proxy;
    }

    String url() {
        return "http://127.0.0.1:" + proxy.getAddress().getPort();
    }

    /** How many there were. */
    int calls() {
        return calls.get();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            String asked = exchange.getRequestURI().toString();
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + asked)).method(
                    exchange.getRequestMethod(), BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
            String credentials = exchange.getRequestHeaders().getFirst("Authorization");
            if (credentials != null) {
                request.setHeader("Authorization", credentials);
            }
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            Answer answer = alteration.of(calls.getAndIncrement(), asked,
                    new Answer(response.statusCode(), response.body()));
            byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        proxy.stop(0);
        client.close();
    }
}
