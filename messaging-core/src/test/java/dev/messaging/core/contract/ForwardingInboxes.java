package dev.messaging.core.contract;

import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Admission;
import dev.messaging.core.port.Decision;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.RequestKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Hands everything on to other inboxes: tests override what is to be different. */
public class ForwardingInboxes implements Inboxes {
    private final Inboxes inboxes;

    /** Forwards to these inboxes. */
    public ForwardingInboxes(Inboxes inboxes) {
        this.inboxes = inboxes;
    }

    @Override
    public Decision.Done deliver(Message message, AccountCondition onSender, Admission admission,
            Optional<RequestKey> key) {
        return inboxes.deliver(message, onSender, admission, key);
    }

    @Override
    public InboxPage read(UserId owner, From from, int limit, AccountCondition onOwner) {
        return inboxes.read(owner, from, limit, onOwner);
    }

    @Override
    public Position tail(UserId owner) {
        return inboxes.tail(owner);
    }

    @Override
    public Set<UserId> grown(Map<UserId, Position> places) {
        return inboxes.grown(places);
    }

    @Override
    public Duration newsEvery() {
        return inboxes.newsEvery();
    }

    @Override
    public int trim(UserId owner, Instant before, int atMost) {
        return inboxes.trim(owner, before, atMost);
    }
}
