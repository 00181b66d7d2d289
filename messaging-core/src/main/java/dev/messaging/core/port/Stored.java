package dev.messaging.core.port;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import dev.messaging.core.model.UserSession;
import java.time.Instant;
import java.util.OptionalLong;

/** A record as it is stored. */
public sealed interface Stored {
    /**
     * A user.
     *
     * @param account the account
     * @param floor the number from which on the inbox has all its entries; where a store does not keep it, that of the first
     *     entry, or 1
     * @param blocks how many others the user blocks, as counted; empty if the store does not count
     * @param groups how many groups the user is in, as counted; empty if the store does not count
     */
    record OfUser(Account account, long floor, OptionalLong blocks, OptionalLong groups) implements Stored {}

    /**
     * What is left of a user who was erased.
     *
     * @param user the id, which nobody gets again
     * @param erasedAt when that was begun
     */
    record OfErased(UserId user, Instant erasedAt) implements Stored {}

    /**
     * Where an inbox is closed: nothing is put behind it any more.
     *
     * @param owner whose inbox; should be somebody who was erased
     * @param place where
     */
    record OfClosing(UserId owner, Position place) implements Stored {}

    /**
     * A group.
     *
     * @param group the group, with its number of members as counted
     */
    record OfGroup(Group group) implements Stored {}

    /**
     * One side of a membership.
     *
     * @param group in which group
     * @param user who is
     * @param joinedAt since when
     */
    record OfMember(GroupId group, UserId user, Instant joinedAt) implements Stored {}

    /**
     * One side of a block.
     *
     * @param block the block
     */
    record OfBlock(Block block) implements Stored {}

    /**
     * A message in an inbox.
     *
     * @param owner whose inbox, whether there is such a user or not
     * @param entry what stands there
     */
    record OfEntry(UserId owner, InboxEntry entry) implements Stored {}

    /**
     * A session.
     *
     * @param session the session
     */
    record OfSession(UserSession session) implements Stored {}

    /**
     * What is remembered of a request with a key.
     *
     * @param id what the request goes by: a digest
     * @param fingerprint a digest of what was asked for
     * @param expiresAt from then on it is as if it were not there
     */
    record OfRequest(String id, String fingerprint, Instant expiresAt) implements Stored {}

    /**
     * A delivery, or the creation of a group, that is accepted and not finished.
     *
     * @param id the message's or the group's
     * @param since when it was accepted
     */
    record UnderWay(String id, Instant since) implements Stored {}

    /**
     * Something that is not as this program writes it.
     *
     * @param what its key, for people
     * @param why what is wrong with it
     */
    record Unreadable(String what, String why) implements Stored {}
}
