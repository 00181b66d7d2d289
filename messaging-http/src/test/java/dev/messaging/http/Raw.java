package dev.messaging.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Bytes to a server and back, for requests that no client library would send. */
final class Raw implements AutoCloseable {
    private final Socket socket;

    Raw(MessagingServer server) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(30_000);
    }

    /** Sends one request and reads until the server closes. Bytes are Latin-1 characters. */
    static String exchange(MessagingServer server, String request) throws IOException {
        try (Raw raw = new Raw(server)) {
            raw.write(request);
            return raw.rest();
        }
    }

    void write(String bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Everything up to the end of the connection, which may be an abrupt one. */
    String rest() {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(read);
        } catch (IOException reset) {
            read.writeBytes("<reset>".getBytes(StandardCharsets.ISO_8859_1));
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    /** Reads up to a marker, which must come. */
    String until(String marker) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(marker) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("ended before \"" + marker + "\": " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /** As {@link #until}, but gives up after a while; empty if nothing has come. */
    String untilWithin(String marker, Duration wait) throws IOException {
        socket.setSoTimeout((int) wait.toMillis());
        try {
            return until(marker);
        } catch (SocketTimeoutException nothingYet) {
            return "";
        }
    }

    void sendNothingMore() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
