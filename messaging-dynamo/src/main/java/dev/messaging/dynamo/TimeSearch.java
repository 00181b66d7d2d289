package dev.messaging.dynamo;

import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.dynamo.InboxTable.Consistency;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the place in an inbox behind which everything is later than a time. Who asks has mostly seen all but the newest
 * entries, so it begins with these, a few at first; who has not, is found by leaps back that double, then halve.
 */
final class TimeSearch {
    private static final int FIRST = 2;
    private static final int PART_MAX = 64;
    private static final int GATHERED_MAX = 100;

    private final InboxTable inboxes;
    private final Tails tails;

    TimeSearch(InboxTable inboxes, Tails tails) {
        this.inboxes = inboxes;
        this.tails = tails;
    }

    /** What a search brought. */
    sealed interface Found {}

    /**
     * All that is later.
     *
     * @param stretch behind the place
     */
    record Whole(Stretch stretch) implements Found {}

    /**
     * Too much to have been read on the way.
     *
     * @param place where to read on from
     */
    record Behind(Position place) implements Found {}

    Found find(Patience patience, UserId owner, long atMillis) {
        return find(patience, owner, atMillis, Consistency.EVENTUAL)
                .or(() -> find(patience, owner, atMillis, Consistency.STRONG))
                .orElseThrow(() -> new IllegalStateException("a strong read left doubts"));
    }

    /** Empty if the replica that answered may be behind. */
    private Optional<Found> find(Patience patience, UserId owner, long atMillis, Consistency consistency) {
        List<InboxEntry> newestFirst = new ArrayList<>();
        long below = Long.MAX_VALUE;
        for (int size = FIRST;; size = Math.min(PART_MAX, size * 4)) {
            List<InboxEntry> part = inboxes.newest(patience, owner, below, size, consistency);
            newestFirst.addAll(part);
            if (part.size() < size || part.getLast().position().atMillis() <= atMillis) {
                Stretch stretch = behind(atMillis, newestFirst);
                boolean trusted = consistency == Consistency.STRONG || isTrusted(owner, atMillis, stretch);
                return trusted ? Optional.of(new Whole(stretch)) : Optional.empty();
            }
            below = part.getLast().position().sequence();
            if (newestFirst.size() >= GATHERED_MAX) {
                return Optional
                        .of(new Behind(placeBelow(patience, owner, firstLater(patience, owner, atMillis, below))));
            }
        }
    }

    private static Stretch behind(long atMillis, List<InboxEntry> newestFirst) {
        int later = 0;
        while (later < newestFirst.size() && newestFirst.get(later).position().atMillis() > atMillis) {
            later++;
        }
        boolean anchored = later < newestFirst.size();
        return new Stretch(anchored ? newestFirst.get(later).position() : Position.START,
                newestFirst.subList(0, anchored ? later + 1 : later).reversed(), true);
    }

    /**
     * A replica that is behind shows itself by a hole, or by lacking what this process knows. If nothing at all is later,
     * and the time is not the newest entry's own, then perhaps the entry that has it is lacking.
     */
    private boolean isTrusted(UserId owner, long atMillis, Stretch stretch) {
        Position newest = stretch.found().isEmpty() ? Position.START : stretch.found().getLast().position();
        boolean explained = newest.atMillis() >= atMillis;
        return explained && stretch.holes() == 0 && stretch.reaches(tails.seen(owner));
    }

    /**
     * The smallest number from which on everything is later than a time.
     *
     * @param later a number from which on everything is
     */
    private long firstLater(Patience patience, UserId owner, long atMillis, long later) {
        long step = GATHERED_MAX;
        long high = later;
        long low = high - step;
        while (low > 0 && isLater(patience, owner, atMillis, low)) {
            high = low;
            step *= 2;
            low = high - step;
        }
        low = Math.max(0, low);
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (isLater(patience, owner, atMillis, middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private boolean isLater(Patience patience, UserId owner, long atMillis, long sequence) {
        return inboxes.firstFrom(patience, owner, sequence, Consistency.STRONG)
                .map(place -> place.atMillis() > atMillis).orElse(true);
    }

    private Position placeBelow(Patience patience, UserId owner, long sequence) {
        return inboxes.newest(patience, owner, sequence, 1, Consistency.STRONG).stream().map(InboxEntry::position)
                .findFirst().orElse(Position.START);
    }
}
