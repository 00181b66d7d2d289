package dev.messaging.cli;

import dev.messaging.cli.wiring.StoreKind.Restored;
import dev.messaging.cli.wiring.StoreOptions;
import dev.messaging.cli.wiring.Surroundings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The store as it was. */
@Command(name = "restore", mixinStandardHelpOptions = true, description = {
        "Puts a copy that \"backup\" has made in the place of an SQLite store, which nobody may have open.",
        "The copy is looked through first. Cursors that point behind its end are gone for those who hold them."},
        footer = {"", "Example:", "  messaging restore messaging-2026-11-22.db --replace"})
final class RestoreCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final StoreOptions store;

    @Mixin
    private final Answers answers;

    @Parameters(paramLabel = "FILE", description = "The copy, which stays.")
    private Path file = Path.of("");

    @Option(names = "--replace",
            description = "Replaces the store that is there, which is kept beside it under another name.")
    private boolean replace;

    RestoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.store = new StoreOptions(surroundings);
        this.answers = new Answers(surroundings);
    }

    private record Shown(String store, String restoredFrom, long bytes, @Nullable String keptAside) {}

    @Override
    public Integer call() {
        Restored done = store.restore(file, replace);
        surroundings.notes().println("in " + done.store());
        answers.print(new Shown(done.store(), file.toString(), done.bytes(),
                done.keptAside().map(Path::toString).orElse(null)));
        return ExitCodes.DONE;
    }
}
