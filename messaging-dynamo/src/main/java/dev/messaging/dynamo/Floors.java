package dev.messaging.dynamo;

import com.github.benmanes.caffeine.cache.Cache;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import java.util.Map;

/** From which number on an inbox has all its entries: 1, until it was trimmed. It never goes back. */
final class Floors {
    private static final int INBOXES_MAX = 100_000;

    private final DirectoryTable directory;
    private final Cache<UserId, Long> known;

    Floors(DirectoryTable directory, Surroundings surroundings) {
        this.directory = directory;
        this.known = Caches.of(surroundings).maximumSize(INBOXES_MAX).build();
    }

    /** The floor; looked up only if what is known of it is below a number. */
    long of(Patience patience, UserId owner, long wanted) {
        Long before = known.getIfPresent(owner);
        if (before != null && before >= wanted) {
            return before;
        }
        long floor = directory.get(patience, Key.profile(owner)).map(profile -> profile.number(Attributes.FLOOR, 1))
                .orElse(1L);
        known.put(owner, floor);
        return floor;
    }

    /**
     * Moves the floor up; what is up already stays there.
     *
     * @throws Refusal.NoSuchUser if there is no such user any more
     */
    void raise(Patience patience, UserId owner, long floor) {
        var standing = directory.setIf(patience, Key.profile(owner), Map.of(Attributes.FLOOR, Item.of(floor)),
                Requirement.isThere().and(Requirement.isBelow(Attributes.FLOOR, floor)));
        if (standing.isPresent() && standing.get().attributes().isEmpty()) {
            throw new Refusal.NoSuchUser(owner.value());
        }
    }
}
