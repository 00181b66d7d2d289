package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Messaging;
import dev.messaging.core.memory.MemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
    private static final String ADA = "{\"username\": \"Ada\"}";

    private final Messaging messaging = Messaging.over(MemoryStore.create()).build();
    private final Certificates certificates;
    private final TlsFiles own;

    TlsTest(@TempDir Path folder) {
        this.certificates = new Certificates(folder);
        this.own = certificates.selfSigned("own", "EC");
    }

    @AfterAll
    void stop() {
        messaging.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void answers_over_both_versions_of_tls_with_every_kind_of_key(String algorithm) throws Exception {
        TlsFiles files = certificates.selfSigned(algorithm, algorithm);
        try (MessagingServer server = started(files)) {
            assertTrue(server.url().matches("https://127\\.0\\.0\\.1:[0-9]+"), server.url());
            for (String version : List.of("TLSv1.2", "TLSv1.3")) {
                HttpResponse<String> answer = post(files, version, server, ADA);
                assertEquals(200, answer.statusCode(), answer.body());
                assertEquals(version, answer.sslSession().orElseThrow().getProtocol());
            }
        }
    }

    @Test
    void older_versions_are_not_spoken() throws Exception {
        try (Tls tls = new Tls(own, InstantSource.system())) {
            tls.contexts().start();
            assertEquals(List.of("TLSv1.3", "TLSv1.2"), List.of(tls.contexts().getSelectedProtocols()));
            tls.contexts().stop();
        }
    }

    @Test
    void plain_http_gets_no_answer() throws IOException {
        try (MessagingServer server = started(own)) {
            String answer = Raw.exchange(server, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertFalse(answer.contains("HTTP"), answer);
            assertFalse(answer.contains("live"), answer);
        }
    }

    @Test
    void the_whole_chain_is_sent() throws Exception {
        TlsFiles files = certificates.signedByAnother("chained");
        try (MessagingServer server = started(files)) {
            assertEquals(2, post(files, "TLSv1.3", server, ADA).sslSession().orElseThrow()
                    .getPeerCertificates().length);
        }
    }

    @Test
    void only_pages_that_came_by_https_are_the_servers_own() throws Exception {
        try (MessagingServer server = started(own)) {
            assertEquals(200, post(own, "TLSv1.3", server, ADA, "Origin", server.url()).statusCode());
        }
        Origins origins = new Origins(List.of("http://old.example.com"), "0.0.0.0", true);
        assertTrue(origins.mayCall("https://chat.example.com", "chat.example.com"));
        assertFalse(origins.mayCall("http://chat.example.com", "chat.example.com"));
        assertFalse(origins.mayCall("http://chat.example.com:8443", "chat.example.com:8443"));
        assertTrue(origins.mayCall("http://old.example.com", "chat.example.com"), "was allowed by the operator");
    }

    @Test
    void pages_name_the_server_as_https() throws Exception {
        try (MessagingServer server = started(own); HttpClient client = client(own, "TLSv1.3")) {
            HttpResponse<String> page = client.send(HttpRequest.newBuilder(URI.create(server.url() + "/"))
                    .header("Accept", "text/html").build(), BodyHandlers.ofString());
            assertTrue(page.body().contains("curl " + server.url() + "/v1/users/create"), page.body());
            assertTrue(page.headers().firstValue("Strict-Transport-Security").isEmpty());
        }
    }

    @Test
    void bodies_are_bounded_in_size_and_time_as_without_tls() throws Exception {
        try (MessagingServer server = MessagingServer.start(messaging,
                Served.settings().tls(Optional.of(own)).bodyWait(Duration.ofMillis(300)).build())) {
            assertEquals(413, post(own, "TLSv1.3", server, "x".repeat(200_000)).statusCode());
            String slow = exchange(own, server,
                    "POST /v1/users/create HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{");
            assertTrue(slow.startsWith("HTTP/1.1 408 "), slow);
        }
    }

    @Test
    void a_renewed_certificate_holds_for_new_connections() throws Exception {
        TlsFiles files = now(certificates.selfSigned("first", "EC"));
        TlsFiles renewed = certificates.selfSigned("second", "RSA");
        try (MessagingServer server = MessagingServer.start(messaging, settings(files), Duration.ofMillis(5))) {
            assertEquals(200, post(files, "TLSv1.3", server, ADA).statusCode());
            assertThrows(SSLException.class, () -> post(renewed, "TLSv1.3", server, ADA));
            TlsFiles unused = now(renewed);
            assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
                while (!trusted(renewed, server)) {
                    Thread.onSpinWait();
                }
            });
        }
    }

    @Test
    void the_old_certificate_stays_while_the_new_files_make_no_pair() throws IOException {
        TlsFiles files = now(certificates.selfSigned("third", "EC"));
        TlsFiles renewed = certificates.selfSigned("fourth", "EC");
        try (Logged log = Logged.by("dev.messaging.http.Tls");
                Tls tls = new Tls(files, InstantSource.system())) {
            tls.look();
            assertEquals(List.of(), log.lines());
            Path half = certificates.file("now-chain.pem", Certificates.text(renewed.certificateChainPem()));
            tls.look();
            tls.look();
            assertEquals(
                    List.of("The renewed certificate cannot be used, the server goes on with the old one: the key in "
                            + files.privateKeyPem() + " does not belong to the first certificate in " + half
                            + ", which is for CN=fourth-key"),
                    log.lines());
            Path whole = certificates.file("now-key.pem", Certificates.text(renewed.privateKeyPem()));
            assertEquals(files.privateKeyPem(), whole);
            tls.look();
            assertTrue(log.lines().getLast().startsWith("Took the renewed certificate for CN=fourth-key, valid until "),
                    log.lines()::toString);
        }
    }

    @Test
    void a_certificate_that_clients_refuse_is_warned_of_once() throws IOException {
        TlsFiles files = certificates.selfSigned("old", "EC", "-startdate", "2020/01/01 00:00:00", "-validity", "10");
        TlsFiles early = certificates.selfSigned("early", "EC", "-startdate", "2090/01/01 00:00:00", "-validity", "10");
        try (Logged log = Logged.by("dev.messaging.http.Tls");
                Tls tls = new Tls(files, InstantSource.system());
                Tls tooEarly = new Tls(early, InstantSource.system())) {
            tls.look();
            tooEarly.look();
            assertEquals(2, log.lines().size(), log.lines()::toString);
            assertTrue(log.lines().getFirst().matches(
                    "The certificate from .*old-key-chain.pem expired at 2020-01-1[01]T.*Z: clients refuse it"),
                    log.lines()::toString);
            assertTrue(log.lines().getLast().contains("is not valid before 2090-01-01T"), log.lines()::toString);
        }
    }

    private MessagingServer started(TlsFiles files) {
        return MessagingServer.start(messaging, settings(files));
    }

    private static HttpSettings settings(TlsFiles files) {
        return Served.settings().tls(Optional.of(files)).build();
    }

    /** The same two files, whatever they hold. */
    private TlsFiles now(TlsFiles files) {
        return new TlsFiles(certificates.file("now-chain.pem", Certificates.text(files.certificateChainPem())),
                certificates.file("now-key.pem", Certificates.text(files.privateKeyPem())));
    }

    private static boolean trusted(TlsFiles files, MessagingServer server) throws Exception {
        try {
            return post(files, "TLSv1.3", server, ADA).statusCode() == 200;
        } catch (SSLException stillTheOldOne) {
            return false;
        }
    }

    private static HttpResponse<String> post(TlsFiles trusted, String version, MessagingServer server, String body,
            String... headers) throws IOException, InterruptedException {
        try (HttpClient client = client(trusted, version)) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + "/v1/users/create"))
                    .timeout(Duration.ofSeconds(30)).POST(BodyPublishers.ofString(body));
            return client.send((headers.length == 0 ? request : request.headers(headers)).build(),
                    BodyHandlers.ofString());
        }
    }

    private static HttpClient client(TlsFiles trusted, String version) {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[]{version});
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(context(trusted))
                .sslParameters(parameters).build();
    }

    private static SSLContext context(TlsFiles trusted) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(Certificates.trusting(trusted.certificateChainPem()));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends bytes, and reads until the server closes. */
    private static String exchange(TlsFiles trusted, MessagingServer server, String request) throws IOException {
        try (Socket socket = context(trusted).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(),
                server.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
