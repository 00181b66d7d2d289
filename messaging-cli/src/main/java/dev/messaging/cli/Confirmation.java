package dev.messaging.cli;

import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.cli.wiring.WrongUsage;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is done before something goes for good: whoever is at the terminal says yes, or the command has said so. */
final class Confirmation {
    private final Surroundings surroundings;

    @Option(names = "--yes", description = "Does it without asking.")
    private boolean yes;

    Confirmation(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Asks, unless the command has said yes.
     *
     * @param what names what will go, as a sentence
     * @throws WrongUsage if there is nobody to ask
     */
    boolean isGiven(String what) {
        if (yes) {
            return true;
        }
        Optional<String> answer = surroundings.hiddenQuestion()
                .apply(Printable.line(what) + " Type yes to go on (it does not show): ");
        if (answer.isEmpty()) {
            throw new WrongUsage(what + " There is no terminal to ask at; --yes does it without asking.");
        }
        boolean given = answer.get().strip().toLowerCase(Locale.ROOT).equals("yes");
        if (!given) {
            surroundings.notes().println("Nothing was done.");
        }
        return given;
    }
}
