package dev.messaging.dynamo.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that holds between two or does not, as a block or a membership, and what clients know of its changes. Setting
 * what is set is refused, and so is lifting what is not; so successes alone tell what holds.
 */
final class Edge {
    /** One attempt to change it. */
    static final class Change {
        private final boolean sets;
        private final long sinceNanos;
        private long untilNanos = Long.MAX_VALUE;
        private boolean done;

        private Change(boolean sets, long sinceNanos) {
            this.sets = sets;
            this.sinceNanos = sinceNanos;
        }

        /** It is over, and known whether it was done. What is never ended may take effect at any time. */
        void end(long nanos, boolean isDone) {
            untilNanos = nanos;
            done = isDone;
        }
    }

    private final boolean setAtFirst;
    private final List<Change> changes = new ArrayList<>();

    Edge(boolean setAtFirst) {
        this.setAtFirst = setAtFirst;
    }

    Change begin(boolean sets, long nanos) {
        Change change = new Change(sets, nanos);
        changes.add(change);
        return change;
    }

    /** Whether it held all the time between two moments, or did not; empty if it may have changed. */
    Optional<Boolean> throughout(long since, long until) {
        return throughout(changes, since, until);
    }

    /** As {@link #throughout}, but for one change. */
    Optional<Boolean> throughoutBut(Change one, long since, long until) {
        return throughout(changes.stream().filter(change -> change != one).toList(), since, until);
    }

    private Optional<Boolean> throughout(List<Change> some, long since, long until) {
        int balance = setAtFirst ? 1 : 0;
        for (Change change : some) {
            if (change.sinceNanos <= until && change.untilNanos >= since) {
                return Optional.empty();
            }
            if (change.untilNanos < since && change.done) {
                balance += change.sets ? 1 : -1;
            }
        }
        return Optional.of(balance > 0);
    }

    /** Of the whole run: whether successes alternated. */
    boolean isPossible() {
        int balance = setAtFirst ? 1 : 0;
        for (Change change : changes) {
            if (change.untilNanos == Long.MAX_VALUE) {
                return true;
            }
            if (change.done) {
                balance += change.sets ? 1 : -1;
            }
        }
        return balance == 0 || balance == 1;
    }
}
