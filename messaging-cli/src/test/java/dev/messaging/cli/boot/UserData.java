package dev.messaging.cli.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messaging.cli.endtoend.ReleaseArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an instance finds at its first start: {@code #cloud-config} and a JSON body. */
final class UserData {
    private static final String FIRST_LINE = "#cloud-config\n";
    private static final String SETTINGS = "/etc/messaging/release.env";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode body;

    private UserData(JsonNode body) {
        this.body = body;
    }

    /** That of a stack, as the program that deploys it makes it. */
    static UserData ofStack() throws IOException {
        String text = Files.readString(file());
        assertEquals(FIRST_LINE, text.substring(0, FIRST_LINE.length()), file().toString());
        return new UserData(JSON.readTree(text.substring(FIRST_LINE.length())));
    }

    /** Where it is, once the tests of the module that deploys have run. */
    static Path file() {
        return Path.of(System.getProperty("messaging.test.boot.user-data", ""));
    }

    /** Puts the release archive where the user data will look for it, and names it there. */
    String publishedIn(Path bucket) throws IOException {
        ReleaseArchive archive = ReleaseArchive.built();
        ObjectNode settings = file(SETTINGS);
        String text = settings.get("content").asText();
        String key = "releases/" + archive.file().getFileName();
        Path object = bucket.resolve(value(text, "RELEASE_BUCKET")).resolve(key);
        Files.createDirectories(object.getParent());
        Files.copy(archive.file(), object);
        settings.put("content", with(with(text, "RELEASE_KEY", key), "RELEASE_SHA256", archive.sha256()));
        return FIRST_LINE + JSON.writeValueAsString(body);
    }

    private ObjectNode file(String path) {
        for (JsonNode file : body.get("write_files")) {
            if (file instanceof ObjectNode found && found.get("path").asText().equals(path)) {
                return found;
            }
        }
        throw new AssertionError("no " + path + " in the user data");
    }

    private static String value(String settings, String name) {
        Matcher line = line(name).matcher(settings);
        if (!line.find()) {
            throw new AssertionError("no " + name + " in " + SETTINGS);
        }
        return line.group(1);
    }

    private static String with(String settings, String name, String value) {
        return line(name).matcher(settings).replaceFirst(Matcher.quoteReplacement(name + "=" + value));
    }

    private static Pattern line(String name) {
        return Pattern.compile("(?m)^" + name + "=\"?([^\"\n]*)\"?$");
    }
}
