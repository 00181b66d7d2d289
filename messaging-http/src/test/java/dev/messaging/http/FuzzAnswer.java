package dev.messaging.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One answer as it came over the wire. */
record FuzzAnswer(int status, Map<String, String> headers, String text) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int PATIENCE_MILLIS = 15_000;

    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    JsonNode json() throws IOException {
        return MAPPER.readTree(text);
    }

    /**
     * Sends bytes, and nothing more, and reads every answer to the end of the connection.
     *
     * @throws java.net.SocketTimeoutException if the server hangs
     */
    static List<FuzzAnswer> to(FuzzShot shot, int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(shot.bytes());
                socket.shutdownOutput();
            } catch (IOException closedAlready) {
                // There may be an answer all the same.
            }
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(read);
            } catch (java.net.SocketException reset) {
                // What came before counts.
            }
            return parse(read.toString(StandardCharsets.ISO_8859_1), shot);
        }
    }

    private static List<FuzzAnswer> parse(String wire, FuzzShot shot) {
        List<FuzzAnswer> answers = new ArrayList<>();
        String rest = wire;
        while (!rest.isEmpty()) {
            int end = rest.indexOf("\r\n\r\n");
            if (!rest.startsWith("HTTP/1.") || end < 0) {
                throw new AssertionError("not an answer: " + rest);
            }
            int status = Integer.parseInt(rest.substring(9, 12));
            Map<String, String> headers = headers(rest.substring(0, end));
            rest = rest.substring(end + 4);
            StringBuilder body = new StringBuilder();
            if (status >= 200) {
                // Jetty writes a body to a HEAD that it cannot read to the end, before it closes.
                boolean head = shot.method().equals("HEAD") && answers.isEmpty()
                        && (shot.sound() || !rest.startsWith("{"));
                boolean none = head || status == 204 || status == 304;
                rest = none ? rest : afterBody(rest, headers, body);
                answers.add(new FuzzAnswer(status, headers,
                        new String(body.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)));
            }
        }
        return answers;
    }

    private static Map<String, String> headers(String head) {
        Map<String, String> headers = new TreeMap<>();
        for (String line : head.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("HTTP/")) {
                headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static String afterBody(String wire, Map<String, String> headers, StringBuilder body) {
        if (!"chunked".equals(headers.get("transfer-encoding"))) {
            int length = Integer.parseInt(headers.getOrDefault("content-length", String.valueOf(wire.length())));
            body.append(wire, 0, length);
            return wire.substring(length);
        }
        String rest = wire;
        while (true) {
            int line = rest.indexOf("\r\n");
            int length = Integer.parseInt(rest.substring(0, line), 16);
            body.append(rest, line + 2, line + 2 + length);
            rest = rest.substring(line + 2 + length + 2);
            if (length == 0) {
                return rest;
            }
        }
    }
}
