package dev.messaging.infra.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int preview(String... arguments) throws Exception {
        return Preview.run(arguments, new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private Path settings(String text) throws IOException {
        return Files.writeString(folder.resolve("Pulumi.test.yaml"), text);
    }

    @Test
    void itShowsATreeAndWritesAGraph() throws Exception {
        Path graph = folder.resolve("new/graph.json");
        Path settings = settings("config:\n  aws:region: eu-central-1\n  messaging:auth: open\n  messaging:release: "
                + StandIn.release(folder) + "\n");
        assertEquals(0, preview("test", settings.toString(), graph.toString()), err.toString(StandardCharsets.UTF_8));
        String tree = out.toString(StandardCharsets.UTF_8);
        assertTrue(tree.startsWith("messaging · test\n  messaging:infra:"), tree);
        assertTrue(tree.contains("\n    aws:dynamodb/table:Table  messaging-test-messages  (protected)\n"), tree);
        assertTrue(tree.contains("\n  url: http://messaging-test.example.com\n"), tree);
        assertEquals("test",
                JsonParser.parseString(Files.readString(graph)).getAsJsonObject().get("stack").getAsString());
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("messaging:auth is open"));
    }

    @Test
    void wrongSettingsAreToldAndNothingIsWritten() throws Exception {
        Path graph = folder.resolve("graph.json");
        Path settings = settings("config:\n  messaging:auth: perhaps\n  messaging:release: " + StandIn.release(folder));
        assertEquals(1, preview("test", settings.toString(), graph.toString()));
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("aws:region is missing") && said.contains("messaging:auth is \"perhaps\""), said);
        assertFalse(Files.exists(graph));
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void wrongUsageIsTold() throws Exception {
        assertEquals(2, preview("test"));
        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("Usage: Preview STACK SETTINGS GRAPH"));
    }

    @Test
    void aStacksFileIsReadAsTheEngineWouldHandItOver() throws IOException {
        assertEquals(Map.of("a:flag", "true", "a:number", "5", "a:list", "[\"x\",\"y\"]", "a:text", "word"),
                StackFile.read(settings("config:\n  a:flag: true\n  a:number: 5\n  a:list: [x, y]\n  a:text: word\n")));
        assertEquals(Map.of(), StackFile.read(settings("encryptionsalt: none\n")));
        for (String wrong : List.of("config: [\n", "config: text\n", "- list\n",
                "config:\n  a:secret: {secure: xyz}\n")) {
            Path file = settings(wrong);
            assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> StackFile.read(file))
                    .getMessage()).contains("Pulumi.test.yaml"), wrong);
        }
    }
}
