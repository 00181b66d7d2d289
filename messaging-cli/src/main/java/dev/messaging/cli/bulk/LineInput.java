package dev.messaging.cli.bulk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Lines of bytes, none longer than a bound. */
final class LineInput {
    /** More than the longest entry takes, each byte of its text written as six. */
    static final int LINE_MAX = 256 * 1_024;

    private final InputStream input;
    private final byte[] buffer = new byte[64 * 1_024];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int from;
    private int filled;
    private long bytes;
    private long lines;

    LineInput(InputStream input) {
        this.input = input;
    }

    /**
     * The next line, without its end.
     *
     * @throws WrongLine if it is too long, or the last one is not whole
     */
    Optional<byte[]> next() throws IOException {
        line.reset();
        lines++;
        while (true) {
            if (from == filled && !fill()) {
                return atEnd();
            }
            int end = from;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            line.write(buffer, from, end - from);
            bytes += end - from;
            from = end;
            if (line.size() > LINE_MAX) {
                throw new WrongLine("it is longer than " + LINE_MAX + " bytes");
            }
            if (from < filled) {
                from++;
                bytes++;
                return Optional.of(line.toByteArray());
            }
        }
    }

    private Optional<byte[]> atEnd() {
        if (line.size() > 0) {
            throw new WrongLine("it has no end: the file was cut off here");
        }
        return Optional.empty();
    }

    private boolean fill() throws IOException {
        from = 0;
        filled = Math.max(0, input.read(buffer));
        return filled > 0;
    }

    /** Which line came last, from 1 on. */
    long number() {
        return lines;
    }

    /** How much of the input has been read as lines. */
    long bytes() {
        return bytes;
    }
}
