package dev.messaging.dynamo;

import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Decision;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.RequestKey;
import dev.messaging.dynamo.RequestRecord.Nowhere;
import dev.messaging.dynamo.RequestRecord.ThroughOutbox;
import dev.messaging.dynamo.RequestRecord.ToInbox;
import java.util.List;
import java.util.Optional;

/**
 * Tells how requests were decided, for whoever may not write. A message for one inbox is remembered before it is appended: if whoever did
 * that has died in between, only a repeated request appends it. Until then it is nowhere, and so is the decision. A message for
 * several is in the outbox, and gets to all.
 */
final class Decided {
    private final Requests requests;
    private final InboxTable inboxes;

    Decided(Requests requests, InboxTable inboxes) {
        this.requests = requests;
        this.inboxes = inboxes;
    }

    Optional<Decision> get(Patience patience, RequestKey key) {
        Optional<RequestRecord> first = requests.get(patience, key);
        first.ifPresent(record -> key.checkSame(record.fingerprint()));
        return first.filter(record -> isInPlace(patience, record)).map(RequestRecord::decision);
    }

    private boolean isInPlace(Patience patience, RequestRecord record) {
        return switch (record.way()) {
            case Nowhere() -> true;
            case ThroughOutbox(long unused) -> true;
            case ToInbox(UserId owner, Position start) -> record.decision() instanceof Done done
                    && stands(patience, owner, new MessageId(done.id()), start);
        };
    }

    /** What was closed before the message came is as good as an inbox that has it. */
    private boolean stands(Patience patience, UserId owner, MessageId message, Position start) {
        List<Mark> next = inboxes.next(patience, owner, start);
        while (!next.isEmpty()) {
            if (next.stream().anyMatch(mark -> mark.message().equals(message) || mark.closes())) {
                return true;
            }
            next = inboxes.next(patience, owner, next.getLast().position());
        }
        return false;
    }
}
