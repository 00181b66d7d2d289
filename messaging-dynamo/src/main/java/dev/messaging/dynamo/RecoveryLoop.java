package dev.messaging.dynamo;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the recovery again and again until closed. Nodes that start together drift apart, for the pauses are random. */
final class RecoveryLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveryLoop.class);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Recovery recovery;
    private final RecoveryPace pace;
    private final Surroundings surroundings;
    private final Thread thread;

    private RecoveryLoop(Recovery recovery, RecoveryPace pace, Surroundings surroundings) {
        this.recovery = recovery;
        this.pace = pace;
        this.surroundings = surroundings;
        this.thread = Thread.ofVirtual().name("messaging-recovery").unstarted(this::run);
    }

    static RecoveryLoop start(Recovery recovery, RecoveryPace pace, Surroundings surroundings) {
        RecoveryLoop loop = new RecoveryLoop(recovery, pace, surroundings);
        loop.thread.start();
        return loop;
    }

    private void run() {
        pause();
        while (!Thread.currentThread().isInterrupted()) {
            if (!round()) {
                pause();
            }
        }
    }

    /** Whether the next round should follow at once: what a busy node leaves is more than one round may do. */
    private boolean round() {
        try {
            int finished = recovery.round();
            if (finished > 0) {
                LOG.info("{} deliveries were finished, and groups swept, that somebody had left behind.", finished);
            }
            return recovery.isBehind();
        } catch (RuntimeException trouble) {
            if (!Thread.currentThread().isInterrupted()) {
                LOG.warn("What is overdue could not be looked for; this is tried again.", trouble);
            }
            return false;
        }
    }

    private void pause() {
        surroundings.sleep(pace.pause(surroundings.jitter()));
    }

    /** Interrupts what is under way: whatever it was, another round on some node does it again. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            if (!thread.join(CLOSING)) {
                LOG.warn("The recovery did not stop within {}.", CLOSING);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
