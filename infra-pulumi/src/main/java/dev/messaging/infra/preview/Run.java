package dev.messaging.infra.preview;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a program, in a JVM of its own, as the pulumi command runs it.
 *
 * @param exitCode 0; or 32 if the program had said what was wrong, which is Pulumi's own code
 * @param graph what it declared
 * @param said what it logged, each with its level
 * @param printed what else it wrote
 */
record Run(int exitCode, JsonObject graph, List<String> said, String printed) {
    private static final long SECONDS_MAX = 120;
    static final String PROJECT = "messaging";

    /** Without it the library hangs where there are few processors: github.com/pulumi/pulumi-java/issues/2270. */
    private static final String PARALLELISM = "-Djava.util.concurrent.ForkJoinPool.common.parallelism=8";

    /**
     * Runs it.
     *
     * @param main the name of its main class, on the class path of this program
     * @param stack for which stack
     * @param settings the stack's settings by their whole names
     * @param answers what AWS is to tell
     * @throws IOException if it cannot be started, or does not end
     */
    static Run of(String main, String stack, Map<String, String> settings, Answers answers)
            throws IOException, InterruptedException {
        Path printed = Files.createTempFile("messaging-preview", ".log");
        try (Engine engine = new Engine(PROJECT, stack, answers)) {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), PARALLELISM, "-cp",
                    System.getProperty("java.class.path"), main).redirectErrorStream(true)
                    .redirectOutput(printed.toFile());
            builder.environment().putAll(Map.of("PULUMI_MONITOR", engine.address(), "PULUMI_ENGINE", engine.address(),
                    "PULUMI_PROJECT", PROJECT, "PULUMI_STACK", stack, "PULUMI_DRY_RUN",
                    Boolean.toString(answers == Answers.UNKNOWN), "PULUMI_CONFIG", new Gson().toJson(settings)));
            Process program = builder.start();
            if (!program.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                program.destroyForcibly();
                throw new IOException("The program did not end within " + SECONDS_MAX + " s: "
                        + Files.readString(printed, StandardCharsets.UTF_8));
            }
            return new Run(program.exitValue(), Graph.of(PROJECT, stack, engine.declared(), engine.outputs()),
                    engine.said(), Files.readString(printed, StandardCharsets.UTF_8));
        } finally {
            Files.delete(printed);
        }
    }
}
