package dev.messaging.cli;

import dev.messaging.cli.bulk.Exports;
import dev.messaging.cli.load.Display;
import dev.messaging.cli.wiring.StoreOptions;
import dev.messaging.cli.wiring.StoreRequest;
import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.Messaging;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A whole store as a file. */
@Command(name = "export", mixinStandardHelpOptions = true, description = {
        "Writes users, groups, members, blocks and inboxes as JSON Lines, to be imported elsewhere.",
        "Beside running servers, whoever writes meanwhile may be in it or not: let them serve --read-only for the whole to be"
                + " one state. Exit code 1 if something could not be read and was left out."},
        footer = {"", "Example:", "  messaging export all.jsonl --with-passwords"})
final class ExportCommand implements Callable<Integer> {
    private static final int RATE_MAX = 10_000_000;
    private static final int SECONDS_MAX = 86_400;
    private static final Duration KEEP_EVERY = Duration.ofSeconds(1);

    private final Surroundings surroundings;

    @Mixin
    private final StoreOptions store;

    @Mixin
    private final Answers answers;

    @Parameters(paramLabel = "FILE", description = "A new file, or - for standard output.")
    private String file = "";

    @Option(names = "--resume", description = "Goes on with the file where an export of the same was killed.")
    private boolean resume;

    @Option(names = "--inboxes-only", description = "Leaves users, groups, members and blocks to a later export.")
    private boolean inboxesOnly;

    @Option(names = "--with-passwords",
            description = "Takes along what is kept of passwords: hashes, by which passwords can be guessed. Without, those who have one cannot log in after an import until another is set.")
    private boolean withPasswords;

    @Option(names = "--since", paramLabel = "FILE",
            description = "An earlier export of this store: inboxes begin where it ended; all else is whole. Can be repeated.")
    private List<Path> since = List.of();

    @Option(names = "--when-quiet", description = "Waits until no delivery is under way.")
    private boolean whenQuiet;

    @Option(names = "--patience", paramLabel = "SECONDS", defaultValue = "300",
            description = "How long to wait for that. Default: ${DEFAULT-VALUE}")
    private int patienceSeconds;

    @Option(names = "--max-reads-per-second", paramLabel = "RECORDS", defaultValue = "0",
            description = "The most records to read in a second; 0 for no bound. Default: ${DEFAULT-VALUE}")
    private int readsPerSecond;

    ExportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.store = new StoreOptions(surroundings);
        this.answers = new Answers(surroundings);
    }

    @Override
    public Integer call() {
        boolean toStream = file.equals("-");
        if (toStream && resume) {
            throw new WrongUsage("--resume goes on with a file; what went to standard output is gone.");
        }
        Display display = Screen.progress(surroundings);
        try (Messaging messaging = store.open(StoreRequest.Use.READ).build()) {
            Exports exports = new Exports(messaging.store(), choices(), display, surroundings.notes());
            if (whenQuiet) {
                exports.awaitQuiet(Duration.ofSeconds(Values.inRange("--patience", patienceSeconds, 0, SECONDS_MAX)),
                        time -> LockSupport.parkNanos(time.toNanos()));
            }
            Exports.Answer answer = toStream
                    ? exports.toStream(surroundings.answers())
                    : resume ? exports.resume(Path.of(file)) : exports.toFile(Path.of(file));
            surroundings.notes().println("from " + messaging.store().location());
            if (!toStream) {
                answers.print(answer);
            }
            return answer.damaged() == 0 ? ExitCodes.DONE : ExitCodes.REFUSED;
        }
    }

    private Exports.Choices choices() {
        return new Exports.Choices(inboxesOnly, withPasswords, since,
                Values.inRange("--max-reads-per-second", readsPerSecond, 0, RATE_MAX), KEEP_EVERY);
    }
}
