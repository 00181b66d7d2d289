package dev.messaging.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The pulumi command asks the program, by Maven in this folder alone, which plugins it needs. */
class PluginsTest {
    @Test
    void thePulumiCommandLearnsThatItNeedsTheAwsPluginAndWhich() throws Exception {
        List<String> command = new ArrayList<>(List.of(property("messaging.test.maven") + "/bin/mvn", "-B", "-q",
                "-Dmaven.repo.local=" + property("messaging.test.repository")));
        if (property("messaging.test.offline").equals("offline=true")) {
            command.add("-o");
        }
        // The profile keeps out of the folder that this test runs from.
        command.addAll(List.of("-Pfast", "compile", "exec:java", "-DmainClass=com.pulumi.bootstrap.internal.Main",
                "-DmainArgs=packages"));
        ProcessBuilder maven = new ProcessBuilder(command);
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        maven.environment().remove("MAVEN_OPTS");
        Tool.Said said = Tool.said(maven.directory(Path.of("").toAbsolutePath().toFile()));
        assertEquals(0, said.exitCode(), said.text());
        assertTrue(said.text().replaceAll("\\s", "").contains("\"name\":\"aws\",\"version\":\"6.83.0\"")
                || said.text().replaceAll("\\s", "").contains("\"version\":\"6.83.0\",\"name\":\"aws\""), said.text());
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }
}
