package dev.messaging.cli;

import dev.messaging.cli.wiring.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What runs here. */
@Command(name = "version", mixinStandardHelpOptions = true,
        description = "Tells the version of this program and of Java.",
        footer = {"", "Example:", "  messaging version --output json"})
final class VersionCommand implements Callable<Integer> {
    @Mixin
    private final Answers answers;

    VersionCommand(Surroundings surroundings) {
        this.answers = new Answers(surroundings);
    }

    private record Shown(String version, String java, String system) {}

    @Override
    public Integer call() {
        answers.print(new Shown(Version.text(), Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch")));
        return ExitCodes.DONE;
    }
}
