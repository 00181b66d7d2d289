package dev.messaging.core.memory;

import dev.messaging.core.model.Refusal;
import dev.messaging.core.port.Decision;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.RequestKey;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** How requests with keys were decided; under the directory's lock. */
final class MemoryRequests {
    /** In the order in which they expire, or nearly: clocks may go back. */
    private final Map<String, Remembered> remembered = new LinkedHashMap<>();

    private record Remembered(String fingerprint, Decision decision, Instant expiresAt) {}

    /** Until when each is remembered, by what it goes by. */
    Map<String, Instant> expiries() {
        return remembered.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().expiresAt));
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
