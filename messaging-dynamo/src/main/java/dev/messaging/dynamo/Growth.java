package dev.messaging.dynamo;

import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Looks which inboxes reach beyond a place: whether there is an entry with the next number, a hundred inboxes in one request, each at
 * half a unit. The numbers are dense, so nothing else has to be asked. Only who knows of no entry yet cannot ask so, for the next
 * number would be 1, and that may have been trimmed: there it is looked where the inbox ends.
 */
final class Growth {
    /** Half a unit for each inbox each time is the price: 1,440 units a day for each listener who waits all day. */
    static final Duration LOOKED_EVERY = Duration.ofSeconds(30);

    /** As many as DynamoDB looks up in one request. */
    private static final int TOGETHER = 100;

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
        List<Supplier<Map<UserId, Position>>> looks = new ArrayList<>();
        parts(List.copyOf(next.keySet())).forEach(part -> looks.add(() -> {
            Map<UserId, Long> some = new HashMap<>();
            part.forEach(owner -> some.put(owner, next.getOrDefault(owner, 1L)));
            return inboxes.standing(patience, some);
        }));
        unknown.forEach(owner -> looks.add(() -> {
            Position end = tails.of(patience, owner);
            return end.equals(Position.START) ? Map.of() : Map.of(owner, end);
        }));
        Map<UserId, Position> found = together(looks);
        found.forEach(tails::saw);
        return Set.copyOf(found.keySet());
    }

    /** One that fails does not keep the others from being told: who is left out now is asked about again. */
    private Map<UserId, Position> together(List<Supplier<Map<UserId, Position>>> looks) {
        List<StoreException> failures = Collections.synchronizedList(new ArrayList<>());
        Map<UserId, Position> found = new HashMap<>();
        surroundings.inParallel(looks.stream().<Supplier<Map<UserId, Position>>>map(look -> () -> {
            try {
                return look.get();
            } catch (StoreException trouble) {
                failures.add(trouble);
                return Map.of();
            }
        }).toList()).forEach(found::putAll);
        if (!failures.isEmpty() && failures.size() == looks.size()) {
            throw failures.getFirst();
        }
        return found;
    }

    private static List<List<UserId>> parts(List<UserId> all) {
        return IntStream.iterate(0, i -> i < all.size(), i -> i + TOGETHER)
                .mapToObj(i -> all.subList(i, Math.min(all.size(), i + TOGETHER))).toList();
    }
}
