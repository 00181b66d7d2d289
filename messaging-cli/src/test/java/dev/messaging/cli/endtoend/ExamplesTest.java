package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients in examples/, as somebody who copies one would first run it. Skipped where there is no Python. */
class ExamplesTest {
    private static final String PYTHON = "python3";

    @TempDir
    Path folder;

    @BeforeEach
    void needsPython() throws Exception {
        assumeTrue(hasPython(), "the examples are not run: they need a python3 of at least 3.9 on the PATH");
    }

    @Test
    void theClientOfTheFirstDialectGetsWhatItExpects() throws Exception {
        try (Program server = Program.serve(folder, "sqlite:" + folder.resolve("messaging.db"))) {
            List<String> said = run("v1_client.py", server.url(), 0);
            assertSaid(said, ".*\\d\\d:\\d\\d:\\d\\d .* Ada: 'Hello, Bob'");
            assertSaid(said, "refused 403 /problems/blocked: user-.* does not take messages from the sender\\.");
            assertSaid(said, "refused 401 /problems/wrong-credentials: .*");
            assertSaid(said, "ok      signed out");
            assertEquals("All as expected.", said.getLast());
        }
    }

    @Test
    void theClientOfTheSecondDialectGetsWhatItExpects() throws Exception {
        try (Program server = Program.serve(folder, "sqlite:" + folder.resolve("messaging.db"))) {
            List<String> said = run("actions_client.py", server.url(), 0);
            assertSaid(said, ".*\\d\\d:\\d\\d:\\d\\d .* Carol to the group: 'Hello, all'");
            assertSaid(said, "refused 403 Unauthorized access");
            assertSaid(said, "refused 403 You are unable to send messages to user-.*\\.");
            assertSaid(said, "ok      its owner removes");
            assertEquals("All as expected.", said.getLast());
        }
    }

    @Test
    void theClientsFailWithTheServersWordsWhereSomethingIsNotAsExpected() throws Exception {
        try (Program server = Program.start(folder, "serve", "--port", "0", "--store", "memory", "--auth",
                "required")) {
            String url = server.url();
            assertEquals("FAILED Problem: 400 /problems/bad-value: ",
                    run("v1_client.py", url, 1).getLast().replaceFirst("password .*", ""));
            assertEquals("FAILED Refused: 403 Unauthorized access", run("actions_client.py", url, 1).getLast());
        }
    }

    /** All lines, those on standard error last. */
    private List<String> run(String example, String url, int exitCode) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(PYTHON, Path.of("examples", example).toString(), url)
                .directory(Checkout.root().toFile());
        try (Program client = Program.start(builder, folder)) {
            int code = client.exitCode();
            String said = String.join("\n", client.answers()) + "\n" + client.notes();
            assertEquals(Optional.empty(), Secrets.in(said).map(secret -> "a secret in what it said"));
            assertEquals(exitCode, code, said);
            return said.lines().toList();
        }
    }

    private static void assertSaid(List<String> said, String line) {
        assertTrue(said.stream().anyMatch(each -> each.matches(line)), () -> line + " is not in " + said);
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 9))").start()
                    .waitFor() == 0;
        } catch (IOException notFound) {
            return false;
        }
    }
}
