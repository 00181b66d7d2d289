package dev.messaging.dynamo;

import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Position;

/**
 * What of an inbox entry the protocol looks at.
 *
 * @param position where it stands
 * @param message which message it is
 */
record Mark(Position position, MessageId message) {
    /** Whether it closes the inbox: behind it nothing is appended any more. */
    boolean closes() {
        return message.equals(Closing.ID);
    }
}
