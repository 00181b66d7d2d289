package dev.messaging.cli.bulk;

import dev.messaging.core.port.Piece;

/**
 * How many lines there are of each kind.
 *
 * @param requests requests with keys
 * @param users users
 * @param groups groups
 * @param members memberships
 * @param blocks blocks
 * @param inboxes inboxes with entries in this file
 * @param entries messages in inboxes, each counted in each
 * @param erased users who were erased
 */
public record Counts(long requests, long users, long groups, long members, long blocks, long inboxes, long entries,
        long erased) {
    /** Nothing yet. */
    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

    long all() {
        return requests + users + groups + members + blocks + inboxes + entries + erased;
    }

    Counts and(Line line) {
        return switch (line) {
            case Line.Header none -> this;
            case Line.Whole whole -> switch (whole.piece()) {
                case Piece.OfUser user -> plus(0, 1, 0, 0, 0, 0, 0, 0);
                case Piece.OfGroup group -> plus(0, 0, 1, 0, 0, 0, 0, 0);
                case Piece.OfMember member -> plus(0, 0, 0, 1, 0, 0, 0, 0);
                case Piece.OfBlock block -> plus(0, 0, 0, 0, 1, 0, 0, 0);
                case Piece.OfRequest request -> plus(1, 0, 0, 0, 0, 0, 0, 0);
                case Piece.OfErased erased -> plus(0, 0, 0, 0, 0, 0, 0, 1);
                case Piece.OfInbox inbox -> this;
            };
            case Line.Begin inbox -> plus(0, 0, 0, 0, 0, 1, 0, 0);
            case Line.Entry entry -> plus(0, 0, 0, 0, 0, 0, 1, 0);
            case Line.Cut none -> this;
            case Line.End none -> this;
        };
    }

    private Counts plus(int moreRequests, int moreUsers, int moreGroups, int moreMembers, int moreBlocks,
            int moreInboxes, int moreEntries, int moreErased) {
        return new Counts(requests + moreRequests, users + moreUsers, groups + moreGroups, members + moreMembers,
                blocks + moreBlocks, inboxes + moreInboxes, entries + moreEntries, erased + moreErased);
    }

    @Override
    public String toString() {
        return entries + " entries, " + inboxes + " inboxes, " + users + " users, " + groups + " groups, " + members
                + " members, " + blocks + " blocks, " + requests + " requests"
                + (erased > 0 ? ", " + erased + " erased" : ""); // What there is most of first: a terminal's line is short.
    }
}
