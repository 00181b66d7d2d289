package dev.messaging.dynamo;

import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Finds out where a message that is about to be accepted begins in each inbox: how far each reaches at least. */
final class Starts {
    private final Tails tails;
    private final Surroundings surroundings;

    Starts(Tails tails, Surroundings surroundings) {
        this.tails = tails;
        this.surroundings = surroundings;
    }

    /** In one round. */
    Map<UserId, Position> of(Patience patience, List<UserId> owners, Map<UserId, Position> lookedUp) {
        List<Position> places = surroundings.inParallel(owners.stream().<Supplier<Position>>map(owner -> () -> {
            Position place = lookedUp.get(owner);
            return place != null ? place : tails.of(patience, owner);
        }).toList());
        Map<UserId, Position> starts = new LinkedHashMap<>();
        IntStream.range(0, owners.size()).forEach(i -> starts.put(owners.get(i), places.get(i)));
        return starts;
    }

    /** The furthest that is known: also what was learned since the inbox was looked up. */
    Position latest(UserId owner, Position lookedUp) {
        return Tails.further(tails.known(owner), lookedUp);
    }
}
