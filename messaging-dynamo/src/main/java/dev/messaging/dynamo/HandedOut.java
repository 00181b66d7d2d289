package dev.messaging.dynamo;

import com.github.benmanes.caffeine.cache.Cache;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import java.time.Duration;
import java.util.Optional;

/** Places that readers were given: who polls with the time of one again need not be searched for. */
final class HandedOut {
    private static final Duration KEPT = Duration.ofMinutes(30);
    private static final int PLACES_MAX = 200_000;

    private record Time(UserId owner, long atMillis) {}

    private final Cache<Time, Position> places;

    HandedOut(Surroundings surroundings) {
        this.places = Caches.of(surroundings).maximumSize(PLACES_MAX).expireAfterAccess(KEPT).build();
    }

    void remember(UserId owner, Position place) {
        if (!place.equals(Position.START)) {
            places.put(new Time(owner, place.atMillis()), place);
        }
    }

    /** The place of exactly this time. */
    Optional<Position> place(UserId owner, long atMillis) {
        return Optional.ofNullable(places.getIfPresent(new Time(owner, atMillis)));
    }
}
