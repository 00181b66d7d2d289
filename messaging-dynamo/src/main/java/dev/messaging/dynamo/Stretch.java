package dev.messaging.dynamo;

import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import java.util.List;

/**
 * A stretch of an inbox as one read showed it: the anchor, which is the place to go on from, and what stands behind it.
 *
 * @param anchor the place; {@link Position#START} stands nowhere
 * @param found the entries from the anchor on, the anchor's own first if it has one
 * @param complete whether the read went on to the end, so that nothing it saw lies beyond
 */
record Stretch(Position anchor, List<InboxEntry> found, boolean complete) {
    /** Whether the anchor's entry is there as remembered. */
    boolean anchorStands() {
        return anchor.equals(Position.START) || (!found.isEmpty() && found.getFirst().position().equals(anchor));
    }

    /** How many numbers are missing between the anchor and the last entry. */
    long holes() {
        return holesFrom(1);
    }

    /** How many numbers are missing between the anchor and the last entry, of those from a floor on. */
    long holesFrom(long floor) {
        List<InboxEntry> entries = entries();
        if (entries.isEmpty()) {
            return 0;
        }
        long first = Math.max(floor, anchor.sequence() + 1);
        long there = entries.stream().filter(entry -> entry.position().sequence() >= first).count();
        return Math.max(0, entries.getLast().position().sequence() - first + 1 - there);
    }

    /** The greatest number that is missing, if one is; for who wants to know whether it is below the floor. */
    long lastHole() {
        List<InboxEntry> entries = entries();
        for (int i = entries.size() - 1; i >= 0; i--) {
            long before = i == 0 ? anchor.sequence() : entries.get(i - 1).position().sequence();
            if (entries.get(i).position().sequence() > before + 1) {
                return entries.get(i).position().sequence() - 1;
            }
        }
        return 0;
    }

    /** Whether everything up to a place that is known to exist was seen, or would have been without the limit. */
    boolean reaches(Position known) {
        return !complete || last().sequence() >= known.sequence();
    }

    InboxPage page(UserId owner, int limit) {
        List<InboxEntry> entries = entries();
        List<InboxEntry> shown = entries.subList(0, Math.min(limit, entries.size()));
        Position next = shown.isEmpty() ? anchor : shown.getLast().position();
        return new InboxPage(shown, new Cursor(owner, next), entries.size() > limit);
    }

    private Position last() {
        return found.isEmpty() ? Position.START : found.getLast().position();
    }

    /** What stands behind the anchor. */
    private List<InboxEntry> entries() {
        boolean anchored = !found.isEmpty() && found.getFirst().position().sequence() == anchor.sequence();
        return anchored ? found.subList(1, found.size()) : found;
    }
}
