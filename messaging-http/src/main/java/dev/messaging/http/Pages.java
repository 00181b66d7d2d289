package dev.messaging.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What people see in a browser, and the headers that keep it from doing anything else. Only pages carry them: polling
 * clients would pay for them with every answer. {@code Strict-Transport-Security} is left to whoever runs a proxy: it holds
 * for every port of a host, and locks people out who use a certificate of their own making.
 */
final class Pages {
    /** For pages of words only. */
    private static final String WORDS_ONLY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'";
    /** For a page that calls the API: nothing but the server's own files. */
    static final String OWN_SCRIPTS = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String FRAME = resource("page.html");

    private Pages() {}

    /** Whether a browser asks, for a person to read it; and tells caches that it matters. */
    static boolean wanted(Context context) {
        context.header(Header.VARY, Header.ACCEPT);
        return Optional.ofNullable(context.header(Header.ACCEPT)).orElse("").contains("text/html");
    }

    /**
     * Shows words.
     *
     * @param title what they are about, as text
     * @param content what stands below, as HTML
     */
    static void show(Context context, String title, String content) throws IOException {
        send(context, WORDS_ONLY, FRAME.replace("{{title}}", escaped(title)).replace("{{content}}", content));
    }

    /** Sends a whole page. */
    static void send(Context context, String policy, String page) throws IOException {
        context.header(Header.CONTENT_SECURITY_POLICY, policy);
        context.header(Header.X_CONTENT_TYPE_OPTIONS, "nosniff");
        context.header("Referrer-Policy", "same-origin");
        Answers.whole(context, 200, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;").replace("'", "&#39;");
    }

    /** A file of this package. */
    static String resource(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the module");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
