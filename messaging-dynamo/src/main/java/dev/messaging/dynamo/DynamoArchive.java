package dev.messaging.dynamo;

import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Decision;
import dev.messaging.core.port.Mend;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reading a section of the directory scans the whole table, for records of all kinds stand among each other: an operator's
 * right, which no server has. Writing asks first what stands there, at a fifth of the price of finding out by attempts.
 */
final class DynamoArchive implements Archive {
    /** A thousand writes may have to wait for a table that grows with them. */
    private static final Duration WRITING = Duration.ofMinutes(1);

    /** How many subjects are looked at in one go. */
    private static final int LOOKED_AT = 100;

    private final StoredItems items;
    private final InboxTable inboxes;
    private final Decided decided;
    private final Pieces pieces;
    private final Examined examined;
    private final Mending mending;
    private final UserErasure erasure;
    private final Surroundings surroundings;
    private final Supplier<Patience> patience;

    DynamoArchive(StoredItems items, InboxTable inboxes, Decided decided, Pieces pieces, Examined examined,
            Mending mending, UserErasure erasure, Surroundings surroundings, Supplier<Patience> patience) {
        this.items = items;
        this.inboxes = inboxes;
        this.decided = decided;
        this.pieces = pieces;
        this.examined = examined;
        this.mending = mending;
        this.erasure = erasure;
        this.surroundings = surroundings;
        this.patience = patience;
    }

    @Override
    public Part read(Section section, Optional<String> after, int limit) {
        return items.read(patience.get(), section, after, limit);
    }

    @Override
    public InboxPart inbox(UserId owner, long behind, int limit) {
        List<Item> stored = inboxes.stored(patience.get(), owner, behind + 1, limit);
        return new InboxPart(StoredItems.numbered(stored), stored.size() >= limit);
    }

    @Override
    public Optional<Decision> decided(RequestKey key) {
        return decided.get(patience.get(), key);
    }

    @Override
    public List<Outcome> compare(List<Piece> some) {
        return pieces.compare(patience.get(), some);
    }

    @Override
    public List<Outcome> write(List<Piece> some) {
        List<Outcome> outcomes = pieces.write(patience.get().longer(WRITING), some);
        var unused = surroundings.inParallel(some.stream().filter(Piece.OfErased.class::isInstance)
                .map(Piece.OfErased.class::cast).<Supplier<Erasure>>map(erased -> () -> bury(erased)).toList());
        return outcomes;
    }

    /** Each part has a time of its own, for nobody knows how many there are. */
    private Erasure bury(Piece.OfErased erased) {
        Erasure part;
        do {
            part = erasure.bury(patience.get(), erased.user(), erased.erasedAt().toEpochMilli(), Store.ERASE_MAX);
        } while (part.left() instanceof Erasure.More);
        return part;
    }

    /** Some at a time, each with a time of its own: the members of a group are counted, and there may be many large groups. */
    @Override
    public List<Seen> look(List<Subject> subjects) {
        List<Seen> seen = new ArrayList<>(subjects.size());
        for (int from = 0; from < subjects.size(); from += LOOKED_AT) {
            seen.addAll(examined.look(patience.get().longer(WRITING),
                    subjects.subList(from, Math.min(subjects.size(), from + LOOKED_AT))));
        }
        return seen;
    }

    @Override
    public boolean mend(Mend mend) {
        return mending.mend(patience.get(), mend);
    }

    @Override
    public boolean keepsBothSides() {
        return true;
    }

    @Override
    public List<Flaw> flaws(int atMost) {
        return List.of(); // How the tables are set is asked of AWS, not of what stands in them.
    }
}
