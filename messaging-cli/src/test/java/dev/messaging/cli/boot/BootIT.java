package dev.messaging.cli.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Boots user data on a throw-away instance: systemd, cloud-init, the release archive as it was built, and DynamoDB Local
 * as a process of its own. Each check in {@code src/test/boot/checks} is a test here. Skipped where a machine cannot do
 * this; not covered at all are dnf, SELinux, the instance metadata service, and ARM.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES) // the file system of the instance is fetched the first time
class BootIT {
    @TestFactory
    Stream<DynamicTest> anInstanceBecomesAServer() throws Exception {
        Path folder = Path.of(System.getProperty("messaging.test.boot.folder", "target/boot"));
        Optional<String> obstacle = Obstacles.first(folder);
        assumeTrue(obstacle.isEmpty(), () -> "the boot test is not run: " + obstacle.orElseThrow());

        Instance instance = new Instance(folder);
        Map<String, Result> results = instance.boot();
        return instance.checks().stream().map(check -> DynamicTest.dynamicTest(check.replace('-', ' '),
                () -> assertPassed(results.getOrDefault(check, Result.notReached(instance.output())))));
    }

    private static void assertPassed(Result result) {
        assertEquals("passed", result.status(), result.seen());
    }
}
