package dev.messaging.core.port;

import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.SessionKey;
import dev.messaging.core.model.UserId;

/** Something of which {@link Archive#look} tells how it stands from all its sides. */
public sealed interface Subject {
    /**
     * A user, and what counts or begins with it.
     *
     * @param user who
     */
    record OfUser(UserId user) implements Subject {}

    /**
     * The user whom an inbox belongs to, if there is one: much cheaper than {@link OfUser}.
     *
     * @param user who
     */
    record OfOwner(UserId user) implements Subject {}

    /**
     * What is left of a user who was erased.
     *
     * @param user who was
     */
    record OfErased(UserId user) implements Subject {}

    /**
     * A group, and its members.
     *
     * @param group which
     */
    record OfGroup(GroupId group) implements Subject {}

    /**
     * A membership, and what it ties together.
     *
     * @param group in which group
     * @param user who is
     */
    record OfMember(GroupId group, UserId user) implements Subject {}

    /**
     * A block, and what it ties together.
     *
     * @param owner who blocks
     * @param blocked who is blocked
     */
    record OfBlock(UserId owner, UserId blocked) implements Subject {}

    /**
     * A session, and whose it is.
     *
     * @param key which
     * @param user whose
     */
    record OfSession(SessionKey key, UserId user) implements Subject {
        /** Tells which session it is by a part of the key's digest; more need not go where others read. */
        @Override
        public String toString() {
            return user + " session " + key.value().substring(0, 8);
        }
    }
}
