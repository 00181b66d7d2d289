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
        List<InboxEntry> entries = entries();
        return entries.isEmpty() ? 0 : entries.getLast().position().sequence() - anchor.sequence() - entries.size();
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
