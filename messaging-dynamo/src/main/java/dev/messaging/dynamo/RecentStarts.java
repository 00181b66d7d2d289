package dev.messaging.dynamo;

import com.github.benmanes.caffeine.cache.Cache;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where messages that this process delivered of late began, so that one that is delivered again begins there again and
 * finds itself. Who repeats a delivery on another node, or much later, has to keep its starts in the database.
 */
final class RecentStarts {
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int PLACES_MAX = 100_000;

    private final Cache<MessageId, Map<UserId, Position>> starts;

    RecentStarts(Surroundings surroundings) {
        this.starts = Caches.of(surroundings).expireAfterWrite(KEPT).maximumWeight(PLACES_MAX)
                .<MessageId, Map<UserId, Position>>weigher((message, places) -> Math.max(1, places.size())).build();
    }

    /** Decides where a message begins: where it began before, or else as proposed. */
    Map<UserId, Position> decide(MessageId message, Map<UserId, Position> proposed) {
        Map<UserId, Position> known = starts.asMap().merge(message, proposed, (before, now) -> {
            Map<UserId, Position> both = new HashMap<>(now);
            both.putAll(before);
            return both;
        });
        return known.keySet().equals(proposed.keySet()) ? known : only(proposed.keySet(), known);
    }

    private static Map<UserId, Position> only(Iterable<UserId> owners, Map<UserId, Position> known) {
        Map<UserId, Position> some = new HashMap<>();
        owners.forEach(owner -> some.put(owner, Objects.requireNonNull(known.get(owner), "was just decided")));
        return some;
    }
}
