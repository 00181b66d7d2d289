package dev.messaging.core.port;

import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;

/**
 * One append-only log of messages for each user. Promised of each inbox, whatever is retried and whoever crashes:
 *
 * <ul>
 * <li>I1 <b>dense</b>: sequence numbers run from 1 without holes and are never used again;
 * <li>I2 <b>ordered</b>: the times of the places rise strictly with the sequence;
 * <li>I3 <b>exactly once</b>: a message id stands at most once in an inbox;
 * <li>I4 <b>no skip</b>: an entry never appears below one that a reader could already have seen;
 * <li>I5 <b>accepted means delivered</b>: once {@link #deliver} has returned, the message is, or will be, in every
 * recipient's inbox, even if the process dies;
 * <li>I6 <b>refused means absent</b>: and an unknown outcome means entirely delivered or not at all, never to half of
 * the recipients for good.
 * </ul>
 */
public interface Inboxes {
    /** The most entries that {@link #read} returns at once. */
    int READ_MAX = 1_000;

    /**
     * Checks the condition on the sender, looks up what the rules ask about the recipient, asks {@code admission} who gets the
     * message, and puts it at the end of each of those inboxes. What is looked up is at least as new as everything that was
     * acknowledged before this call, on any node (I7: so a block that stands before a send starts, holds).
     *
     * <p>When this returns, the message is accepted. A reader who reads strongly finds it in every inbox already, unless
     * one of them was out of reach for a while and is caught up later.
     *
     * @param message the message; its id is new, or the same message's
     * @param onSender what the sender's account must be; of an open one the store may know from up to a minute ago
     * @param admission the rule; called at least once and possibly on another thread, with no side effects of its own.
     *     What it throws reaches the caller, and then nothing was delivered
     */
    void deliver(Message message, AccountCondition onSender, Admission admission);

    /**
     * Reads a part of an inbox, oldest entry first. From the beginning it reads strongly. From a cursor or a time,
     * entries that this process delivered are there at once, others within about a second; but never an entry without
     * those before it.
     *
     * @param owner whose inbox
     * @param from where to begin
     * @param limit the most entries to return, from 1 to {@value #READ_MAX}; fewer come only when there are no more
     * @param onOwner what the owner's account must be; the store may know it from up to a minute ago
     * @return the entries
     * @throws Refusal.NoSuchUser if the owner does not exist
     * @throws Refusal.BadValue if the cursor is another user's
     * @throws Refusal.CursorGone if the cursor's place does not stand in the inbox as the cursor remembers it
     */
    InboxPage read(UserId owner, From from, int limit, AccountCondition onOwner);

    /**
     * Tells where an inbox ends, read strongly. What this process reads in the second after that reaches at least as
     * far.
     *
     * @param owner whose inbox
     * @return the place of the newest entry; {@link Position#START} if there is none, or no such user
     */
    Position tail(UserId owner);
}
