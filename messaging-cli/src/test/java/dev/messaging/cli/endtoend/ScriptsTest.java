package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts and what the installer lays out, as far as that can be judged without installing. */
class ScriptsTest {
    private static final Path DEPLOY = Checkout.root().resolve("messaging-cli/src/release/deploy");

    @TempDir
    Path folder;

    @Test
    void shellcheckFindsNothingInAnyScript() throws Exception {
        List<String> scripts = scripts();
        assertTrue(scripts.size() >= 12, scripts.toString());
        List<String> command = new ArrayList<>(List.of("shellcheck", "--external-sources", "--source-path=SCRIPTDIR"));
        command.addAll(scripts);
        assertSilent(command.toArray(String[]::new));
    }

    /** With a command in it that is here: the real one is there only where it is installed. */
    @Test
    void systemdFindsNothingWrongInTheUnit() throws Exception {
        Path unit = Files.writeString(folder.resolve("messaging.service"),
                Files.readString(DEPLOY.resolve("messaging.service"))
                        .replace("/opt/messaging/current/messaging serve", "/bin/true"));
        assertSilent("systemd-analyze", "verify", "--man=no", unit.toString());
    }

    @Test
    void systemdFindsTheUnitLittleExposed() throws Exception {
        String said = said(0, "systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=20",
                DEPLOY.resolve("messaging.service").toString());
        assertTrue(said.contains("Overall exposure level for messaging.service: "), said);
    }

    @ParameterizedTest
    @CsvSource({"'',false", "Messaging/Prod,true"})
    void theAgentIsToldWhatToShipAndMetricsOnlyIfThereIsANamespace(String namespace, boolean metrics) throws Exception {
        JsonNode settings = new ObjectMapper()
                .readTree(said(0, "bash", "-c", ". \"$1\"; log_group=/messaging/prod metrics_namespace=$2; "
                        + "render_agent_settings \"$3\"", "-", DEPLOY.resolve("install.sh").toString(), namespace,
                        DEPLOY.resolve("cloudwatch-agent.json").toString()));
        JsonNode file = settings.at("/logs/logs_collected/files/collect_list/0");
        assertEquals("/messaging/prod", file.get("log_group_name").asText());
        assertEquals("/var/log/messaging/*.log", file.get("file_path").asText());
        assertEquals(metrics, settings.has("metrics"));
        assertEquals(namespace, settings.at("/metrics/namespace").asText(""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef | 0 | 0123456789ab
            0123456789ab | 1 | install: the SHA-256 of an archive has 64 hex digits, and is not 0123456789ab
            """)
    void aReleaseIsToldApartByItsDigest(String digest, int exitCode, String expected) throws Exception {
        assertEquals(expected, said(exitCode, "bash", "-c", ". \"$1\"; digest \"$2\"", "-",
                DEPLOY.resolve("install.sh").toString(), digest).strip());
    }

    private static List<String> scripts() throws IOException {
        Path root = Checkout.root();
        List<Path> folders = List.of(root.resolve(".ci"), root.resolve("messaging-cli/src"));
        List<String> scripts = new ArrayList<>(
                List.of(root.resolve("messaging").toString(), root.resolve("crash-test").toString(),
                        root.resolve("development/start-bench").toString()));
        for (Path each : folders) {
            try (Stream<Path> files = Files.walk(each)) {
                files.filter(Files::isRegularFile).filter(ScriptsTest::isScript).map(Path::toString).sorted()
                        .forEach(scripts::add);
            }
        }
        return scripts;
    }

    private static boolean isScript(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).matches("(?s)#!/(usr/)?bin/.*");
        } catch (IOException unreadable) {
            throw new AssertionError(file.toString(), unreadable);
        }
    }

    private static void assertSilent(String... words) throws Exception {
        assertEquals("", said(0, words));
    }

    private static String said(int exitCode, String... words) throws Exception {
        Optional<Process> started = start(words);
        assumeTrue(started.isPresent(), () -> "not judged: there is no " + words[0] + " on this machine");
        Process process = started.orElseThrow();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(exitCode, process.waitFor(), said);
        return said;
    }

    private static Optional<Process> start(String... words) {
        try {
            return Optional.of(new ProcessBuilder(words).redirectErrorStream(true).start());
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
