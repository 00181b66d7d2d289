package dev.messaging.dynamo;

import com.github.benmanes.caffeine.cache.Cache;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import java.time.Duration;
import java.util.Optional;

/**
 * How far this process knows inboxes to reach, for some seconds: long enough to find its own messages on a replica that
 * is behind, and to spare a read in a burst; short, for a put at a place that is taken costs ten times a read.
 */
final class KnownTails {
    private static final Duration KEPT = Duration.ofSeconds(4);
    private static final int INBOXES_MAX = 100_000;

    private final Cache<UserId, Position> tails;

    KnownTails(Surroundings surroundings) {
        this.tails = Caches.bounded(surroundings, INBOXES_MAX).expireAfterWrite(KEPT).build();
    }

    Optional<Position> of(UserId owner) {
        return Optional.ofNullable(tails.getIfPresent(owner));
    }

    /** Of a place and what is known, the one further on. */
    Position atLeast(UserId owner, Position place) {
        return of(owner).map(known -> further(known, place)).orElse(place);
    }

    void remember(UserId owner, Position place) {
        var unused = tails.asMap().merge(owner, place, KnownTails::further);
    }

    private static Position further(Position one, Position other) {
        return one.sequence() >= other.sequence() ? one : other;
    }
}
