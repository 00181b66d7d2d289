package dev.messaging.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.dynamo.DynamoDbLocal;
import java.io.File;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The README's snippets for those who embed the library, compiled and run as they stand there. */
class ReadmeLibraryTest {
    private static final List<String> IMPORTS = List.of("dev.messaging.core.*", "dev.messaging.core.memory.*",
            "dev.messaging.core.model.*", "dev.messaging.dynamo.*", "dev.messaging.sqlite.*", "java.nio.file.Path",
            "java.util.Optional",
            "software.amazon.awssdk.services.dynamodb.DynamoDbClient");

    @TempDir
    Path folder;

    @Test
    void theOneInMemoryRuns() throws Exception {
        run(snippet(0), null);
    }

    @Test
    void theOneOnSqliteRuns() throws Exception {
        Path file = folder.resolve("messaging.db");
        run(snippet(1).replace("\"messaging.db\"", "\"" + file.toString().replace("\\", "\\\\") + "\""), null);
        assertTrue(Files.size(file) > 0);
    }

    @Test
    @DisabledIfSystemProperty(named = "messaging.test.dynamodb-local", matches = "skip")
    void theOneOnAClientOfOnesOwnRuns() throws Exception {
        try (DynamoDbLocal database = DynamoDbLocal.start(DynamoDbLocalJars.folder(), 0, Optional.empty());
                DynamoDbClient client = DynamoDbLocalJars.client(database)) {
            run(snippet(2), client);
            assertEquals(2, client.listTables().tableNames().size());
        }
    }

    @Test
    void theOneWithPasswordsRuns() throws Exception {
        run(snippet(3), null);
    }

    private static String snippet(int index) throws Exception {
        String readme = Files.readString(Checkout.root().resolve("README.md"));
        List<String> snippets = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme).results()
                .map(found -> found.group(1)).toList();
        assertEquals(4, snippets.size());
        return snippets.get(index);
    }

    private void run(String snippet, @Nullable DynamoDbClient client) throws Exception {
        StringBuilder source = new StringBuilder();
        IMPORTS.forEach(name -> source.append("import ").append(name).append(";\n"));
        source.append("public class Snippet { public static void run(DynamoDbClient client) throws Exception {\n")
                .append(snippet).append("}}\n");
        Path file = Files.writeString(folder.resolve("Snippet.java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        boolean compiled = compiler.getTask(errors, null, null,
                List.of("-d", folder.toString(), "-proc:none", "-cp", System.getProperty("java.class.path", "")), null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(new File(file.toString()))).call();
        assertTrue(compiled, errors::toString);
        try (URLClassLoader loader = new URLClassLoader(new URL[]{folder.toUri().toURL()},
                getClass().getClassLoader())) {
            Method method = loader.loadClass("Snippet").getMethod("run", DynamoDbClient.class);
            method.invoke(null, client);
        }
    }
}
