package dev.messaging.cli;

import dev.messaging.cli.bulk.Imports;
import dev.messaging.cli.load.Display;
import dev.messaging.cli.wiring.StoreOptions;
import dev.messaging.cli.wiring.StoreRequest;
import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.core.Messaging;
import dev.messaging.core.model.PasswordHash;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A whole store from a file. */
@Command(name = "import", mixinStandardHelpOptions = true, description = {
        "Writes into a store what another one exported, with its ids, numbers and times.",
        "Nothing that is there is changed: what is identical is passed over, so a killed import is gone on with by the same"
                + " command; what differs is told as a conflict, left as it is, and ends in exit code 1.",
        "On DynamoDB no server may write to the store before the last import into it is done."},
        footer = {"", "Example:", "  messaging import all.jsonl --store dynamodb --region eu-central-1"})
final class ImportCommand implements Callable<Integer> {
    private static final int RATE_MAX = 10_000_000;

    private final Surroundings surroundings;

    @Mixin
    private final StoreOptions store;

    @Mixin
    private final Answers answers;

    @Parameters(paramLabel = "FILE", description = "What export has written, or - for standard input.")
    private String file = "";

    @Option(names = "--dry-run", description = "Reads and compares everything, and writes nothing.")
    private boolean dryRun;

    @Option(names = "--max-writes-per-second", paramLabel = "RECORDS", defaultValue = "0",
            description = "The most records to write in a second, and at once; 0 for no bound. Default: ${DEFAULT-VALUE}")
    private int writesPerSecond;

    private @Nullable PasswordHash forgotten;

    ImportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.store = new StoreOptions(surroundings);
        this.answers = new Answers(surroundings);
    }

    @Override
    public Integer call() {
        Display display = Screen.progress(surroundings);
        Imports.Choices choices = new Imports.Choices(dryRun,
                Values.inRange("--max-writes-per-second", writesPerSecond, 0, RATE_MAX));
        if (!file.equals("-")) {
            Imports.check(Path.of(file));
        }
        try (Messaging messaging = store.open(dryRun ? StoreRequest.Use.READ : StoreRequest.Use.BEGIN).build()) {
            Imports imports = new Imports(messaging.store().archive(), this::forgotten, choices, display,
                    surroundings.notes());
            Imports.Answer answer = file.equals("-")
                    ? imports.ofStream(surroundings.input())
                    : imports.ofFile(Path.of(file));
            surroundings.notes().println("in " + messaging.store().location());
            if (answers.areLines()) {
                answers.print("imported", answer.imported());
                surroundings.notes().println("dryRun " + answer.dryRun() + ", conflicts " + answer.conflicts());
            } else {
                answers.print(answer);
            }
            return answer.conflicts() == 0 ? ExitCodes.DONE : ExitCodes.REFUSED;
        }
    }

    /** One for all, if one is needed: it is forgotten anyway, and hashing takes time. */
    private PasswordHash forgotten() {
        PasswordHash known = forgotten;
        if (known == null) {
            known = StoreOptions.forgottenPassword();
            forgotten = known;
        }
        return known;
    }
}
