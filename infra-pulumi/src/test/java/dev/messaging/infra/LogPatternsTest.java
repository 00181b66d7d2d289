package dev.messaging.infra;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What is counted in the servers' logs is what servers write there. They are other modules, which this one does not depend
 * on, so it looks at their sources.
 */
class LogPatternsTest {
    @Test
    void requestsAreLoggedUnderTheNameThatIsCounted() throws IOException {
        String lines = source("messaging-http/src/main/java/dev/messaging/http/RequestLines.java");
        contains(lines, "getLogger(\"dev.messaging.http.requests\")");
        contains(lines, "\"{} {} {}{} {} ms {}\"");
        contains(lines, "response.getStatus() >= 500 || brokenOff ? Level.WARN : Level.INFO");
    }

    @Test
    void thoseThatWaitForNewsAreCalledSo() throws IOException {
        contains(source("messaging-http/src/main/java/dev/messaging/http/Routes.java"), "\"followMessages\"");
        contains(source("docs/RELIABILITY.md"), "`waitForMessages` for checks that waited");
    }

    @Test
    void anOutboxThatIsBehindIsLoggedInTheWordsThatAreCounted() throws IOException {
        contains(source("messaging-dynamo/src/main/java/dev/messaging/dynamo/Recovery.java"),
                "LOG.warn(\"The outbox is behind: ");
        contains(source("messaging-dynamo/src/main/java/dev/messaging/dynamo/RecoveryLoop.java"), "LOG.warn(");
    }

    private static String source(String path) throws IOException {
        return Files.readString(Path.of("..").resolve(path));
    }

    private static void contains(String text, String part) {
        assertTrue(text.contains(part), "There is no " + part + " any more: see Logs.Count");
    }
}
