package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.dynamo.DynamoDbLocal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What docs/ADMIN.md shows is what happens: its commands are run one after the other, as they stand there, on a store of their own,
 * and answer as shown, but for times and random ids. {@code -Dmessaging.write-pages=true} puts the answers into the page.
 *
 * <p>{@code --store dynamodb} is DynamoDB Local here, which the SDK finds by its environment.
 */
@DisabledOnOs(OS.WINDOWS)
@DisabledIfSystemProperty(named = "messaging.test.dynamodb-local", matches = "skip")
class AdminPageTest {
    private static final Path PAGE = Checkout.root().resolve("docs").resolve("ADMIN.md");
    private static final String BEGIN = "```console";
    private static final String END = "```";
    private static final String PROMPT = "$ ";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** On a machine whose folder for such is /tmp as long as what the page calls it, so that columns stand as they are. */
    private static final String HOME = "/home/ada";

    private Path folder;

    @BeforeEach
    void begin() throws IOException {
        String name = String.format("%04x", new SecureRandom().nextInt(0x1_0000));
        folder = Files.createDirectory(Path.of(System.getProperty("java.io.tmpdir")).resolve(name));
    }

    @AfterEach
    void end() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void everyCommandOfThePageAnswersAsShown() throws Exception {
        Path launcher = folder.resolve("messaging");
        Files.writeString(launcher, Program.words().stream().map(AdminPageTest::quoted)
                .collect(Collectors.joining(" ", "#!/bin/sh\nexec ", " \"$@\"\n")));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        List<String> shown = Files.readAllLines(PAGE);
        List<String> answered;
        try (DynamoDbLocal database = DynamoDbLocal.start(DynamoDbLocalJars.folder(), 0, Optional.empty())) {
            answered = answered(shown, database.endpoint().toString());
        }
        assertTrue(shown.stream().filter(line -> line.startsWith(PROMPT + "./messaging ")).count() >= 20);
        if (Boolean.getBoolean("messaging.write-pages")) {
            Files.write(PAGE, answered);
        }
        assertEquals(comparable(answered), comparable(Files.readAllLines(PAGE)));
    }

    /** The page with what its commands answer now. */
    private List<String> answered(List<String> shown, String database) throws IOException, InterruptedException {
        List<String> answered = new ArrayList<>();
        boolean console = false;
        for (String line : shown) {
            boolean begins = line.equals(BEGIN);
            if (begins || (console && line.equals(END))) {
                console = begins;
                answered.add(line);
            } else if (!console) {
                answered.add(line);
            } else if (line.startsWith(PROMPT)) {
                answered.add(line);
                answered.addAll(run(line.substring(PROMPT.length()), database));
            }
        }
        return answered;
    }

    private List<String> run(String command, String database) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("MESSAGING_") || name.startsWith("AWS_"));
        builder.environment()
                .putAll(Map.of("XDG_DATA_HOME", folder.resolve(".local/share").toString(), "HOME", folder.toString(),
                        "AWS_ENDPOINT_URL_DYNAMODB", database, "AWS_REGION", "eu-central-1", "AWS_ACCESS_KEY_ID",
                        "local",
                        "AWS_SECRET_ACCESS_KEY", "local"));
        Path output = folder.resolve("output.txt");
        Process process = builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile()).start();
        try {
            assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), command + " does not end");
        } finally {
            process.destroyForcibly();
        }
        String answered = renamed(Files.readString(output, StandardCharsets.UTF_8), folder.toString(), HOME);
        return renamed(answered, "dynamodb:" + database + "/", "dynamodb:eu-central-1/").lines().toList();
    }

    /** What stands in the columns to the right stays where it is. */
    private static String renamed(String text, String from, String to) {
        String room = " ".repeat(Math.max(0, from.length() - to.length()));
        return Pattern.compile(Pattern.quote(from) + "([^\\s\"]*)( {2,})?").matcher(text).replaceAll(found -> Matcher
                .quoteReplacement(to + found.group(1) + (found.group(2) == null ? "" : found.group(2) + room)));
    }

    /** Without what is another each time, and so without the widths of columns. */
    private static String comparable(List<String> page) {
        return String.join("\n", page).replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
                .replaceAll("\\d{8}T\\d{6}Z", "TIME")
                .replaceAll("\\b1[78]\\d{11}\\b", "MILLIS").replaceAll("-[0-9a-f]{32}\\b", "-RANDOM")
                .replaceAll("\\bMT[A-Za-z0-9_-]{20,}", "CURSOR").replaceAll(" {2,}", " ");
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
