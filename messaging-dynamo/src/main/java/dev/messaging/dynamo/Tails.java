package dev.messaging.dynamo;

import com.github.benmanes.caffeine.cache.Cache;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.dynamo.InboxTable.Consistency;
import java.time.Duration;

/**
 * Where inboxes end, for messages to begin at: as a replica says, or as this process knows. One that is behind is as good,
 * but a put at a place that is taken costs ten times a read; so what is known is used for some seconds only. That is also
 * long enough to find this process's own messages on a replica that is behind.
 */
final class Tails {
    private static final Duration KEPT = Duration.ofSeconds(4);
    private static final int INBOXES_MAX = 100_000;

    private final InboxTable inboxes;
    private final Cache<UserId, Known> known;
    /** Places that are no tails: good for noticing a replica that is behind, and bad to begin at. */
    private final Cache<UserId, Position> seen;

    /**
     * Where an inbox ended during a call. What was learned in time goes stale in seconds; but a process that stands still in
     * the middle learns it when it is long past, and a message that began there could meet numbers that were trimmed.
     */
    private record Known(Position place, Patience duringCall) {}

    Tails(InboxTable inboxes, Surroundings surroundings) {
        this.inboxes = inboxes;
        this.known = Caches.of(surroundings).maximumSize(INBOXES_MAX).expireAfterWrite(KEPT).build();
        this.seen = Caches.of(surroundings).maximumSize(INBOXES_MAX).expireAfterWrite(KEPT).build();
    }

    /** A place that the inbox reaches at least, without a read if one is known. */
    Position of(Patience patience, UserId owner) {
        Position place = known(owner);
        return place.equals(Position.START) ? inboxes.tail(patience, owner, Consistency.EVENTUAL) : place;
    }

    /** How far this process knows the inbox to reach. */
    Position known(UserId owner) {
        Known entry = known.getIfPresent(owner);
        return entry == null || entry.duringCall.longer(KEPT).isOver() ? Position.START : entry.place;
    }

    /** How far this process has seen the inbox reach, at least: what it reads must not end before that. */
    Position seen(UserId owner) {
        Position place = seen.getIfPresent(owner);
        return place == null ? known(owner) : further(place, known(owner));
    }

    /** There is an entry at a place, and perhaps others behind it. */
    void saw(UserId owner, Position place) {
        var unused = seen.asMap().merge(owner, place, Tails::further);
    }

    void remember(Patience duringCall, UserId owner, Position place) {
        var unused = known.asMap().merge(owner, new Known(place, duringCall),
                (before, now) -> before.place.sequence() > now.place.sequence() ? before : now);
    }

    static Position further(Position one, Position other) {
        return one.sequence() >= other.sequence() ? one : other;
    }
}
