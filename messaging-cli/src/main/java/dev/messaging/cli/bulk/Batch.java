package dev.messaging.cli.bulk;

import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Archive.Outcome;
import dev.messaging.core.port.Piece;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Collects pieces until they are worth a call of the store, and keeps count of what became of them. */
final class Batch {
    /** Long enough to share the wait for a disk, short enough not to keep others waiting. */
    static final int RECORDS = 500;

    private final Archive archive;
    private final boolean dryRun;
    private final Pace pace;
    private final int capacity;
    private final Consumer<String> conflicts;
    private final Results results = new Results();
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();
    private final Set<Object> things = new HashSet<>();
    private int records;
    /** The inbox of which nothing more is taken, for what came last did not fit. */
    private Optional<UserId> abandoned = Optional.empty();
    /** In a dry run: the inbox that would have grown, so that what follows cannot be compared any more. */
    private Optional<UserId> growing = Optional.empty();

    /** @param conflicts told of each */
    Batch(Archive archive, boolean dryRun, long writesPerSecond, Consumer<String> conflicts) {
        this.archive = archive;
        this.dryRun = dryRun;
        this.pace = new Pace(writesPerSecond);
        this.capacity = Pace.atOnce(writesPerSecond, RECORDS);
        this.conflicts = conflicts;
    }

    /** How many more records fit: those of a second at the most. */
    int room() {
        return capacity - records;
    }

    /** @param line where it begins in the file */
    void add(Piece piece, long line) {
        int size = size(piece);
        if (size > room() || things.contains(thing(piece))) {
            flush();
        }
        if (piece instanceof Piece.OfInbox stretch && abandoned.equals(Optional.of(stretch.owner()))) {
            results.add(piece, new Outcome(0, 0, Optional.of("")), size);
            return;
        }
        if (piece instanceof Piece.OfInbox stretch && growing.equals(Optional.of(stretch.owner()))) {
            results.add(piece, Outcome.absent(size), size);
            return;
        }
        pieces.add(piece);
        lines.add(line);
        things.add(thing(piece));
        records += size;
    }

    void flush() {
        if (pieces.isEmpty()) {
            return;
        }
        pace.before(records);
        List<Outcome> outcomes = dryRun ? archive.compare(pieces) : archive.write(pieces);
        for (int i = 0; i < pieces.size(); i++) {
            judge(pieces.get(i), lines.get(i), outcomes.get(i));
        }
        pieces.clear();
        lines.clear();
        things.clear();
        records = 0;
    }

    private void judge(Piece piece, long line, Outcome outcome) {
        results.add(piece, outcome, size(piece));
        outcome.conflict().ifPresent(why -> conflicts.accept("line " + line + ": " + why));
        if (piece instanceof Piece.OfInbox stretch) {
            if (outcome.conflict().isPresent()) {
                abandoned = Optional.of(stretch.owner());
            } else if (dryRun && outcome.written() > 0) {
                growing = Optional.of(stretch.owner());
            }
        }
    }

    /** Tells of somebody who was erased while the file was written. */
    void erased(UserId user, long line) {
        results.addErased();
        conflicts.accept("line " + line + ": " + user + " was erased while this was exported; if any of it is here,"
                + " \"messaging user erase " + user + "\" erases it here too");
    }

    Results results() {
        return results;
    }

    static int size(Piece piece) {
        return piece instanceof Piece.OfInbox stretch ? stretch.entries().size() : 1;
    }

    private static Object thing(Piece piece) {
        return switch (piece) {
            case Piece.OfUser user -> user.account().user().id();
            case Piece.OfGroup group -> group.id();
            case Piece.OfMember member -> List.of(member.group(), member.user());
            case Piece.OfBlock(var block) -> List.of(block.owner(), block.blocked());
            case Piece.OfInbox stretch -> List.of("inbox", stretch.owner());
            case Piece.OfRequest request -> request.key().id();
            case Piece.OfErased erased -> List.of("erased", erased.user());
        };
    }
}
