package dev.messaging.dynamo;

import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.dynamo.InboxTable.Consistency;

/** Tails to begin at: what this process knows, or else what a replica says. One that is behind is as good. */
final class Tails {
    private final InboxTable inboxes;
    private final KnownTails known;

    Tails(InboxTable inboxes, KnownTails known) {
        this.inboxes = inboxes;
        this.known = known;
    }

    Position of(Patience patience, UserId owner) {
        return known.of(owner).orElseGet(() -> inboxes.tail(patience, owner, Consistency.EVENTUAL));
    }
}
