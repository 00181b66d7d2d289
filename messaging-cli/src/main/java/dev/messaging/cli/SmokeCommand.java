package dev.messaging.cli;

import dev.messaging.cli.smoke.Tour;
import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.cli.wiring.WrongUsage;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries out a running server. */
@Command(name = "smoke", mixinStandardHelpOptions = true, description = {
        "Makes the README's tour of a running server, in both dialects, with users made up for it, which stay behind.",
        "Says each step, and where an answer is not the expected one, what was expected."},
        footer = {"",
                "Exit codes: 0 all as expected, 1 an answer was not, 2 wrong usage, 3 the server cannot be reached or is in trouble.",
                "", "Example:", "  messaging smoke http://127.0.0.1:8080"})
final class SmokeCommand implements Callable<Integer> {
    private static final int SECONDS_MAX = 600;

    private final Surroundings surroundings;

    @Parameters(paramLabel = "URL", description = {
            "Where the server is, such as https://messages.example.com. Its certificate must be one that this Java"
                    + " trusts."})
    private String url = "";

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "10", converter = Seconds.class,
            description = "How long one request may take. Default: ${DEFAULT-VALUE}")
    private int timeoutSeconds;

    @Option(names = "--patience", paramLabel = "SECONDS", defaultValue = "5", converter = Seconds.class,
            description = "How long a message may take from one node to another. Default: ${DEFAULT-VALUE}")
    private int patienceSeconds;

    SmokeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Tour.Outcome outcome = new Tour(server(), Duration.ofSeconds(timeoutSeconds),
                Duration.ofSeconds(patienceSeconds), this::say).make();
        return switch (outcome) {
            case AS_EXPECTED -> {
                say("All as expected.");
                yield ExitCodes.DONE;
            }
            case OTHERWISE -> ExitCodes.REFUSED;
            case IN_TROUBLE -> ExitCodes.STORE_TROUBLE;
        };
    }

    private void say(String line) {
        surroundings.answers().println(Printable.line(line));
        surroundings.answers().flush();
    }

    private URI server() {
        try {
            URI server = new URI(url);
            if (url.matches("https?://[^/?#@]+/?") && server.getHost() != null) {
                return server;
            }
        } catch (URISyntaxException wrong) {
            throw new WrongUsage("URL looks like https://messages.example.com: " + wrong.getMessage() + ".");
        }
        throw new WrongUsage("URL looks like https://messages.example.com, not like " + url + ".");
    }

    /** As an option says them. */
    static final class Seconds extends InRange {
        Seconds() {
            super(SECONDS_MAX);
        }
    }
}
