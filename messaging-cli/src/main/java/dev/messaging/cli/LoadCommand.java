package dev.messaging.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.messaging.cli.load.CapacitySearch;
import dev.messaging.cli.load.CheckBy;
import dev.messaging.cli.load.Display;
import dev.messaging.cli.load.Load;
import dev.messaging.cli.load.LoadFailed;
import dev.messaging.cli.load.Workload;
import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.cli.wiring.WrongUsage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Made-up users against a server, to see what it holds. */
@Command(name = "load", mixinStandardHelpOptions = true, description = {
        "Lets made-up users check and talk, against any server, and tells what they met.",
        "Requests begin when they are due, answered or not, and are timed from then. The users stay on the server: try a system that may be thrown away."},
        footer = {"", "Example:", "  messaging load http://127.0.0.1:8080 --users 1000 --seconds 60"})
final class LoadCommand implements Callable<Integer> {
    private static final int SECONDS_MAX = 86_400;
    private static final int MILLIS_MAX = 60_000;
    private static final int RATE_MAX = 1_000_000;
    private static final int UNANSWERED_MAX = 100_000;

    private final Surroundings surroundings;

    @Mixin
    private final Answers answers;

    @Parameters(paramLabel = "URL", description = "The server, such as http://127.0.0.1:8080.")
    private URI server = URI.create("");

    @Mixin
    private final LoadedUsers users = new LoadedUsers();

    @Option(names = "--seconds", paramLabel = "SECONDS", defaultValue = "60",
            description = "How long to count; with --find-capacity, each rate. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--warm-up", paramLabel = "SECONDS", defaultValue = "5",
            description = "How long not to count before that. Default: ${DEFAULT-VALUE}")
    private int warmUpSeconds;

    @Option(names = "--patience", paramLabel = "SECONDS", defaultValue = "10",
            description = "How long to wait for an answer. Default: ${DEFAULT-VALUE}")
    private int patienceSeconds;

    @Option(names = "--unanswered-max", paramLabel = "REQUESTS", defaultValue = "5000",
            description = "The most requests without an answer; a further one is not sent, but counted. Default: ${DEFAULT-VALUE}")
    private int unansweredMax;

    @Option(names = "--seed", paramLabel = "NUMBER", defaultValue = "1",
            description = "Repeats who writes to whom, and when. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--find-capacity",
            description = "Looks for the highest rate that the server holds, and how many such servers users need.")
    private boolean findCapacity;

    @Option(names = "--p99-max", paramLabel = "MILLISECONDS", defaultValue = "100",
            description = "With --find-capacity: a rate counts as held up to this 99th percentile. Default: ${DEFAULT-VALUE}")
    private int p99MillisMax;

    @Option(names = "--first-rate", paramLabel = "RATE", defaultValue = "250",
            description = "With --find-capacity: where to begin, in operations a second. Default: ${DEFAULT-VALUE}")
    private int firstRate;

    @Option(names = "--last-rate", paramLabel = "RATE", defaultValue = "1000000",
            description = "With --find-capacity: where to end, if all is held. Default: ${DEFAULT-VALUE}")
    private int lastRate;

    @Option(names = "--report", paramLabel = "FILE", description = "Also writes what came out to a file, as JSON.")
    private @Nullable Path report;

    LoadCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.answers = new Answers(surroundings);
    }

    @Override
    public Integer call() {
        Display display = Screen.progress(surroundings);
        Workload workload = users.workload();
        if (findCapacity) {
            checkComparable(workload);
        }
        if (report != null) {
            checkWritable(report);
        }
        try (Load load = new Load(checked(server), workload, rules(), display)) {
            Object outcome = findCapacity ? load.capacity(search()) : load.run();
            answers.print(outcome);
            if (report != null) {
                write(report, outcome);
            }
            return ExitCodes.DONE;
        } catch (LoadFailed nothing) {
            surroundings.notes().println("messaging: " + Printable.line(String.valueOf(nothing.getMessage())));
            return ExitCodes.REFUSED;
        }
    }

    private static void checkComparable(Workload workload) {
        if (workload.checkBy() == CheckBy.everything && workload.messagesADay() > 0) {
            throw new WrongUsage("With --check-by everything each rate finds longer inboxes than the one before:"
                    + " --find-capacity needs --messages-a-day 0, or another way to check.");
        }
    }

    /** Before minutes of measuring; what is in the file stays until there is something to write. */
    private static void checkWritable(Path file) {
        try {
            Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
        } catch (IOException unwritable) {
            throw unwritable(file, unwritable);
        }
    }

    private Load.Rules rules() {
        return new Load.Rules(within("--warm-up", warmUpSeconds, 0), within("--seconds", seconds, 1),
                within("--patience", patienceSeconds, 1),
                Math.toIntExact(Values.inRange("--unanswered-max", unansweredMax, 1, UNANSWERED_MAX)), seed);
    }

    private CapacitySearch search() {
        return new CapacitySearch(Values.inRange("--p99-max", p99MillisMax, 1, MILLIS_MAX),
                Values.inRange("--first-rate", firstRate, 1, RATE_MAX),
                Values.inRange("--last-rate", lastRate, firstRate, RATE_MAX));
    }

    private static Duration within(String option, int value, int least) {
        return Duration.ofSeconds(Values.inRange(option, value, least, SECONDS_MAX));
    }

    private static URI checked(URI url) {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null || !url.getPath().matches("/?") || url.getQuery() != null) {
            throw new WrongUsage("URL is a server's address such as http://127.0.0.1:8080, not " + url + ".");
        }
        return url;
    }

    private static void write(Path file, Object outcome) {
        try {
            Files.writeString(file, new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(outcome) + "\n");
        } catch (IOException unwritable) {
            throw unwritable(file, unwritable);
        }
    }

    private static WrongUsage unwritable(Path file, IOException why) {
        return new WrongUsage("--report " + file + " cannot be written: " + why);
    }
}
