package dev.messaging.dynamo;

import dev.messaging.core.model.Position;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Decision;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.RequestKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is remembered of a request that carried a key.
 *
 * @param fingerprint what it asked for
 * @param decision how it was decided
 * @param way how its message gets to where it belongs
 */
record RequestRecord(String fingerprint, Decision decision, Way way) {
    /** How a message that was accepted is brought to its inboxes, by whoever repeats the request. */
    sealed interface Way {}

    /** Nothing has to be brought anywhere. */
    record Nowhere() implements Way {}

    /**
     * Appended to one inbox.
     *
     * @param owner whose
     * @param start where it begins there, the same for all who ever do it
     */
    record ToInbox(UserId owner, Position start) implements Way {}

    /**
     * Through the outbox.
     *
     * @param acceptedMillis when it was put there
     */
    record ThroughOutbox(long acceptedMillis) implements Way {}

    static RequestRecord of(RequestKey key, Decision decision, Way way) {
        return new RequestRecord(key.fingerprint(), decision, way);
    }

    /**
     * What was decided, for another request with the key.
     *
     * @throws Refusal if it was refused, or if this other one asks for something else
     */
    Done answer(RequestKey key) {
        key.checkSame(fingerprint);
        return decision.orThrow();
    }

    /** Without the key. */
    Map<String, AttributeValue> attributes(Instant expiresAt) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        attributes.put(Attributes.FINGERPRINT, Item.of(fingerprint));
        attributes.put(Attributes.DECISION, Item.of(decision.toText()));
        attributes.put(Attributes.UNTIL, Item.of(expiresAt));
        // Not a moment too early, though DynamoDB knows whole seconds only.
        attributes.put(Attributes.EXPIRES, Item.of(expiresAt.getEpochSecond() + 1));
        switch (way) {
            case Nowhere() -> {
                // There is nothing to know.
            }
            case ToInbox(var owner, var start) ->
                attributes.put(Attributes.STARTS, Item.of(StartsCodec.encode(Map.of(owner, start))));
            case ThroughOutbox(var millis) -> attributes.put(Attributes.ACCEPTED, Item.of(millis));
        }
        return attributes;
    }

    static RequestRecord of(Item item) {
        return new RequestRecord(item.text(Attributes.FINGERPRINT), Decision.parse(item.text(Attributes.DECISION)),
                way(item));
    }

    private static Way way(Item item) {
        if (item.has(Attributes.STARTS)) {
            var start = StartsCodec.decode(item.bytes(Attributes.STARTS)).entrySet().iterator().next();
            return new ToInbox(start.getKey(), start.getValue());
        }
        return item.has(Attributes.ACCEPTED) ? new ThroughOutbox(item.number(Attributes.ACCEPTED)) : new Nowhere();
    }
}
