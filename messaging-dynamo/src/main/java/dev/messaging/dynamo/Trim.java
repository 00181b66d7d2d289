package dev.messaging.dynamo;

import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.Erasure.Later;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Removes the oldest entries of an inbox. A put at a free number would succeed at the number of an entry that was removed, and the
 * message would be lost there; so nobody may come who begins below what is left. Everybody begins at a start, and puts only at
 * numbers behind it, and the entry behind a start was appended after the start was looked up, or shortly before by a node that had
 * not heard of it. How old can a start be that is still put behind?
 *
 * <ul>
 * <li>{@link Tails} are 4 s old, {@link RecentStarts} 5 min, and a replica lags by seconds.
 * <li>What a request with a key began with is remembered for 24 h, less than {@link Inboxes#TRIM_AGE_MIN} by an hour.
 * <li>A delivery in the outbox stands for as long as it takes: so nothing goes that is younger than the oldest there, by an hour too.
 * <li>A process that stood still between its start and its put does not send the put: see {@link Patience}. If it stood still
 * after that, DynamoDB refuses the request, whose signature holds for 15 min.
 * <li>Clocks, by which entries got their times, are off by {@link ClockGuard#OFF_AT_MOST}, or the node does not write.
 * </ul>
 *
 * <p>The floor, which is the first number that stays, is moved first: from then on entries below it may be missing, and readers know it.
 * They go from the lowest on, so that what a trim that died has left is small and goes with the next one.
 */
final class Trim {
    /** What all starts that are no older than a request or a delivery are older at the most. */
    private static final Duration STARTS_OLDER_AT_MOST = Duration.ofHours(1);

    private final DirectoryTable directory;
    private final InboxTable inboxes;
    private final OutboxTable outbox;
    private final Floors floors;
    private final Surroundings surroundings;

    Trim(DirectoryTable directory, InboxTable inboxes, OutboxTable outbox, Floors floors, Surroundings surroundings) {
        this.directory = directory;
        this.inboxes = inboxes;
        this.outbox = outbox;
        this.floors = floors;
        this.surroundings = surroundings;
    }

    int trim(Patience patience, UserId owner, Instant before, int atMost) {
        Item profile = directory.get(patience, Key.profile(owner)).filter(Profiles::isUser)
                .orElseThrow(() -> new Refusal.NoSuchUser(owner.value()));
        long floor = profile.number(Attributes.FLOOR, 1);
        List<Position> going = surroundings.both(() -> cutoff(patience, before),
                () -> inboxes.oldest(patience, owner, atMost + 1),
                (cutoff, oldest) -> oldest.stream().limit(Math.max(0, oldest.size() - 1))
                        .takeWhile(place -> place.atMillis() < cutoff || place.sequence() < floor).toList());
        if (!going.isEmpty()) {
            remove(patience, owner, going);
        }
        return going.size();
    }

    /**
     * Removes what stands in the inbox of somebody who was erased, by the same rules: all but the entry that closes it. What
     * stands behind that was put there by a program that does not know of closing, and goes at once.
     *
     * @param closing where the closing entry stands
     */
    Erasure removeClosed(Patience patience, UserId owner, Position closing, int atMost) {
        List<Position> standing = inboxes.oldest(patience, owner, atMost + 2).stream()
                .filter(place -> place.sequence() != closing.sequence()).toList();
        long now = surroundings.nowMillis();
        long cutoff = standing.isEmpty() ? now : cutoff(patience, Instant.ofEpochMilli(now));
        List<Position> going = standing.stream()
                .filter(place -> place.atMillis() < cutoff || place.sequence() > closing.sequence()).limit(atMost)
                .toList();
        List<Position> below = going.stream().filter(place -> place.sequence() < closing.sequence()).toList();
        if (!below.isEmpty()) {
            floors.raise(patience, owner, below.getLast().sequence() + 1);
        }
        inboxes.delete(patience, owner, going.stream().map(Position::sequence).toList());
        return new Erasure(0, 0, 0, going.size(), going.size() == standing.size()
                ? new Erasure.Nothing()
                : going.size() == atMost
                        ? new Erasure.More()
                        : later(standing.size() > atMost ? closing : standing.getLast()));
    }

    /** @param youngest no entry below the closing one is younger */
    private Later later(Position youngest) {
        long now = surroundings.nowMillis();
        Instant oldEnough = oldEnough(youngest.atMillis());
        return oldEnough.toEpochMilli() > now
                ? new Erasure.Later(oldEnough, "Messages that came in the last "
                        + Inboxes.TRIM_AGE_MIN.toHours() + " hours stay as long as something may still be about to be"
                        + " delivered among them.")
                : new Erasure.Later(Instant.ofEpochMilli(now + STARTS_OLDER_AT_MOST.toMillis()),
                        "A delivery from before is still under way: if that lasts, look for servers that run, and for the"
                                + " alarm of the outbox.");
    }

    /** When an entry may go by its age. */
    static Instant oldEnough(long atMillis) {
        return Instant.ofEpochMilli(atMillis).plus(Inboxes.TRIM_AGE_MIN).plusMillis(1);
    }

    /** Entries from then on stay. */
    private long cutoff(Patience patience, Instant before) {
        long now = surroundings.nowMillis();
        long inWork = outbox.oldestMillis(patience).orElse(now) - STARTS_OLDER_AT_MOST.toMillis();
        return Math.min(Math.min(before.toEpochMilli(), inWork), now - Inboxes.TRIM_AGE_MIN.toMillis());
    }

    private void remove(Patience patience, UserId owner, List<Position> going) {
        floors.raise(patience, owner, going.getLast().sequence() + 1);
        try {
            inboxes.delete(patience, owner, going.stream().map(Position::sequence).toList());
        } catch (StoreException trouble) {
            throw StoreException.unknown("Some entries may have been removed, and some not: " + trouble.getMessage(),
                    trouble);
        }
    }
}
