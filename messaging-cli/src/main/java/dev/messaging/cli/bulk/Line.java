package dev.messaging.cli.bulk;

import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Piece;
import java.time.Instant;

/** A line of an export, as docs/export-format.md describes it. */
sealed interface Line {
    /** What the first line says that this is. */
    String FORMAT = "messaging-export";

    /** Grows when an older program could misread what a newer one writes. */
    int VERSION = 1;

    /**
     * The first line.
     *
     * @param at when the export was begun
     * @param from where the store was
     * @param contents what is in the file
     */
    record Header(Instant at, String from, Contents contents) implements Line {}

    /**
     * What is in a file.
     *
     * @param inboxesOnly whether users, groups, members and blocks are left out
     * @param passwords whether what is kept of passwords is in it
     * @param since whether inboxes begin where an earlier export ended
     */
    record Contents(boolean inboxesOnly, boolean passwords, boolean since) {}

    /**
     * A user, a group, a member, a block, or that a user was erased.
     *
     * @param piece which
     */
    record Whole(Piece piece) implements Line {}

    /**
     * The lines that follow are entries of one inbox.
     *
     * @param owner whose
     * @param after the place of the entry before the first, in an earlier file; {@link Position#START} if there is none
     * @param to the place of the last of them
     */
    record Begin(UserId owner, Position after, Position to) implements Line {}

    /**
     * A message in an inbox.
     *
     * @param owner whose
     * @param entry what stands there
     */
    record Entry(UserId owner, InboxEntry entry) implements Line {}

    /**
     * The inbox that is open ends here, before its last place was reached.
     *
     * @param owner whose
     * @param last the place of the last entry that is in the file, or in an earlier one; {@link Position#START} if none is
     * @param erased whether the owner was erased meanwhile; otherwise the rest is damaged
     */
    record Cut(UserId owner, Position last, boolean erased) implements Line {}

    /**
     * The last line.
     *
     * @param counts how many lines there are of each kind
     */
    record End(Counts counts) implements Line {}
}
