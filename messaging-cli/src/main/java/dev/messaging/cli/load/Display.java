package dev.messaging.cli.load;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a run is: by a bar that moves on a terminal, by a line now and then elsewhere. */
public final class Display {
    /** For {@link #begin}: nobody knows how many steps there are. */
    public static final long UNKNOWN = -1;

    private static final int COLUMNS = 80;
    private static final Duration LINE_EVERY = Duration.ofSeconds(10);

    /** More would leave no room for the bar itself; what comes first matters most, and the answer has it all. */
    private static final int WORDS_MAX = 16;

    private final PrintWriter notes;
    private final boolean terminal;
    private final LongSupplier nanoTime;

    /**
     * Shows nothing yet.
     *
     * @param notes where people look
     * @param terminal whether that is a terminal, on which a line can be written over
     */
    public Display(PrintWriter notes, boolean terminal) {
        this(notes, terminal, System::nanoTime);
    }

    Display(PrintWriter notes, boolean terminal, LongSupplier nanoTime) {
        this.notes = notes;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    /** Something that goes on for a while; closing it says that it is over, for good or ill. */
    public interface Stage extends AutoCloseable {
        /**
         * So much further.
         *
         * @param steps how many steps
         */
        void advance(int steps);

        /**
         * What is known so far.
         *
         * @param words a few
         */
        void say(String words);

        /** All of it was done. Without this, closing it says that it was broken off. */
        void done();

        @Override
        void close();
    }

    /**
     * Begins something.
     *
     * @param what in a word
     * @param steps how many there are, or {@link #UNKNOWN}
     * @return how it goes on
     */
    public Stage begin(String what, long steps) {
        return terminal ? new Bar(what, steps) : new Line(what);
    }

    private final class Bar implements Stage {
        private final ProgressBar bar;

        Bar(String what, long steps) {
            this.bar = new ProgressBarBuilder().setTaskName(what).setInitialMax(steps)
                    .setStyle(ProgressBarStyle.ASCII).setConsumer(new OverOneLine()).build();
        }

        @Override
        public void advance(int steps) {
            bar.stepBy(steps);
        }

        @Override
        public void say(String words) {
            bar.setExtraMessage(words.length() > WORDS_MAX ? words.split(",", 2)[0] : words);
        }

        @Override
        public void done() {
            if (!bar.isIndefinite()) {
                bar.stepTo(bar.getMax());
            }
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    private final class OverOneLine implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            return COLUMNS - 1;
        }

        @Override
        public void accept(String line) {
            notes.print("\r" + line);
            notes.flush();
        }

        @Override
        public void close() {
            notes.println();
            notes.flush();
        }
    }

    private final class Line implements Stage {
        private final String what;
        private final AtomicLong toldNanos = new AtomicLong(nanoTime.getAsLong());
        private volatile String last = "";
        private volatile boolean done;

        Line(String what) {
            this.what = what;
        }

        @Override
        public void advance(int steps) {
            // What is known is told in words.
        }

        @Override
        public void say(String words) {
            last = ": " + words;
            long now = nanoTime.getAsLong();
            long told = toldNanos.get();
            if (now - told >= LINE_EVERY.toNanos() && toldNanos.compareAndSet(told, now)) {
                tell(what + " so far" + last);
            }
        }

        private void tell(String line) {
            notes.println(line);
            notes.flush();
        }

        @Override
        public void done() {
            done = true;
        }

        @Override
        public void close() {
            tell(what + (done ? "" : " until it was broken off") + last);
        }
    }
}
