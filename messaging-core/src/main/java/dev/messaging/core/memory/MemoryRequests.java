package dev.messaging.core.memory;

import dev.messaging.core.model.Refusal;
import dev.messaging.core.port.Archive.Outcome;
import dev.messaging.core.port.Decision;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.Stored;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** How requests with keys were decided; under the directory's lock. */
final class MemoryRequests {
    /** In the order in which they expire, or nearly: clocks may go back. */
    private final Map<String, Remembered> remembered = new LinkedHashMap<>();

    private record Remembered(String fingerprint, Decision decision, Instant expiresAt) {}

    List<Stored.OfRequest> all() {
        return remembered.entrySet().stream().map(entry -> new Stored.OfRequest(entry.getKey(),
                entry.getValue().fingerprint, entry.getValue().expiresAt)).toList();
    }

    Optional<Decision> decided(RequestKey key) {
        Optional<Remembered> first = Optional.ofNullable(remembered.get(key.id()))
                .filter(one -> one.expiresAt.isAfter(key.usedAt()));
        first.ifPresent(one -> key.checkSame(one.fingerprint));
        return first.map(Remembered::decision);
    }

    /** What was decided elsewhere. */
    Outcome moved(Piece.OfRequest piece, boolean writing) {
        Outcome outcome = Optional.ofNullable(remembered.get(piece.key().id()))
                .map(one -> piece.against(one.fingerprint, one.decision.toText(), one.expiresAt))
                .orElse(Outcome.absent(1));
        if (writing && outcome.written() > 0) {
            remembered.put(piece.key().id(),
                    new Remembered(piece.key().fingerprint(), piece.decision(), piece.key().expiresAt()));
        }
        return outcome;
    }

    /** Whether there was a request that is remembered until then. */
    boolean forget(String id, Instant expiresAt) {
        Remembered one = remembered.get(id);
        return one != null && one.expiresAt.equals(expiresAt) && remembered.remove(id, one);
    }

    /** Does something for the first request with the key, and gives the others the same. */
    Done once(Optional<RequestKey> key, Supplier<Done> work) {
        return key.isPresent() ? once(key.get(), work) : work.get();
    }

    private Done once(RequestKey key, Supplier<Done> work) {
        forgetExpired(key.usedAt());
        Remembered first = remembered.get(key.id());
        if (first == null || !first.expiresAt.isAfter(key.usedAt())) {
            first = new Remembered(key.fingerprint(), decide(work), key.expiresAt());
            remembered.put(key.id(), first);
        }
        key.checkSame(first.fingerprint);
        return first.decision.orThrow();
    }

    private static Decision decide(Supplier<Done> work) {
        try {
            return work.get();
        } catch (Refusal refusal) {
            return Decision.of(refusal).orElseThrow(() -> refusal);
        }
    }

    private void forgetExpired(Instant now) {
        Iterator<Remembered> oldest = remembered.values().iterator();
        while (oldest.hasNext() && !oldest.next().expiresAt.isAfter(now)) {
            oldest.remove();
        }
    }
}
