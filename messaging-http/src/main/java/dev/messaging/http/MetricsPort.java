package dev.messaging.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A listener for the metrics alone, with threads and connections of its own: it answers when the server's own are all
 * taken. Plain HTTP, and open to whoever reaches it: a firewall decides who does.
 */
final class MetricsPort implements AutoCloseable {
    private static final int THREADS = 6;
    private static final int CONNECTIONS = 16;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Server server;
    private final int port;

    /** @throws UncheckedIOException if it cannot be listened there; the message says why */
    MetricsPort(String host, int port, Metrics metrics) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
        threads.setName("metrics");
        threads.setDaemon(true);
        this.server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        var unused = server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
        server.setErrorHandler(new JettyProblems());
        server.setHandler(new Answer(metrics));
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw new UncheckedIOException(e instanceof IOException io
                    ? Listening.failure(host, port, io)
                    : new IOException("the listener for metrics does not start", e));
        }
        this.port = connector.getLocalPort();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the listener for metrics does not stop", e);
        }
    }

    private static final class Answer extends Handler.Abstract.NonBlocking {
        private final Metrics metrics;

        Answer(Metrics metrics) {
            this.metrics = metrics;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            boolean read = HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
            if (!read || !request.getHttpURI().getPath().equals(Scrape.PATH)) {
                Response.writeError(request, response, callback, ProblemType.NO_SUCH_PATH.status());
                return true;
            }
            byte[] body = metrics.scrape().getBytes(StandardCharsets.UTF_8);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, Scrape.MEDIA_TYPE);
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
            response.write(true, ByteBuffer.wrap(body), callback);
            return true;
        }
    }
}
