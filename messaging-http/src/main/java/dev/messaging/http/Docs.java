package dev.messaging.http;

import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/** The API for people: Swagger UI over {@link ApiDocument}, to read and to try out, with every file from this server. */
final class Docs {
    private static final String WEB_JAR = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String PAGE = Pages.resource("docs.html");

    /** These and no others; the names of a path are looked up here, not in any folder. */
    private static final Map<String, FixedContent> FILES = Map.of(
            "start.js", new FixedContent(SCRIPT, Pages.resource("docs.js").getBytes(StandardCharsets.UTF_8)),
            "swagger-ui-bundle.js", fromWebJar("swagger-ui-bundle.js", SCRIPT),
            "swagger-ui.css", fromWebJar("swagger-ui.css", "text/css; charset=utf-8"),
            "favicon-32x32.png", fromWebJar("favicon-32x32.png", "image/png"));

    private Docs() {}

    static void page(Call call) throws IOException {
        Pages.send(call.context(), Pages.OWN_SCRIPTS, PAGE);
    }

    static void file(Call call) throws IOException {
        FixedContent file = FILES.get(call.path("file"));
        if (file == null) {
            throw new NotFoundResponse();
        }
        file.send(call.context());
    }

    private static FixedContent fromWebJar(String name, String mediaType) {
        try (InputStream about = open(WEB_JAR)) {
            Properties properties = new Properties();
            properties.load(about);
            String folder = "META-INF/resources/webjars/swagger-ui/" + properties.getProperty("version") + "/";
            try (InputStream in = open(folder + name)) {
                return new FixedContent(mediaType, in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String path) {
        InputStream in = Docs.class.getClassLoader().getResourceAsStream(path);
        if (in == null) {
            throw new IllegalStateException(path + " is missing: the web jar of swagger-ui is not on the class path");
        }
        return in;
    }
}
