package dev.messaging.core.port;

import dev.messaging.core.model.UserId;
import java.util.List;

/** What a store knows about the sender and the recipient of a message, so that a rule can decide. */
public sealed interface Facts {
    /**
     * About a message to one user.
     *
     * @param senderExists whether the sender is a user
     * @param receiverExists whether the receiver is a user
     * @param blocked whether the receiver blocks the sender
     */
    record Direct(boolean senderExists, boolean receiverExists, boolean blocked) implements Facts {}

    /**
     * About a message to a group.
     *
     * @param senderExists whether the sender is a user; a member always is, so a store need look only if the sender is
     *     not among the members
     * @param groupExists whether there is such a group
     * @param members its members, at some moment during the call, in the order of their ids
     */
    record OfGroup(boolean senderExists, boolean groupExists, List<UserId> members) implements Facts {
        /** Keeps a copy of the members. */
        public OfGroup {
            members = List.copyOf(members);
        }
    }
}
