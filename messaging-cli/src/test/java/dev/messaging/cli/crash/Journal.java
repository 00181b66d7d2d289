package dev.messaging.cli.crash;

import dev.messaging.cli.crash.Violation.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What all who take part write down. */
final class Journal {
    private final Queue<Send> sends = new ConcurrentLinkedQueue<>();
    private final Queue<Violation> noticed = new ConcurrentLinkedQueue<>();
    private final Set<Optional<Server>> dead = ConcurrentHashMap.newKeySet();
    final AtomicLong retries = new AtomicLong();
    final AtomicLong settledByRetries = new AtomicLong();
    final AtomicLong polls = new AtomicLong();
    final AtomicLong kills = new AtomicLong();
    final AtomicLong pauses = new AtomicLong();
    final AtomicLong changes = new AtomicLong();

    void add(Send send) {
        sends.add(send);
    }

    /** Notes a server that has ended though nobody has killed it; each of them once. */
    void watch(Node node) {
        if (node.isDeadByItself() && dead.add(node.server())) {
            unexpected("the server on " + node + " has ended by itself");
        }
    }

    void unexpected(String what) {
        add(new Violation(Kind.UNEXPECTED, what));
    }

    void add(Violation violation) {
        noticed.add(violation);
    }

    List<Send> sends() {
        return List.copyOf(sends);
    }

    List<Violation> noticed() {
        return List.copyOf(noticed);
    }
}
