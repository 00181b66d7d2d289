package dev.messaging.dynamo.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What stood at one place, and when. */
final class History {
    /**
     * What stood there for a while.
     *
     * @param sinceNanos from when on
     * @param item what; empty for nothing
     */
    record Version(long sinceNanos, Map<String, AttributeValue> item) {}

    private final List<Version> versions = new ArrayList<>(1);

    void put(long nowNanos, Map<String, AttributeValue> item) {
        versions.add(new Version(nowNanos, item));
    }

    List<Version> versions() {
        return versions;
    }

    /** Empty if nothing stands there. */
    Map<String, AttributeValue> now() {
        return versions.isEmpty() ? Map.of() : versions.getLast().item;
    }

    /** Empty if nothing stood there. */
    Map<String, AttributeValue> at(long nanos) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (versions.get(i).sinceNanos <= nanos) {
                return versions.get(i).item;
            }
        }
        return Map.of();
    }
}
