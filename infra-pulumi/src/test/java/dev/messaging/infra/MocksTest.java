package dev.messaging.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pulumi.test.Mocks;
import com.pulumi.test.TestOptions;
import com.pulumi.test.TestResult;
import com.pulumi.test.internal.PulumiTestInternal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program within one JVM, by Pulumi's own means for tests. */
class MocksTest {
    @TempDir
    Path folder;

    private final List<String> declared = new CopyOnWriteArrayList<>();

    @AfterEach
    void forget() {
        PulumiTestInternal.cleanup();
    }

    private TestResult run(Map<String, String> more) throws Exception {
        Path release = folder.resolve(
                "messaging-1-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855.zip");
        Map<String, String> settings = new TreeMap<>(Map.of("aws:region", "eu-central-1", "messaging:allowPlainHttp",
                "true", "messaging:release", Files.write(release, new byte[0]).toString()));
        settings.putAll(more);
        return PulumiTestInternal.builder()
                .options(TestOptions.builder().projectName("messaging").stackName("test").preview(false).build())
                .mocks(new Recorder()).config(settings).build().runTest(context -> App.define(context, settings));
    }

    @Test
    void aStackIsDeclaredWithoutErrors() throws Exception {
        TestResult result = run(Map.of("messaging:alarmEmail", "ops@example.org"));
        assertEquals(List.of(), result.exceptions());
        assertEquals(List.of(), result.errors());
        assertEquals(2, declared.stream().filter("aws:dynamodb/table:Table"::equals).count());
        assertEquals(6, declared.stream().filter("aws:cloudwatch/metricAlarm:MetricAlarm"::equals).count());
        assertFalse(declared.contains("aws:lambda/function:Function"));
    }

    @Test
    void wrongSettingsDeclareNothing() throws Exception {
        TestResult result = run(Map.of("messaging:auth", "maybe"));
        assertTrue(String.valueOf(result.exceptions().getFirst().getMessage()).contains("messaging:auth is \"maybe\""),
                result.exceptions().toString());
        assertEquals(List.of(), declared.stream().filter(type -> type.startsWith("aws:")).toList());
    }

    /** Called from several threads. */
    private final class Recorder implements Mocks {
        @Override
        public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs resource) {
            declared.add(resource.type);
            Map<String, Object> state = new HashMap<>(resource.inputs);
            for (String computed : List.of("arn", "name", "arnSuffix", "dnsName", "latestVersion")) {
                state.putIfAbsent(computed, computed.equals("latestVersion") ? 1.0 : computed + " of " + resource.name);
            }
            return CompletableFuture
                    .completedFuture(ResourceResult.of(Optional.of(resource.name + "-id"), Map.copyOf(state)));
        }

        @Override
        public CompletableFuture<Map<String, Object>> callAsync(CallArgs call) {
            return CompletableFuture.completedFuture(switch (call.token) {
                case "aws:ec2/getVpc:getVpc" -> Map.of("id", "vpc-1", "cidrBlock", "10.0.0.0/16");
                case "aws:ssm/getParameter:getParameter" -> Map.of("id", "x", "value", "ami-1");
                case "aws:index/getCallerIdentity:getCallerIdentity" -> Map.of("id", "1", "accountId", "1");
                case "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings" ->
                    Map.of("id", "x", "locations", List.of("zone-a"));
                default -> Map.of("id", "x", "ids", List.of("one", "two"));
            });
        }
    }
}
