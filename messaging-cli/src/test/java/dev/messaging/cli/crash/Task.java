package dev.messaging.cli.crash;

/** What somebody who takes part does again and again. */
interface Task {
    /** Does it once, and pauses. */
    void turn() throws InterruptedException;
}
