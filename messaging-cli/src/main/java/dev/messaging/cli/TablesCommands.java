package dev.messaging.cli;

import dev.messaging.cli.wiring.StoreOptions;
import dev.messaging.cli.wiring.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** DynamoDB's tables. */
@Command(name = "tables", mixinStandardHelpOptions = true, description = "Creates DynamoDB's tables.", footer = {"",
        "Example:", "  messaging tables create --store dynamodb --region eu-central-1"})
final class TablesCommands {
    private final Surroundings surroundings;

    TablesCommands(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Command(description = "Creates the tables that are missing.", mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging tables create --store dynamodb --region eu-central-1"})
    int create(@Mixin StoreOptions store) {
        surroundings.notes().println("in " + store.createTables());
        return ExitCodes.DONE;
    }
}
