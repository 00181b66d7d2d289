package dev.messaging.cli;

import dev.messaging.cli.wiring.Surroundings;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What lets a shell complete commands and options. */
@Command(name = "completion", mixinStandardHelpOptions = true, description = {
        "Prints what lets a shell complete commands and options when the tabulator key is pressed."},
        footer = {"",
                "In bash, once and for all: messaging completion bash > ~/.local/share/bash-completion/completions/messaging",
                "In zsh, in ~/.zshrc: autoload -U compinit && compinit; source <(messaging completion zsh)", "",
                "Example:", "  messaging completion bash"})
final class CompletionCommand implements Callable<Integer> {
    /** By the names that are typed; each with how to make use of what is printed. */
    private enum Shell {
        bash("messaging completion bash > ~/.local/share/bash-completion/completions/messaging"), zsh(
                "in ~/.zshrc: autoload -U compinit && compinit; source <(messaging completion zsh)");

        private final String use;

        Shell(String use) {
            this.use = use;
        }
    }

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.bash;

    CompletionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** One script serves both: in zsh it makes use of what zsh offers to bash's completions. */
    @Override
    public Integer call() {
        surroundings.answers().println("# For " + shell + ": " + shell.use);
        surroundings.answers().println(AutoComplete.bash("messaging", spec.root().commandLine()));
        surroundings.answers().flush();
        return ExitCodes.DONE;
    }
}
