package dev.messaging.cli.bulk;

import dev.messaging.cli.wiring.WrongUsage;
import java.io.PrintWriter;

/** Where the lines of an export go. */
interface Sink extends AutoCloseable {
    /** Takes a line, without its end. */
    void line(String text);

    /** Keeps how far it is, together with all lines so far, if this can be gone on with later. */
    void keep(Checkpoint checkpoint);

    /** All lines were taken. */
    void finish();

    @Override
    void close();

    /** Standard output, which nobody can go on with. */
    static Sink stream(PrintWriter out) {
        return new Sink() {
            @Override
            public void line(String text) {
                out.print(text);
                out.print('\n');
            }

            @Override
            public void keep(Checkpoint checkpoint) {
                finish();
            }

            @Override
            public void finish() {
                if (out.checkError()) { // Flushes, too.
                    throw new WrongUsage(
                            "Standard output takes no more: nobody reads it any longer, or there is no room where it goes.");
                }
            }

            @Override
            public void close() {
                out.flush();
            }
        };
    }
}
