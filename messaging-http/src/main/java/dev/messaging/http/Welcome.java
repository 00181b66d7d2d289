package dev.messaging.http;

import io.javalin.http.Header;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What stands at the root: a page for people with a browser, a line of JSON for everybody else. */
final class Welcome {
    private static final String NAME = "messaging";
    private static final String VERSION = Optional.ofNullable(Welcome.class.getPackage().getImplementationVersion())
            .orElse("development");

    private final RunningRequests requests;
    private final byte[] page;

    Welcome(RunningRequests requests, List<Route> calls) {
        this.requests = requests;
        this.page = page(calls).getBytes(StandardCharsets.UTF_8);
    }

    record About(String name, String version, String status) {}

    void show(Call call) throws IOException {
        call.context().header(Header.VARY, Header.ACCEPT);
        String accept = Optional.ofNullable(call.context().header(Header.ACCEPT)).orElse("");
        if (accept.contains("text/html")) {
            call.context().header(Header.CONTENT_SECURITY_POLICY,
                    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
            call.context().header(Header.X_CONTENT_TYPE_OPTIONS, "nosniff");
            call.context().header("Referrer-Policy", "no-referrer");
            Answers.whole(call.context(), 200, "text/html; charset=utf-8", page);
        } else {
            call.answer(new About(NAME, VERSION, requests.stopping() ? "stopping" : "ready"));
        }
    }

    private static String page(List<Route> calls) {
        StringBuilder rows = new StringBuilder();
        for (Route call : calls) {
            rows.append("<tr><td>").append(call.method()).append("</td><td><code>").append(call.path())
                    .append("</code></td></tr>\n");
        }
        return template().replace("{{version}}", VERSION).replace("{{calls}}", rows);
    }

    private static String template() {
        try (InputStream in = Welcome.class.getResourceAsStream("welcome.html")) {
            if (in == null) {
                throw new IllegalStateException("welcome.html is missing from the module");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
