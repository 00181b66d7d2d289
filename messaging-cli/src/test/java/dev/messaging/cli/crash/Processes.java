package dev.messaging.cli.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All processes of a run, from their very start on: once it is closed none of them lives, and none is started any more. */
final class Processes implements AutoCloseable {
    private final List<Process> living = new ArrayList<>();
    private boolean closed;

    /**
     * Starts one.
     *
     * @throws IllegalStateException if the run is over
     */
    synchronized Process start(ProcessBuilder builder) throws IOException {
        if (closed) {
            throw new IllegalStateException("The run is over; nothing is started any more.");
        }
        living.removeIf(process -> !process.isAlive());
        Process process = builder.start();
        living.add(process);
        return process;
    }

    /** Ends them and what they have started. */
    @Override
    public synchronized void close() {
        closed = true;
        for (Process process : living) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
