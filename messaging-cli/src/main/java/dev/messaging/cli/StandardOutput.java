package dev.messaging.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Remembers why answers did not arrive, which the writers above it keep to themselves. */
final class StandardOutput extends FilterOutputStream {
    /** What Unix systems say when whoever read has left, as {@code head} does: then all that was wanted has arrived. */
    private static final String LEFT = "Broken pipe";

    private volatile @Nullable IOException trouble;

    StandardOutput() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    StandardOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException unwritten) {
            trouble = trouble == null ? unwritten : trouble;
            throw unwritten;
        }
    }

    /** The exit code of a command that ended with this one: done it is not if its answer got lost on the way. */
    int judged(int exitCode, PrintWriter notes) {
        IOException unwritten = trouble;
        if (unwritten == null || LEFT.equals(unwritten.getMessage())) {
            return exitCode;
        }
        notes.println("messaging: The answer could not be written to the end: " + unwritten.getMessage() + "."
                + (exitCode == ExitCodes.DONE ? " Whatever was to be changed is changed." : ""));
        return Math.max(exitCode, ExitCodes.STORE_TROUBLE);
    }
}
