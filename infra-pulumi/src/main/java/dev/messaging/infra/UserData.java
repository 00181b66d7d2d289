package dev.messaging.infra;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.pulumi.core.Output;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a machine does when it first starts: files are written, then one script installs the release. cloud-init reads it as
 * YAML, and it is JSON, which is YAML too and has one way to quote. The release's hash stands in it, so another release is
 * other user data, and so another version of the launch template.
 */
final class UserData {
    /** What EC2 takes, before it is written in base64. */
    static final int BYTES_MAX = 16 * 1_024;

    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final String JAVA_PACKAGE = "java-25-amazon-corretto-headless";
    private static final String BOOTSTRAP = "/usr/local/sbin/messaging-bootstrap";
    private static final String TLS_FOLDER = "/etc/messaging/tls/";

    private UserData() {}

    /** In base64, as a launch template takes it. */
    static Output<String> of(StackConfig config, Artifact artifact, Logs logs, Network network) {
        return Output.tuple(artifact.bucketName(), artifact.key(), logs.name(), network.addresses())
                .applyValue(known -> encoded(cloudConfig(config, known.t1, known.t2, known.t3, known.t4)));
    }

    private static String cloudConfig(StackConfig config, String bucket, String key, String logGroup,
            String addresses) {
        List<Map<String, Object>> files = List.of(
                file("/etc/messaging/messaging.env", "0640", lines(server(config, addresses))),
                file("/etc/messaging/deploy.env", "0644", lines(installer(logGroup))),
                file("/etc/messaging/release.env", "0644", lines(release(config, bucket, key))),
                file(BOOTSTRAP, "0755", bootstrap()));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("write_files", files);
        all.put("runcmd", List.of(List.of(BOOTSTRAP)));
        return "#cloud-config\n" + JSON.toJson(all) + "\n";
    }

    /** Settings of the server: its options, written as variables. */
    private static Map<String, String> server(StackConfig config, String addresses) {
        Map<String, String> settings = ServerSettings.of(config);
        settings.put("MESSAGING_HOST", "0.0.0.0");
        settings.put("MESSAGING_PORT", Integer.toString(config.entry().serverPort()));
        // Longer than the 120 s for which a balancer keeps its connections: it must never meet one that is just closed.
        settings.put("MESSAGING_IDLE_WAIT", "135");
        settings.put("MESSAGING_DRAIN_WAIT", "25");
        if (config.entry().balancer() == Entry.Balancer.alb) {
            settings.put("MESSAGING_TRUSTED_PROXY", addresses);
        }
        if (config.entry().tlsOnServers()) {
            settings.put("MESSAGING_TLS_CERT", TLS_FOLDER + "cert.pem");
            settings.put("MESSAGING_TLS_KEY", TLS_FOLDER + "key.pem");
        }
        return settings;
    }

    private static Map<String, String> installer(String logGroup) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("LOG_GROUP", logGroup);
        settings.put("METRICS_NAMESPACE", "");
        return settings;
    }

    private static Map<String, String> release(StackConfig config, String bucket, String key) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("RELEASE_BUCKET", bucket);
        settings.put("RELEASE_KEY", key);
        settings.put("RELEASE_SHA256", config.release().sha256());
        settings.put("AWS_REGION", config.region());
        settings.put("JAVA_PACKAGE", JAVA_PACKAGE);
        settings.put("PORT", Integer.toString(config.entry().serverPort()));
        config.entry().certificateParameter().ifPresent(name -> settings.put("TLS_CERT_PARAMETER", name));
        config.entry().keyParameter().ifPresent(name -> settings.put("TLS_KEY_PARAMETER", name));
        return settings;
    }

    private static Map<String, Object> file(String path, String permissions, String content) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("path", path);
        file.put("permissions", permissions);
        file.put("content", content);
        return file;
    }

    private static String lines(Map<String, String> settings) {
        return settings.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static String bootstrap() {
        try (InputStream script = UserData.class.getResourceAsStream("bootstrap.sh")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > BYTES_MAX) {
            throw new IllegalStateException(
                    "The user data has " + bytes.length + " bytes, and EC2 takes " + BYTES_MAX + ".");
        }
        return Base64.getEncoder().encodeToString(bytes);
    }
}
