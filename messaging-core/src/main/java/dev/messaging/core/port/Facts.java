package dev.messaging.core.port;

import dev.messaging.core.model.UserId;
import java.util.List;
import java.util.Set;

/** What a store knows about the recipient of a message, so that a rule can decide. The sender exists. */
public sealed interface Facts {
    /**
     * About a message to one user.
     *
     * @param receiverExists whether the receiver is a user
     * @param blocked whether the receiver blocks the sender, whatever the scope
     */
    record Direct(boolean receiverExists, boolean blocked) implements Facts {}

    /**
     * About a message to a group.
     *
     * @param groupExists whether there is such a group
     * @param members its members, at some moment during the call, in the order of their ids
     * @param deaf those of them who block the sender with the scope {@code everywhere}
     */
    record OfGroup(boolean groupExists, List<UserId> members, Set<UserId> deaf)
            implements
                Facts {
        /** Keeps copies. */
        public OfGroup {
            members = List.copyOf(members);
            deaf = Set.copyOf(deaf);
        }
    }
}
