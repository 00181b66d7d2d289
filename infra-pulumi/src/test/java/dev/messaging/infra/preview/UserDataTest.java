package dev.messaging.infra.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.infra.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What machines do when they first start. Leaves it in target/user-data, for whoever boots a machine with it. */
class UserDataTest {
    private static final int BYTES_MAX = 16 * 1_024;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "prod_lambda")
    void itIsACloudConfigThatWritesFourFilesAndRunsOneScript(Variant variant) throws IOException {
        String text = userData(variant);
        Path file = Files.createDirectories(Path.of("target", "user-data"))
                .resolve(variant.name().replace('_', '-') + ".yaml");
        Files.writeString(file, text);

        assertTrue(text.startsWith("#cloud-config\n"));
        assertTrue(text.getBytes(StandardCharsets.UTF_8).length < BYTES_MAX, text.length() + " characters");
        // cloud-init ignores keys that it does not know, misspelt ones too.
        Map<?, ?> config = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
        assertEquals(Set.of("write_files", "runcmd"), config.keySet());
        assertEquals(List.of(List.of("/usr/local/sbin/messaging-bootstrap")), config.get("runcmd"));
        assertEquals(Map.of("/etc/messaging/messaging.env", "0640", "/etc/messaging/deploy.env", "0644",
                "/etc/messaging/release.env", "0644", "/usr/local/sbin/messaging-bootstrap", "0755"),
                files(config, "permissions"));
        assertEquals(
                Files.readString(Path.of("src/main/resources/dev/messaging/infra/bootstrap.sh")),
                files(config, "content").get("/usr/local/sbin/messaging-bootstrap"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "prod_lambda")
    void cloudInitItselfAcceptsIt(Variant variant) throws Exception {
        Tool cloudInit = Tool.orSkip("cloud-init");
        Path file = Files.writeString(folder.resolve("user-data"), userData(variant));
        Tool.Said said = cloudInit.run(List.of("schema", "--config-file", file.toString()));
        assertEquals(0, said.exitCode(), said.text());
    }

    @Test
    void theServerIsToldAllThatItNeeds() {
        Map<String, String> server = settings(Variant.prod, "messaging.env");
        assertEquals(Map.ofEntries(Map.entry("MESSAGING_STORE", "dynamodb"),
                Map.entry("MESSAGING_REGION", "eu-central-1"), Map.entry("MESSAGING_PREFIX", "messaging-prod-"),
                Map.entry("MESSAGING_AUTH", "required"), Map.entry("MESSAGING_RATE_LIMITS", "on"),
                Map.entry("MESSAGING_LOG_FORMAT", "json"), Map.entry("MESSAGING_HOST", "0.0.0.0"),
                Map.entry("MESSAGING_PORT", "8080"), Map.entry("MESSAGING_IDLE_WAIT", "135"),
                Map.entry("MESSAGING_DRAIN_WAIT", "25"), Map.entry("MESSAGING_TRUSTED_PROXY", "172.31.0.0/16")),
                server);
        assertEquals("open", settings(Variant.dev, "messaging.env").get("MESSAGING_AUTH"));
        assertEquals("80", settings(Variant.dev, "messaging.env").get("MESSAGING_PORT"));
    }

    @Test
    void connectionsOutliveTheMinuteBetweenTwoChecksAndTheServerTheBalancer() {
        int balancer = new Policy.Found(Variant.prod.graph()).of("LoadBalancer").findFirst().orElseThrow()
                .number("idleTimeout");
        int server = Integer
                .parseInt(String.valueOf(settings(Variant.prod, "messaging.env").get("MESSAGING_IDLE_WAIT")));
        assertTrue(balancer > 60 && server > balancer, "balancer " + balancer + " s, server " + server + " s");
    }

    @Test
    void aServerThatSpeaksHttpsFetchesItsCertificate() {
        Map<String, String> server = settings(Variant.prod_nlb, "messaging.env");
        assertEquals("/etc/messaging/tls/cert.pem", server.get("MESSAGING_TLS_CERT"));
        assertEquals("/etc/messaging/tls/key.pem", server.get("MESSAGING_TLS_KEY"));
        assertEquals(null, server.get("MESSAGING_TRUSTED_PROXY"));
        Map<String, String> release = settings(Variant.prod_nlb, "release.env");
        assertEquals("/messaging/prod/cert", release.get("TLS_CERT_PARAMETER"));
        assertEquals("/messaging/prod/key", release.get("TLS_KEY_PARAMETER"));
        assertEquals("443", settings(Variant.prod_none, "release.env").get("PORT"));
    }

    @Test
    void anotherReleaseIsOtherUserData() {
        Map<String, String> release = settings(Variant.prod, "release.env");
        assertEquals("release-bucket", release.get("RELEASE_BUCKET"));
        assertEquals("eu-central-1", release.get("AWS_REGION"));
        assertEquals("java-25-amazon-corretto-headless", release.get("JAVA_PACKAGE"));
        String sha256 = String.valueOf(release.get("RELEASE_SHA256"));
        assertEquals("releases/messaging-0.0.0-" + sha256 + ".zip", release.get("RELEASE_KEY"));
        assertEquals(64, sha256.length());
        assertEquals(Map.of("LOG_GROUP", "/messaging/prod", "METRICS_NAMESPACE", ""),
                settings(Variant.prod, "deploy.env"));
    }

    private static String userData(Variant variant) {
        String base64 = variant.graph().getAsJsonArray("resources").asList().stream()
                .map(element -> new Policy.One(element.getAsJsonObject()))
                .filter(one -> one.is("LaunchTemplate", "Instance"))
                .map(one -> one.text("userData") + one.text("userDataBase64")).findFirst().orElseThrow();
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static Map<String, String> settings(Variant variant, String file) {
        Map<?, ?> config = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(userData(variant));
        Map<String, String> settings = new TreeMap<>();
        String.valueOf(files(config, "content").get("/etc/messaging/" + file)).lines()
                .forEach(line -> settings.put(line.split("=", 2)[0], line.split("=", 2)[1]));
        return settings;
    }

    private static Map<String, String> files(Map<?, ?> config, String what) {
        Map<String, String> files = new TreeMap<>();
        if (config.get("write_files") instanceof List<?> list) {
            list.forEach(file -> {
                if (file instanceof Map<?, ?> one) {
                    files.put(String.valueOf(one.get("path")), String.valueOf(one.get(what)));
                }
            });
        }
        return files;
    }
}
