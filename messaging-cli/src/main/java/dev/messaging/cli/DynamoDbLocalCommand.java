package dev.messaging.cli;

import dev.messaging.cli.wiring.Surroundings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A database for development, to be shared by several servers. */
@Command(name = "dynamodb-local", mixinStandardHelpOptions = true,
        description = "Runs DynamoDB Local alone, from a source checkout, so that several servers can share it.")
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
    public Integer call() {
        surroundings.notes().println(port + " " + folder + inMemory);
        return ExitCodes.DONE;
    }
}
