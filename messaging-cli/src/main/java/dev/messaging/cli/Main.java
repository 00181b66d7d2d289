package dev.messaging.cli;

import dev.messaging.cli.wiring.StoreKinds;
import dev.messaging.cli.wiring.Surroundings;
import java.io.Console;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Runs one command in this process. */
public final class Main {
    private Main() {}

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param arguments the command's words
     */
    public static void main(String[] arguments) {
        // Some JDKs have another console, which is there even without a terminal.
        System.setProperty("jdk.console", "java.base");
        StandardOutput output = new StandardOutput();
        PrintWriter answers = utf8(output);
        PrintWriter notes = utf8(System.err);
        Surroundings surroundings = new Surroundings(System.getenv(), System.in, answers, notes,
                console().isPresent(),
                Optional.ofNullable(System.getProperty("messaging.checkout")).map(Path::of),
                StoreKinds.ofThisDistribution(), Main::askHidden, StopSignals::listen);
        int exitCode = CommandLines.execute(surroundings, arguments);
        answers.flush();
        System.exit(output.judged(exitCode, notes));
    }

    private static Optional<String> askHidden(String question) {
        return console().map(console -> console.readPassword("%s", question))
                .map(String::new);
    }

    /** The terminal, if there is one on both ends. */
    private static Optional<Console> console() {
        return Optional.ofNullable(System.console());
    }

    /** Texts come out as they went in, whatever the terminal's language is set to. */
    private static PrintWriter utf8(OutputStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
