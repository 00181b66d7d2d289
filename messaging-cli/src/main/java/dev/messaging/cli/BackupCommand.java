package dev.messaging.cli;

import dev.messaging.cli.wiring.StoreKind.Backup;
import dev.messaging.cli.wiring.StoreOptions;
import dev.messaging.cli.wiring.Surroundings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A copy of the store. */
@Command(name = "backup", mixinStandardHelpOptions = true, description = {
        "Copies an SQLite store into a file, as it is at one moment, while a server goes on with it.",
        "The copy stands there only when it is whole, on the disk, and was looked through. It holds all that the store"
                + " holds, what is kept of passwords included."},
        footer = {"", "Example:", "  messaging backup messaging-2026-11-22.db"})
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private final StoreOptions store;

    @Mixin
    private final Answers answers;

    @Parameters(paramLabel = "FILE", description = "Where the copy will be; there must be nothing.")
    private Path file = Path.of("");

    BackupCommand(Surroundings surroundings) {
        this.store = new StoreOptions(surroundings);
        this.answers = new Answers(surroundings);
    }

    private record Shown(String store, String backup, long bytes) {}

    @Override
    public Integer call() {
        Backup made = store.backup(file);
        answers.print(new Shown(made.store(), made.file().toString(), made.bytes()));
        return ExitCodes.DONE;
    }
}
