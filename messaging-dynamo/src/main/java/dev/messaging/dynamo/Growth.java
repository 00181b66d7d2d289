package dev.messaging.dynamo;

import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks which inboxes reach beyond a place: whether there is an entry with the next number, a hundred inboxes in one request, each at
 * half a unit. The numbers are dense, so nothing else has to be asked. Only who knows of no entry yet cannot ask so, for the next
 * number would be 1, and that may have been trimmed: there it is looked where the inbox ends.
 */
final class Growth {
    /** Half a unit for each inbox each time is the price: 1,440 units a day for each listener who waits all day. */
    static final Duration LOOKED_EVERY = Duration.ofSeconds(30);

    private final InboxTable inboxes;
    private final Tails tails;
    private final Surroundings surroundings;

    Growth(InboxTable inboxes, Tails tails, Surroundings surroundings) {
        this.inboxes = inboxes;
        this.tails = tails;
        this.surroundings = surroundings;
    }

    /** What is found is remembered, so that who reads next notices a replica that is behind. */
    Set<UserId> grown(Patience patience, Map<UserId, Position> places) {
        Map<UserId, Long> next = new HashMap<>();
        Set<UserId> unknown = new HashSet<>();
        places.forEach((owner, place) -> {
            if (place.equals(Position.START)) {
                unknown.add(owner);
            } else {
                next.put(owner, place.sequence() + 1);
            }
        });
        Map<UserId, Position> found = surroundings.both(() -> inboxes.standing(patience, next),
                () -> tails(patience, unknown), (standing, ends) -> {
                    Map<UserId, Position> both = new HashMap<>(standing);
                    both.putAll(ends);
                    return both;
                });
        found.forEach(tails::remember);
        return Set.copyOf(found.keySet());
    }

    private Map<UserId, Position> tails(Patience patience, Set<UserId> owners) {
        List<UserId> all = List.copyOf(owners);
        List<Position> ends = surroundings.inParallel(
                all.stream().<Supplier<Position>>map(owner -> () -> tails.of(patience, owner)).toList());
        Map<UserId, Position> found = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            if (!ends.get(i).equals(Position.START)) {
                found.put(all.get(i), ends.get(i));
            }
        }
        return found;
    }
}
