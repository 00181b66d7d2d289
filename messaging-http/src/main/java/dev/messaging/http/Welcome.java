package dev.messaging.http;

import io.javalin.http.Context;
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

    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'";

    private final RunningRequests requests;
    private final String page;

    Welcome(RunningRequests requests, List<Route> calls) {
        this.requests = requests;
        this.page = template().replace("{{version}}", VERSION).replace("{{calls}}", rows(calls));
    }

    record About(String name, String version, String status) {}

    void show(Call call) throws IOException {
        Context context = call.context();
        context.header(Header.VARY, Header.ACCEPT);
        if (Optional.ofNullable(context.header(Header.ACCEPT)).orElse("").contains("text/html")) {
            context.header(Header.CONTENT_SECURITY_POLICY, POLICY);
            context.header(Header.X_CONTENT_TYPE_OPTIONS, "nosniff");
            context.header("Referrer-Policy", "no-referrer");
            String shown = page.replace("{{url}}",
                    escaped(context.scheme() + "://" + Optional.ofNullable(context.host()).orElse("localhost")));
            Answers.whole(context, 200, "text/html; charset=utf-8", shown.getBytes(StandardCharsets.UTF_8));
        } else {
            call.answer(new About(NAME, VERSION, requests.stopping() ? "stopping" : "ready"));
        }
    }

    private static String rows(List<Route> calls) {
        StringBuilder rows = new StringBuilder();
        for (Route call : calls) {
            rows.append("<tr><td>").append(call.method()).append("</td><td><code>").append(escaped(call.path()))
                    .append("</code></td><td>").append(escaped(call.summary())).append("</td></tr>\n");
        }
        return rows.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;").replace("'", "&#39;");
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
