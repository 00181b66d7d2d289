package dev.messaging.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;

/** Does one thing after the other, tells what is wrong with one in a line, and remembers the worst. */
final class EachInTurn {
    private final PrintWriter notes;
    private int worst = ExitCodes.DONE;

    EachInTurn(PrintWriter notes) {
        this.notes = notes;
    }

    /** Tells whether to go on with the next: not if the store is in trouble, which the next would meet too. */
    boolean goesOn(String word, Answers.Several answers, Supplier<Object> act) {
        try {
            Object answer = act.get();
            if (answer instanceof List<?> several) {
                several.forEach(answers::add);
            } else {
                answers.add(answer);
            }
            return true;
        } catch (RuntimeException trouble) {
            ExitCodes.Told told = ExitCodes.told(trouble);
            if (told.code() == ExitCodes.DEFECT) {
                throw trouble;
            }
            notes.println("messaging: " + Printable.line(word + ": " + told.message()));
            worst = Math.max(worst, told.code());
            boolean goesOn = told.code() < ExitCodes.STORE_TROUBLE;
            if (!goesOn) {
                notes.println("messaging: What follows " + Printable.line(word) + " was not begun.");
            }
            return goesOn;
        }
    }

    /** The exit code: the highest of all. */
    int worst() {
        return worst;
    }
}
