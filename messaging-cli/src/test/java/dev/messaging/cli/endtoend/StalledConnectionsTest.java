package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server with a heap of 256 MB, which {@link Program} gives, and as many stalled connections as it lets in, goes on
 * answering those who are connected.
 */
class StalledConnectionsTest {
    private static final int CHECKS = 200;
    private static final int NOT_READING = 200;
    private static final int FILES_NEEDED = 12_000;
    private static final String LONG_HEADER = "GET /v1/users/nobody HTTP/1.1\r\nHost: localhost\r\nX-Long: "
            + "a".repeat(15_000);
    private static final String HALF_A_BODY = "POST /v1/users/create HTTP/1.1\r\nHost: localhost\r\nContent-Length:"
            + " 9000\r\n\r\n{" + " ".repeat(8_000);
    private static final String LARGE_BODY = "POST /v1/users/create HTTP/1.1\r\nHost: localhost\r\nContent-Length:"
            + " 125000\r\n\r\n{" + " ".repeat(120_000);

    @TempDir
    Path folder;

    @Test
    void thoseWhoAreConnectedAreServedAllTheSame() throws Exception {
        assumeTrue(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                && system.getMaxFileDescriptorCount() >= FILES_NEEDED, "too few files may be open here");
        List<Socket> stalled = new ArrayList<>();
        try (Program server = Program.serve(folder, "memory")) {
            URI url = URI.create(server.url());
            try (Client client = new Client(url.toString())) {
                String ada = client.createUser("Ada");
                for (int i = 0; i < 300; i++) {
                    Client.expect200(client.send(ada, ada, "x".repeat(16_000)));
                }
                String bob = client.createUser("Bob");
                try (Socket connected = connected(url)) {
                    assertEquals(200, check(connected, bob));
                    String longAnswer = "GET /v1/messages/" + ada + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
                    List<String> kinds = List.of(HALF_A_BODY, HALF_A_BODY, LONG_HEADER, LARGE_BODY);
                    int allowed = connectionsMax(client) - 10; // Those of the client among them.
                    for (int i = 0; i < allowed; i++) {
                        stalled.add(connected(url));
                        write(stalled.getLast(), i < NOT_READING ? longAnswer : kinds.get(i % kinds.size()));
                    }
                    assertTrue(allowed > 3_000, "only " + allowed);
                    for (int i = 0; i < CHECKS; i++) {
                        assertEquals(200, check(connected, bob));
                    }
                }
            } finally {
                for (Socket one : stalled) {
                    one.close();
                }
            }
            assertFalse(server.notes().contains("OutOfMemory"), "out of memory");
        }
    }

    private static int connectionsMax(Client client) throws Exception {
        Matcher most = Pattern.compile("\nmessaging_connections_max ([0-9]+)").matcher(client.text("/metrics"));
        assertTrue(most.find());
        return Integer.parseInt(most.group(1));
    }

    private static Socket connected(URI url) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort()));
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException refusedAlready) {
            assertTrue(text.equals(LARGE_BODY) || text.equals(HALF_A_BODY), refusedAlready::toString);
        }
    }

    /** Checks on a connection that stays open, and reads the answer's status and all the rest of it. */
    private static int check(Socket socket, String user) throws IOException {
        write(socket, "GET /v1/messages/" + user + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        StringBuilder answer = new StringBuilder();
        while (!(answer.indexOf("chunked") < 0 ? answer.indexOf("}") >= 0 : answer.indexOf("0\r\n\r\n") >= 0)) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("ended: " + answer);
            }
            answer.append((char) next);
        }
        return Integer.parseInt(answer.substring(9, 12));
    }
}
