package dev.messaging.cli;

import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.port.StoreException;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Help;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What went wrong, as one line on standard error and a number. */
final class ExitCodes {
    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int WRONG_USAGE = 2;
    static final int STORE_TROUBLE = 3;
    static final int DEFECT = 4;

    private ExitCodes() {}

    /**
     * What is said about trouble.
     *
     * @param code the exit code
     * @param message one line
     */
    record Told(int code, String message) {}

    static Told told(Throwable trouble) {
        return switch (trouble) {
            case Refusal.BadValue bad -> new Told(WRONG_USAGE, said(bad));
            case Refusal.TooBusy busy -> new Told(STORE_TROUBLE, said(busy) + " (not done)");
            case Refusal refusal -> new Told(REFUSED, said(refusal));
            case WrongUsage wrong -> new Told(WRONG_USAGE, said(wrong));
            case DoneInPart part -> new Told(STORE_TROUBLE, said(part) + " (done in part)");
            case StoreException store -> new Told(STORE_TROUBLE, said(store) + outcome(store));
            default -> new Told(DEFECT, "This is a defect of the program: " + trouble);
        };
    }

    /** With {@code --verbose} it is told where it happened, too. */
    static int ofTrouble(Exception trouble, CommandLine command, ParseResult parsed) {
        // The library takes along errors from some commands, and lets them pass from others.
        Throwable wrapped = trouble instanceof ExecutionException ? trouble.getCause() : null;
        return ofTrouble(wrapped == null ? trouble : wrapped, command);
    }

    /** Whatever it is, also what is no exception: memory that ran out, or a class that is missing. */
    static int ofTrouble(Throwable trouble, CommandLine command) {
        Told told = told(trouble);
        if (isVerbose(command)) {
            trouble.printStackTrace(command.getErr());
        }
        boolean unexplained = told.code() == DEFECT && !isVerbose(command);
        return tell(command, told.code(), told.message() + (unexplained ? " (--verbose shows where)" : ""));
    }

    private static boolean isVerbose(CommandLine command) {
        return command.getCommandSpec().root().userObject() instanceof MessagingCommand program && program.isVerbose();
    }

    static int ofWrongUsage(ParameterException wrong, String[] words) {
        CommandLine command = wrong.getCommandLine();
        List<String> typed = List.of(words);
        String variable = variable(wrong, typed);
        if (!variable.isEmpty() && typed.contains("--help")) { // A broken variable must not keep the help back.
            command.usage(command.getOut());
            return DONE;
        }
        if (lacksSubcommand(wrong)) {
            command.usage(command.getErr(), Help.Ansi.OFF); // Standard error may go elsewhere than answers.
            return WRONG_USAGE;
        }
        return tell(command, WRONG_USAGE, complaint(wrong) + variable + " (see "
                + command.getCommandSpec().qualifiedName() + " --help)");
    }

    private static String complaint(ParameterException wrong) {
        boolean noCommand = wrong instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
                && !wrong.getCommandLine().getSubcommands().isEmpty();
        return noCommand
                ? "There is no command \"" + ((UnmatchedArgumentException) wrong).getUnmatched().getFirst() + "\""
                : said(wrong);
    }

    /** Names the environment variable if that is where the wrong value is from. */
    private static String variable(ParameterException wrong, List<String> typed) {
        boolean untyped = wrong.getArgSpec() instanceof OptionSpec option && EnvironmentDefaults.isSetting(option)
                && !(wrong instanceof MissingParameterException)
                && typed.stream().noneMatch(word -> word.startsWith(option.longestName()));
        return untyped ? ", from " + EnvironmentDefaults.variable((OptionSpec) wrong.getArgSpec()) : "";
    }

    private static boolean lacksSubcommand(ParameterException wrong) {
        return !wrong.getCommandLine().getSubcommands().isEmpty() && !(wrong instanceof UnmatchedArgumentException);
    }

    private static String said(Throwable trouble) {
        return Objects.requireNonNullElse(trouble.getMessage(), trouble.toString());
    }

    private static String outcome(StoreException trouble) {
        return switch (trouble.outcome()) {
            case NOT_DONE -> " (not done)";
            case UNKNOWN -> " (outcome unknown: it may have been done)";
        };
    }

    private static int tell(CommandLine command, int code, String message) {
        command.getErr().println("messaging: " + Printable.line(message));
        return code;
    }
}
