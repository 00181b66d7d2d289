package dev.messaging.cli;

import dev.messaging.cli.wiring.LocalDatabase;
import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.cli.wiring.WrongUsage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A database for development, to be shared by several servers. */
@Command(name = "dynamodb-local", mixinStandardHelpOptions = true,
        description = "Runs DynamoDB Local alone, from a source checkout, so that several servers can share it.",
        footer = {"", "Example:", "  messaging dynamodb-local --port 8000 --in-memory"})
final class DynamoDbLocalCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8000",
            description = "Where to listen; 0 picks a free port. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(names = "--dir", paramLabel = "DIR", description = "The folder to keep the data in.")
    private @Nullable Path folder;

    @Option(names = "--in-memory", description = "Keeps no data.")
    private boolean inMemory;

    DynamoDbLocalCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (inMemory == (folder != null)) {
            throw new WrongUsage("Either --dir DIR or --in-memory says where the data is.");
        }
        try (LocalDatabase database = LocalDatabase.start(surroundings, port, Optional.ofNullable(folder))) {
            CountDownLatch stop = surroundings.stopRequest().get();
            surroundings.answers().println("DynamoDB Local listens on " + database.url() + ", storing in "
                    + (folder == null ? "memory" : folder) + ". To use it: --store dynamodb:" + database.url());
            stop.await();
        }
        return ExitCodes.DONE;
    }
}
