package dev.messaging.cli.bulk;

import dev.messaging.cli.wiring.WrongUsage;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** Exports as they are read again. */
final class Source {
    private static final int LAST_LINE_MAX = 1_024;
    private static final byte[] INBOX = "{\"kind\":\"inbox\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CUT = "{\"kind\":\"cut\"".getBytes(StandardCharsets.UTF_8);

    private static final LineReader WITHOUT_PASSWORDS = new LineReader(() -> {
        throw new IllegalStateException("no line with a password is read");
    });

    private Source() {}

    /** What is done with the lines. */
    @FunctionalInterface
    interface Reading<T> {
        T of(LineInput lines) throws IOException;
    }

    /**
     * Makes sure that there is something to read, before anything is begun.
     *
     * @throws WrongUsage if the file is not there, cannot be read, or is not whole
     */
    static void check(Path file) {
        boolean unused = ofFile(file, lines -> true);
    }

    /** Reads a file that is whole, as its last line tells. */
    static <T> T ofFile(Path file, Reading<T> reading) {
        try {
            checkWhole(file);
            try (InputStream input = Files.newInputStream(file)) {
                return reading.of(new LineInput(input));
            }
        } catch (IOException trouble) {
            throw new WrongUsage(file + " cannot be read: " + trouble.getMessage());
        }
    }

    static <T> T ofStream(InputStream input, Reading<T> reading) {
        try {
            return reading.of(new LineInput(input));
        } catch (IOException trouble) {
            throw new WrongUsage("Standard input cannot be read: " + trouble.getMessage());
        }
    }

    /** An export in words: its name alone would not tell it from another. */
    static String described(Path file) {
        return ofFile(file, lines -> {
            try {
                Optional<byte[]> first = lines.next();
                if (first.isPresent() && WITHOUT_PASSWORDS.read(first.get()) instanceof Line.Header header) {
                    return file.getFileName() + " (" + Files.size(file) + " bytes, begun at " + header.at() + ")";
                }
            } catch (WrongLine wrong) {
                throw new WrongUsage(file + ", line 1: " + wrong.getMessage() + ".");
            }
            throw new WrongUsage(file + ", line 1: it is not the first line of an export.");
        });
    }

    /** So that of a file that was cut off nothing is taken. */
    private static void checkWhole(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new WrongUsage(file + " is not a file that is there.");
        }
        if (!isWhole(file)) {
            throw new WrongUsage(file + " does not end as an export does: it was cut off, or is not finished"
                    + (Files.exists(ExportFile.state(file)) ? "; go on with it by export --resume." : "."));
        }
    }

    /** Whether it ends as an export does. */
    static boolean isWhole(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, bytes.length() - LAST_LINE_MAX);
            byte[] end = new byte[Math.toIntExact(bytes.length() - from)];
            bytes.seek(from);
            bytes.readFully(end);
            String text = new String(end, StandardCharsets.UTF_8);
            String last = text.endsWith("\n") ? text.substring(0, text.length() - 1) : "";
            return last.substring(last.lastIndexOf('\n') + 1).startsWith("{\"kind\":\"end\"");
        }
    }

    /** How far an export reached in each inbox. Other lines are not even looked into. */
    static void places(Path file, Places places, Consumer<Line.Header> header) {
        boolean unused = ofFile(file, lines -> {
            try {
                reached(lines, places, header);
            } catch (WrongLine wrong) {
                throw new WrongUsage(file + ", line " + lines.number() + ": " + wrong.getMessage() + ".");
            }
            return true;
        });
    }

    private static void reached(LineInput lines, Places places, Consumer<Line.Header> header)
            throws IOException {
        Optional<Line.Begin> open = Optional.empty();
        for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
            if (lines.number() == 1 || startsWith(line.get(), INBOX) || startsWith(line.get(), CUT)) {
                Line read = WITHOUT_PASSWORDS.read(line.get());
                if (!(read instanceof Line.Cut)) {
                    open.ifPresent(whole -> places.reached(whole.owner(), whole.to()));
                }
                switch (read) {
                    case Line.Header first -> header.accept(first);
                    case Line.Begin inbox -> open = Optional.of(inbox);
                    case Line.Cut cut -> {
                        places.reached(cut.owner(), cut.last());
                        open = Optional.empty();
                    }
                    default -> throw new WrongLine("it is not the first line of an export");
                }
            }
        }
        open.ifPresent(whole -> places.reached(whole.owner(), whole.to()));
    }

    private static boolean startsWith(byte[] line, byte[] begin) {
        return line.length >= begin.length
                && Arrays.equals(line, 0, begin.length, begin, 0, begin.length);
    }
}
