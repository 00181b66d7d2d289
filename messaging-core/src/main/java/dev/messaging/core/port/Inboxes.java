package dev.messaging.core.port;

import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One append-only log of messages for each user. Promised of each inbox, whatever is retried and whoever crashes:
 *
 * <ul>
 * <li>I1 <b>dense</b>: sequence numbers run without holes, from 1 until something is trimmed, and are never used again;
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
     * How old an entry is at least when it is trimmed. Whatever may still be appended begins behind a place that is younger: a
     * request is remembered for a day, with its place, and clocks are off by half a minute at most.
     */
    Duration TRIM_AGE_MIN = Duration.ofHours(25);

    /** The most entries that {@link #trim} removes at once. */
    int TRIM_MAX = 1_000;

    /**
     * Checks the condition on the sender, looks up what the rules ask about the recipient, asks {@code admission} who gets the
     * message, and puts it at the end of each of those inboxes. What is looked up is at least as new as everything that was
     * acknowledged before this call, on any node (I7: so a block that stands before a send starts, holds).
     *
     * <p>When this returns, the message is accepted. A reader who reads strongly finds it in every inbox already, unless
     * one of them was out of reach for a while and is caught up later.
     *
     * <p>With a key, the message is delivered once, whatever is repeated: if a request with the key was decided before, its
     * message is delivered, should that be lacking, and it is answered again, or what its rule said is thrown again. Only the
     * condition on the sender is checked as ever.
     *
     * @param message the message; its id is new, or the same message's
     * @param onSender what the sender's account must be; of an open one the store may know from up to a minute ago
     * @param admission the rule; called at least once, unless the key's request was decided before, and possibly on another
     *     thread, with no side effects of its own. What it throws reaches the caller, and then nothing was delivered
     * @param key by what the request is known again, if at all
     * @return the id of the message, when it was sent, and how many inboxes it goes to: as given, or as decided first
     * @throws Refusal.KeyReused if the key's request was another one
     */
    Decision.Done deliver(Message message, AccountCondition onSender, Admission admission, Optional<RequestKey> key);

    /**
     * Delivers a message that carries no key, as {@link #deliver(Message, AccountCondition, Admission, Optional)}.
     *
     * @param message the message
     * @param onSender what the sender's account must be
     * @param admission the rule
     */
    default void deliver(Message message, AccountCondition onSender, Admission admission) {
        var unused = deliver(message, onSender, admission, Optional.empty());
    }

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

    /**
     * Tells which inboxes have grown: for those who wait for news, much cheaper than reading each. It may miss what came within
     * the last seconds, and tells of it when asked again. What it tells of, reads by this process show from then on.
     *
     * @param places how far each inbox is known to reach; any number of inboxes
     * @return those that reach further
     */
    Set<UserId> grown(Map<UserId, Position> places);

    /**
     * How often {@link #grown} should be asked by each node, as what it costs has to do with the store.
     *
     * @return the time between two questions
     */
    Duration newsEvery();

    /**
     * Removes the oldest entries of an inbox for good, a part at a time: those from before a time. The newest entry stays
     * whatever its age, for it tells which number is the next; and so do entries that are younger than {@link #TRIM_AGE_MIN},
     * or than the oldest delivery that is still under way. Cursors that point at what was removed are gone.
     *
     * @param owner whose inbox
     * @param before when the oldest entry that stays was appended, or later
     * @param atMost the most entries to remove, from 1 to {@value #TRIM_MAX}
     * @return how many were removed; fewer than {@code atMost} only when there are no more
     * @throws Refusal.NoSuchUser if the owner does not exist
     */
    int trim(UserId owner, Instant before, int atMost);
}
