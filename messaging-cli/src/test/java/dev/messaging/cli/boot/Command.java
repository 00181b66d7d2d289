package dev.messaging.cli.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A command that has ended.
 *
 * @param succeeded whether its exit code was 0
 * @param output all that it said, on both streams
 */
record Command(boolean succeeded, String output) {
    private static final int LINES_SHOWN = 5;

    static Command run(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Command(process.waitFor() == 0, output);
    }

    /** The last that it said. */
    String end() {
        List<String> lines = output.lines().toList();
        return String.join(" ", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }
}
