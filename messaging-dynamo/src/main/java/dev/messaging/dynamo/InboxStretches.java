package dev.messaging.dynamo;

import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive.Outcome;
import dev.messaging.core.port.Piece;
import dev.messaging.dynamo.InboxTable.Consistency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves stretches of inboxes. Of one inbox one entry after the other, for what is there must never have a hole, whoever dies: many
 * inboxes at once make up for that.
 */
final class InboxStretches {
    private final DirectoryTable directory;
    private final InboxTable inboxes;

    InboxStretches(DirectoryTable directory, InboxTable inboxes) {
        this.directory = directory;
        this.inboxes = inboxes;
    }

    /** Whose tombstone is not there yet when this begins may be erased meanwhile: then the entry that closes the inbox is met. */
    Outcome outcome(Patience patience, Piece.OfInbox stretch, boolean writing) {
        try {
            return outcomeIfOpen(patience, stretch, writing);
        } catch (Refusal.NoSuchUser closed) {
            return Outcome.erased(stretch.owner());
        }
    }

    private Outcome outcomeIfOpen(Patience patience, Piece.OfInbox stretch, boolean writing) {
        List<InboxEntry> standing = inboxes.entries(patience, stretch.owner(), stretch.lookFrom(), stretch.lookAt(),
                Consistency.STRONG);
        Position tail = standing.isEmpty()
                ? inboxes.tail(patience, stretch.owner(), Consistency.STRONG)
                : standing.getLast().position();
        Outcome planned = stretch.against(standing, tail);
        return writing && planned.written() > 0 ? append(patience, stretch, planned) : planned;
    }

    private Outcome append(Patience patience, Piece.OfInbox stretch, Outcome planned) {
        int from = planned.identical();
        long first = stretch.entries().getFirst().position().sequence();
        if (from == 0 && stretch.after().equals(Position.START) && first > 1) {
            raiseFloor(patience, stretch.owner(), first);
        }
        for (int i = from; i < stretch.entries().size(); i++) {
            InboxEntry entry = stretch.entries().get(i);
            Optional<Mark> taken = inboxes.putIfFree(patience, stretch.owner(), entry.position(), entry.message());
            Mark ours = new Mark(entry.position(), entry.message().id());
            if (taken.isPresent() && !taken.get().equals(ours)) { // Otherwise an attempt whose answer was lost.
                return new Outcome(i - from, from, taken.get().closes()
                        ? Outcome.erased(stretch.owner()).conflict()
                        : Optional.of("the inbox of " + stretch.owner() + " has got another entry there than "
                                + entry.position().sequence()));
            }
        }
        return planned;
    }

    /** Before the entries, as a trim does it. If there is no such user yet, it comes with the floor. */
    private void raiseFloor(Patience patience, UserId owner, long floor) {
        Optional<Item> standing = directory.setIf(patience, Key.profile(owner),
                Map.of(Attributes.FLOOR, Item.of(floor)),
                Requirement.isUser().and(Requirement.isBelow(Attributes.FLOOR, floor)));
        if (standing.filter(profile -> !Profiles.isUser(profile)).isPresent()) {
            throw new Refusal.NoSuchUser(owner.value());
        }
    }
}
