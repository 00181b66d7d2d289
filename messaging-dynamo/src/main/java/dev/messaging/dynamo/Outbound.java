package dev.messaging.dynamo;

import dev.messaging.core.model.Message;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An accepted message on its way to several inboxes.
 *
 * @param key where it stands in the outbox
 * @param message the message
 * @param starts whom it goes to, and where it begins in each inbox: decided before it was accepted, the same for all who
 *     ever work on it
 */
record Outbound(Key key, Message message, Map<UserId, Position> starts) {
    /** Keeps a copy of the starts, in their order. */
    Outbound {
        starts = Collections.unmodifiableMap(new LinkedHashMap<>(starts));
    }
}
