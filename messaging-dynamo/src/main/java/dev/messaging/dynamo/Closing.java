package dev.messaging.dynamo;

import dev.messaging.core.model.Message;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import java.time.Instant;

/**
 * The last entry of the inbox of a user who was erased. It is a message like any other, so that every version of the program can
 * step over it; whoever knows its id appends nothing behind it, and takes what was to be appended for delivered. It stays for
 * good, since the entries below it go: to who comes late with a start from before, it is the end.
 */
final class Closing {
    static final MessageId ID = MessageId.CLOSING;
    private static final Text TEXT = new Text("This inbox is closed.");

    private Closing() {}

    /** The same whoever appends it. */
    static Message of(UserId owner, long erasedMillis) {
        return new Message(ID, owner, owner, TEXT, Instant.ofEpochMilli(erasedMillis));
    }
}
