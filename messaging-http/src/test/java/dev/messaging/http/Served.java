package dev.messaging.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.messaging.core.Messaging;
import dev.messaging.core.contract.CheapHashing;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.port.Store;
import io.github.bucket4j.TimeMeter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** A server on a free port, and a client that talks to it. */
final class Served implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    final Messaging messaging;
    final MessagingServer server;
    final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Served(Messaging messaging, HttpSettings settings, TimeMeter clock) {
        this.messaging = messaging;
        this.server = MessagingServer.start(messaging, settings, Tls.LOOK_EVERY, clock,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    static Served inMemory() {
        return over(MemoryStore.create());
    }

    static Served over(Store store) {
        return with(store, settings().build());
    }

    static Served with(Store store, HttpSettings settings) {
        return of(Messaging.over(store).groupMembersMax(3).hashing(new CheapHashing()), settings);
    }

    static Served of(Messaging.Builder messaging) {
        return of(messaging, settings().build());
    }

    static Served of(Messaging.Builder messaging, HttpSettings settings) {
        return with(messaging.build(), settings, TimeMeter.SYSTEM_NANOTIME);
    }

    /** With a clock of its own for rate limits. */
    static Served with(Messaging messaging, HttpSettings settings, TimeMeter clock) {
        return new Served(messaging, settings, clock);
    }

    /** As many wrong passwords as a test likes to try; and streams of events that end after what was there already. */
    static HttpSettings.Builder settings() {
        Rate many = Rate.perSecond(1_000_000, 1_000_000);
        return HttpSettings.builder().port(0).eventsFor(Duration.ofMillis(1)).drainWait(Duration.ofSeconds(20))
                .rateLimits(RateLimits.standard().withFailedLogins(many, many));
    }

    /** An answer, read whole. */
    record Reply(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return MAPPER.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String field(String name) {
            return json().path(name).asText();
        }

        @Override
        public String toString() {
            return status() + " " + text();
        }
    }

    Reply get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    Reply post(String path, String body, String... headers) {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Reply post(String path, byte[] body, String... headers) {
        return send(request(path, headers).POST(BodyPublishers.ofByteArray(body)));
    }

    Reply delete(String path, String... headers) {
        return send(request(path, headers).DELETE());
    }

    /** A header that shows a password. */
    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(Duration.ofSeconds(60));
        return headers.length == 0 ? request : request.headers(headers);
    }

    Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(client.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String user(String name) {
        return post("/v1/users/create", "{\"username\": \"" + name + "\"}").field("userId");
    }

    /** A user with a password. */
    String user(String name, String password) {
        return post("/v1/users/create", "{\"username\": \"" + name + "\", \"password\": \"" + password + "\"}")
                .field("userId");
    }

    /** A session's token. */
    String token(String user, String password) {
        return post("/v1/sessions", "{\"userId\": \"" + user + "\", \"password\": \"" + password + "\"}")
                .field("token");
    }

    String group(String name) {
        return post("/v1/groups/create", "{\"groupName\": \"" + name + "\"}").field("groupId");
    }

    Reply add(String group, String user) {
        return post("/v1/groups/" + group + "?op=add", "{\"userId\": \"" + user + "\"}");
    }

    Reply direct(String sender, String receiver, String text, String... headers) {
        return post("/v1/messages/send?type=private", "{\"senderId\": \"" + sender + "\", \"receiverId\": \"" + receiver
                + "\", \"message\": \"" + text + "\"}", headers);
    }

    Reply toGroup(String sender, String group, String text) {
        return post("/v1/messages/send?type=group", "{\"senderId\": \"" + sender + "\", \"groupId\": \"" + group
                + "\", \"message\": \"" + text + "\"}");
    }

    @Override
    public void close() {
        server.close();
        messaging.close();
        client.close();
    }
}
