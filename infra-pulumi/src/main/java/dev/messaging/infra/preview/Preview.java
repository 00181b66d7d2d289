package dev.messaging.infra.preview;

import dev.messaging.infra.App;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * {@code Preview STACK SETTINGS GRAPH [--unknown]}: shows what the program would declare for a stack, without the pulumi
 * command and without AWS. SETTINGS is the stack's YAML file; GRAPH is where the resource graph goes, as JSON. What only AWS
 * knows is made up, or left unknown by {@code --unknown}. Ends with 0, or with 1 and what is wrong.
 */
public final class Preview {
    private static final String USAGE = "Usage: Preview STACK SETTINGS GRAPH [--unknown]";

    private Preview() {}

    /**
     * Runs a preview.
     *
     * @param arguments see the class
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(run(arguments, new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8)));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) throws IOException, InterruptedException {
        boolean unknown = arguments.length == 4 && arguments[3].equals("--unknown");
        if (arguments.length != 3 && !unknown) {
            err.println(USAGE);
            return 2;
        }
        Map<String, String> settings;
        try {
            settings = StandIn.added(StackFile.read(Path.of(arguments[1])), err);
        } catch (IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
            return 1;
        }
        Run run = Run.of(App.class.getName(), arguments[0], settings, unknown ? Answers.UNKNOWN : Answers.MADE_UP);
        run.said().stream().filter(line -> !line.startsWith("DEBUG")).forEach(err::println);
        if (run.exitCode() != 0) {
            err.print(run.printed());
            return 1;
        }
        Path graph = Path.of(arguments[2]);
        Files.createDirectories(graph.toAbsolutePath().getParent());
        Files.writeString(graph, Graph.text(run.graph()));
        out.print(Tree.of(run.graph()));
        return 0;
    }
}
