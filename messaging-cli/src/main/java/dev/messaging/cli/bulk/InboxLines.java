package dev.messaging.cli.bulk;

import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive.Numbered;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.Stored;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Makes lines of what stands in one inbox, in order, and tells what cannot be among them, and why. */
final class InboxLines {
    private final UserId owner;
    private final boolean begins;
    private final Position to;
    private final LongSupplier floorNow;
    private final Consumer<InboxEntry> entries;
    private final Consumer<String> flaws;
    private Position last;
    private long looked;

    /**
     * Begins behind a place.
     *
     * @param begins whether nothing of the inbox was exported before
     * @param last the last entry that was exported
     * @param looked the last number that was looked at
     * @param to what is beyond is left to a later export
     * @param floorNow tells from which number on the inbox has its entries by now
     * @param flaws told of each
     */
    InboxLines(UserId owner, boolean begins, Position last, long looked, Position to, LongSupplier floorNow,
            Consumer<InboxEntry> entries, Consumer<String> flaws) {
        this.owner = owner;
        this.begins = begins;
        this.last = last;
        this.looked = looked;
        this.to = to;
        this.floorNow = floorNow;
        this.entries = entries;
        this.flaws = flaws;
    }

    /** The last entry of which a line was made. */
    Position last() {
        return last;
    }

    /** The last number that was looked at, or found to be missing. */
    long looked() {
        return looked;
    }

    void take(List<Numbered> part, boolean beyond) {
        part.stream().filter(found -> beyond || found.sequence() <= to.sequence()).forEach(this::take);
    }

    private void take(Numbered found) {
        if (found.sequence() > looked + 1) {
            missing(looked + 1, found.sequence());
        }
        looked = found.sequence();
        switch (found.stored()) {
            case Stored.OfEntry(UserId unused, InboxEntry entry) -> {
                if (Piece.OfInbox.rises(last, entry.position())) {
                    last = entry.position();
                    entries.accept(entry);
                } else {
                    flaws.accept("the entry " + looked + " in the inbox of " + owner
                            + " is not later than the one before it, and is left out");
                }
            }
            case Stored.Unreadable(String unused, String why) ->
                flaws.accept("the entry " + looked + " in the inbox of "
                        + owner + " cannot be read, and is left out: " + why);
            default -> throw new IllegalStateException("no entry of an inbox: " + found.stored());
        }
    }

    /** Before the first line of an inbox a trim does no harm: the numbers begin later. */
    private void missing(long from, long until) {
        long floor = floorNow.getAsLong();
        boolean trimmedBefore = begins && last.equals(Position.START) && floor >= until;
        if (!trimmedBefore) {
            flaws.accept((until - from == 1
                    ? "the entry " + from + " is missing"
                    : "the entries " + from + " to " + (until - 1) + " are missing") + " in the inbox of " + owner
                    + (floor >= until ? ": it was trimmed while it was exported" : ""));
        }
    }
}
