package dev.messaging.core.port;

import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.UserSession;

/**
 * Something that {@link Archive#mend} can put right without losing what anybody wants. Each says what was seen, and is done only
 * if that still stands so.
 */
public sealed interface Mend {
    /**
     * Makes both sides of a membership as {@link Seen.OfMember#wanted} says. What counts them is not touched: that is another
     * mend, of what is there afterwards.
     *
     * @param subject which
     * @param seen how it stands
     */
    record OfMember(Subject.OfMember subject, Seen.OfMember seen) implements Mend {}

    /**
     * Makes both sides of a block as {@link Seen.OfBlock#wanted} says, and counts nothing, as {@link OfMember}.
     *
     * @param subject which
     * @param seen how it stands
     */
    record OfBlock(Subject.OfBlock subject, Seen.OfBlock seen) implements Mend {}

    /**
     * Counts a user's blocks and groups anew.
     *
     * @param subject whose
     * @param seen how they were counted, and are
     */
    record OfUser(Subject.OfUser subject, Seen.OfUser seen) implements Mend {}

    /**
     * Counts a group's members anew.
     *
     * @param subject whose
     * @param seen how they were counted, and are
     */
    record OfGroup(Subject.OfGroup subject, Seen.OfGroup seen) implements Mend {}

    /**
     * Removes a session that has expired, or is nobody's.
     *
     * @param session which
     */
    record OfSession(UserSession session) implements Mend {}

    /**
     * Forgets a request.
     *
     * @param request which, and when it expired
     */
    record OfRequest(Stored.OfRequest request) implements Mend {}

    /**
     * Counts anew how many inboxes hold a message, where a store keeps it once; if none does, the message goes.
     *
     * @param message which
     * @param counted as the store has counted
     * @param there as many hold it
     */
    record OfCopies(MessageId message, long counted, long there) implements Mend {}
}
