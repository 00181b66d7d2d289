package dev.messaging.cli.crash;

import dev.messaging.cli.crash.Violation.Kind;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What all who take part write down. */
final class Journal {
    private final Queue<Send> sends = new ConcurrentLinkedQueue<>();
    private final Queue<Violation> noticed = new ConcurrentLinkedQueue<>();
    final AtomicLong retries = new AtomicLong();
    final AtomicLong settledByRetries = new AtomicLong();
    final AtomicLong polls = new AtomicLong();
    final AtomicLong kills = new AtomicLong();
    final AtomicLong pauses = new AtomicLong();
    final AtomicLong changes = new AtomicLong();

    void add(Send send) {
        sends.add(send);
    }

    void unexpected(String what) {
        noticed.add(new Violation(Kind.UNEXPECTED, what));
    }

    List<Send> sends() {
        return List.copyOf(sends);
    }

    List<Violation> noticed() {
        return List.copyOf(noticed);
    }
}
